/* Commands, options, exit codes, and what goes to which stream. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ok, run, start, temporaryFolder } from './support/run.mjs';

const MOCO = '# SSL\n\n* [MoCo](https://arxiv.org/abs/1911.05722)\n  * 对比学习 with a momentum encoder\n';

test('every command explains itself with two examples', () => {
  const commands = [...ok('--help').split('\n\nhelp on')[0].matchAll(/^  ([a-z]+) /gm)].map(([, name]) => name);
  assert.ok(commands.length >= 19, commands.join(' '));
  for (const name of commands) {
    const help = ok(name, '--help');
    assert.match(help, new RegExp(`^usage: paperstack ${name}`, 'm'));
    assert.equal(help.split('examples:')[1].match(new RegExp(`paperstack ${name}|${name}$`, 'gm')).length >= 2, true, name);
    assert.equal(ok('help', name), help);
  }
});

test('mistakes name the nearest word and end with 2', () => {
  for (const [args, message] of [
    [['imprt'], /Did you mean "import"/],
    [['import', '--dta-dir', 'x'], /Did you mean --data-dir/],
    [['import'], /--data-dir DIR, or set PAPERSTACK_DATA_DIR/],
    [['serve', '--data-dir', 'x', '--port', 'many'], /--port must be a number from 0 to 65535, not "many"/],
    [['serve', '--data-dir', 'x', '--watch'], /--watch needs --notes/],
    [['query', '--data-dir'], /--data-dir needs a value/],
    [['extract'], /Name one note/],
    [['serve', '--data-dir', 'x', '--log-level', 'wran'], /--log-level is one of error\|warn\|info\|debug, not "wran"\. Did you mean warn/],
    [['stats', '--token', 'ps_x'], /set PAPERSTACK_TOKEN, or say --token-file/],
    [['stats', '--data-dir', 'x', '--url', 'http://127.0.0.1:1'], /Say --url or --data-dir, not both/],
    [['help', 'setings'], /Did you mean "settings"/],
    [['export', '--data-dir', 'x', '--format', 'xml'], /--format is one of jsonl, not "xml"/],
  ]) {
    const { status, out, err } = run(args);
    assert.equal(status, 2, args.join(' '));
    assert.match(err, message);
    assert.equal(out, '');
  }
  assert.equal(run([]).status, 2);
});

test('extract prints the document of a file or of standard input', () => {
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, 'x.md'), MOCO);
  const fromFile = JSON.parse(ok('extract', path.join(folder, 'x.md')));
  assert.equal(fromFile.note.path, 'x.md');
  assert.equal(fromFile.papers[0].key, 'arxiv:1911.05722');
  const edge = fromFile.edges[0];
  const { start: from, end, quote } = edge.evidence[0];
  assert.equal(Buffer.from(MOCO).subarray(from, end).toString(), quote);
  const fromInput = run(['extract', '--path', 'a/b.md', '-'], { input: MOCO });
  assert.equal(JSON.parse(fromInput.out).note.path, 'a/b.md');
  assert.equal(run(['extract', path.join(folder, 'gone.md')]).status, 1);
  assert.equal(run(['extract', '-'], { input: `${'> '.repeat(5000)}deep\n` }).status, 1);
});

test('a dry run stores nothing; rejected notes end with 4', () => {
  const data = temporaryFolder();
  const notes = temporaryFolder();
  fs.writeFileSync(path.join(notes, 'good.md'), MOCO);
  assert.match(ok('import', '--data-dir', data, '--dry-run', notes), /would be: 1 added/);
  assert.equal(ok('export', '--data-dir', data), '');
  fs.writeFileSync(path.join(notes, 'bad.md'), `${'> '.repeat(5000)}deep\n`);
  const { status, out, err } = run(['import', '--data-dir', data, notes]);
  assert.equal(status, 4);
  assert.match(out, /1 added, 0 changed, 0 unchanged, 1 failed/);
  assert.match(err, /^bad\.md: /m);
  const report = JSON.parse(run(['import', '--data-dir', data, '--json', notes]).out);
  assert.equal(report.counts.added, 0);
});

test('a file named by hand that is no note is reported', () => {
  const file = path.join(temporaryFolder(), 'a.txt');
  fs.writeFileSync(file, MOCO);
  const { status, out, err } = run(['import', '--data-dir', temporaryFolder(), file]);
  assert.equal(status, 4);
  assert.match(out, /0 added, 0 changed, 0 unchanged, 1 failed/);
  assert.match(err, /^a\.txt: .*\.md/m);
});

test('a data folder that is in use is refused with 5, but can be read', async () => {
  const data = temporaryFolder();
  const server = start(['serve', '--data-dir', data, '--port', '0']);
  while (!server.log.out.includes('listening on')) await new Promise((done) => setTimeout(done, 20));
  assert.equal(run(['import', '--data-dir', data, 'tests/demo-notes']).status, 5);
  assert.equal(run(['export', '--data-dir', data]).status, 0);
  const port = /:(\d+)$/m.exec(server.log.out)[1];
  while (run(['healthcheck', '--port', port]).status !== 0) await new Promise((done) => setTimeout(done, 50));
  server.child.kill('SIGINT');
  const { status, err } = await server.ended;
  assert.ok(!/Sanitizer|runtime error/.test(err), err);
  assert.equal(status, 0);
  assert.equal(run(['healthcheck', '--port', port]).status, 1);
});

test('a missing notes folder or data folder is an error of one line', () => {
  const data = temporaryFolder();
  assert.match(run(['serve', '--data-dir', data, '--notes', '/nowhere', '--port', '0']).err, /notes folder \/nowhere cannot be opened/);
  const missing = run(['export', '--data-dir', path.join(data, 'none')]);
  assert.equal(missing.status, 1);
  assert.match(missing.err, /no such data folder.*--data-dir/);
  assert.equal(run(['import', '--data-dir', data, '/nowhere']).status, 1);
});

test('a sound library has no problems', () => {
  const data = temporaryFolder();
  ok('import', '--data-dir', data, 'tests/demo-notes');
  assert.equal(ok('check', '--data-dir', data), 'no problems\n');
});
