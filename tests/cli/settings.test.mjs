/* Settings: flag, environment, file, default, in this order; what is wrong is named by its place. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ok, run, temporaryFolder } from './support/run.mjs';

/** Runs with a home folder of its own, whose configuration file holds `text`. */
function withFile(text, args, env = {}) {
  const home = temporaryFolder();
  const file = path.join(home, '.config/paperstack/config');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return { home, file, ...run(args, { env: { HOME: home, XDG_CONFIG_HOME: '', PAPERSTACK_CONFIG: '', PAPERSTACK_BINARY: '', ...env } }) };
}

const show = (text, args = [], env = {}) => {
  const result = withFile(text, ['config', 'show', '--json', ...args], env);
  assert.equal(result.status, 0, result.err);
  return { ...result, settings: JSON.parse(result.out) };
};

test('a flag wins over the environment, that over the file, that over the default', () => {
  const none = show('').settings.port;
  assert.deepEqual([none.value, none.origin], ['8765', 'default']);
  const inFile = show('port = 1\n');
  assert.deepEqual(inFile.settings.port, { value: '1', origin: 'file', where: `${inFile.file}, line 1` });
  const inEnvironment = show('port = 1\n', [], { PAPERSTACK_PORT: '2' }).settings.port;
  assert.deepEqual(inEnvironment, { value: '2', origin: 'environment', where: 'PAPERSTACK_PORT' });
  const asFlag = show('port = 1\n', ['--port', '3'], { PAPERSTACK_PORT: '2' }).settings.port;
  assert.deepEqual(asFlag, { value: '3', origin: 'flag', where: '--port' });
});

test('commands take what the settings say', () => {
  const data = temporaryFolder();
  ok('import', '-q', '--data-dir', data, 'tests/demo-notes/gan');
  assert.match(withFile(`data-dir = ${data}\n`, ['export']).out, /concept:/);
  assert.equal(withFile('', ['export'], { PAPERSTACK_DATA_DIR: data }).status, 0);
  assert.equal(withFile('', ['export', '--data-dir', data], { PAPERSTACK_DATA_DIR: '/nowhere' }).status, 0);
  // A folder and a server in the same place: to ask, the server; what is said closer by wins.
  assert.equal(withFile(`data-dir = ${data}\nurl = http://127.0.0.1:1\n`, ['stats']).status, 7);
  assert.equal(withFile('url = http://127.0.0.1:1\n', ['stats', '--data-dir', data]).status, 0);
  assert.equal(withFile('', ['stats', '--url', 'http://127.0.0.1:1'], { PAPERSTACK_DATA_DIR: data }).status, 7);
});

test('the file may have comments, blank lines, other line ends; its paths are relative to it', () => {
  const { settings, file, home } = show('\uFEFF# lab\r\n\r\n  data-dir =  ~/my papers \r\nnotes=notes\r\nwatch = yes\r\n');
  assert.equal(settings['data-dir'].value, path.join(home, 'my papers'));
  assert.equal(settings.notes.value, path.join(path.dirname(file), 'notes'));
  assert.equal(settings.watch.value, 'yes');
});

test('what is wrong is named by file and line, and ends with 2', () => {
  for (const [text, message] of [
    ['# one\nprot = 1\n', /config, line 2: there is no setting "prot"\. Did you mean port\?/],
    ['dry-run = 1\n', /line 1: there is no setting "dry-run"/],
    ['port = many\n', /line 1: port must be a number from 0 to 65535, not "many"/],
    ['watch = perhaps\n', /line 1: watch is true or false, not "perhaps"/],
    ['log-level = loud\n', /line 1: log-level is one of error\|warn\|info\|debug/],
    ['port = 1\nport = 2\n', /line 2: port stands there twice, first in line 1/],
    ['port\n', /line 1: write key = value, not "port"/],
    ['port =\n', /line 1: port has no value/],
  ]) {
    const { status, err, out } = withFile(text, ['config', 'check']);
    assert.equal(status, 2, text);
    assert.match(err, message);
    assert.equal(out, '');
    assert.equal(withFile(text, ['stats', '--help']).status, 0, 'help comes whatever the file says');
  }
  const variable = withFile('', ['config', 'check'], { PAPERSTACK_PROT: '1' });
  assert.equal(variable.status, 2);
  assert.match(variable.out, /PAPERSTACK_PROT: .* Did you mean PAPERSTACK_PORT\?/);
  assert.match(withFile('', ['stats'], { PAPERSTACK_TIMEOUT: '0' }).err, /PAPERSTACK_TIMEOUT must be a number from 1 to 600/);
  assert.match(withFile('port = 1\n', ['config', 'check']).out, /^no problems; file: .*config\n$/);
});

test('another file can be named, and none', () => {
  const other = path.join(temporaryFolder(), 'lab.conf');
  fs.writeFileSync(other, 'port = 9\n');
  assert.equal(show('port = 1\n', ['--config', other]).settings.port.value, '9');
  assert.equal(show('port = 1\n', [], { PAPERSTACK_CONFIG: other }).settings.port.value, '9');
  assert.equal(show('port = 1\n', ['--config', '/dev/null']).settings.port.value, '8765');
  const gone = withFile('', ['config', 'show', '--config', '/nowhere']);
  assert.equal(gone.status, 2);
  assert.match(gone.err, /The settings in \/nowhere/);
});

test('a secret is not shown', () => {
  const { out, settings } = show('token = ps_secret\n');
  assert.equal(settings.token.value, '(secret)');
  assert.equal(settings.token.origin, 'file');
  assert.ok(!out.includes('ps_secret'));
});

test('help lists every setting and every exit code', () => {
  const settings = ok('help', 'settings');
  for (const line of ok('config', 'show').trim().split('\n'))
    assert.match(settings, new RegExp(`PAPERSTACK_${line.split('\t')[0].replaceAll('-', '_').toUpperCase()} `));
  const codes = ok('help', 'exit-codes');
  for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 130]) assert.match(codes, new RegExp(`^ +${code}  \\S`, 'm'));
  assert.ok(ok('import', '--help').includes(codes.split('\n\n')[1].trimEnd()));
});
