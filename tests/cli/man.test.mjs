/* The man page and what `make install` puts where: made of the tables that --help is made of. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ok, temporaryFolder } from './support/run.mjs';

const lint = (page) => spawnSync('mandoc', ['-T', 'lint', '-W', 'warning'], { input: page, encoding: 'utf8' });

test('the man page has no mistakes that mandoc knows', () => {
  const { status, stdout } = lint(ok('help', 'man-page'));
  assert.equal(stdout, '');
  assert.equal(status, 0);
  assert.notEqual(lint(ok('help', 'man-page').replace('.Sh OPTIONS', '.Sh OPTIONS\n.El')).status, 0, 'mandoc finds mistakes');
});

test('what the help says stands in the man page, and nothing that it does not', () => {
  const text = execFileSync('mandoc', ['-T', 'utf8', '-O', 'width=1000'], { input: ok('help', 'man-page'), encoding: 'utf8' })
    .replaceAll(/.\x08/g, '').replaceAll(/\s+/g, ' ');
  const commands = [...ok('help').split('\n\nhelp on')[0].matchAll(/^  ([a-z]+) +(.*)$/gm)];
  assert.ok(commands.length > 15);
  const named = new Set();
  for (const [, name, purpose] of commands) {
    assert.ok(text.includes(purpose.replaceAll(/\s+/g, ' ')), purpose);
    for (const [, option] of ok(name, '--help').split('examples:')[0].matchAll(/^(?:  -\w,| {5}) ?--([a-z-]+)/gm)) named.add(option);
  }
  assert.ok(named.size > 30);
  const optionsOfPage = new Set([...ok('help', 'man-page').matchAll(/^\.It (?:Fl \w , )?Fl -([a-z-]+)/gm)].map(([, option]) => option));
  assert.deepEqual([...optionsOfPage].sort(), [...named].sort());
  for (const [, code, meaning] of ok('help', 'exit-codes').matchAll(/^ +(\d+)  (.*)$/gm)) assert.ok(text.includes(`${code} ${meaning}`), meaning);
  assert.ok(text.includes('与A相关的论文'));
});

test('make install puts the program, its page and the completions below PREFIX', () => {
  const root = temporaryFolder();
  const { MAKEFLAGS: _, MAKELEVEL: __, ...env } = process.env;
  execFileSync('make', ['-s', 'install', `DESTDIR=${root}`, 'PREFIX=/opt/p'], { env });
  const at = (name) => path.join(root, 'opt/p', name);
  assert.match(execFileSync(at('bin/paperstack'), ['version'], { encoding: 'utf8' }), /^paperstack \d/);
  assert.match(fs.readFileSync(at('share/man/man1/paperstack.1'), 'utf8'), /^\.Dd [A-Z][a-z]+ \d+, 20\d\d\n\.Dt PAPERSTACK 1$/m);
  for (const name of ['bash-completion/completions/paperstack', 'zsh/site-functions/_paperstack', 'fish/vendor_completions.d/paperstack.fish'])
    assert.match(fs.readFileSync(at(`share/${name}`), 'utf8'), /data-dir/);
});

test('version names the libraries that run, and the commit', () => {
  const { version, commit, libraries } = JSON.parse(ok('version', '--json'));
  assert.match(commit, /^[0-9a-f]{12}$|^unknown$/);
  for (const name of ['sqlite', 'libmicrohttpd', 'cmark', 'jansson', 'libcurl']) assert.match(libraries[name], /^\d+\.\d+/);
  const lines = ok('--version').trim().split('\n');
  assert.equal(lines[0], `paperstack ${version} (${commit})`);
  assert.ok(lines.includes(`sqlite ${libraries.sqlite}`));
});
