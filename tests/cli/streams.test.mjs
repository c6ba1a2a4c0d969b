/* Streams: terminals, pipes that close, full devices, progress for people and for programs. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { before } from 'node:test';
import { binary, ok, run, start, temporaryFolder } from './support/run.mjs';

const data = temporaryFolder();
before(() => ok('import', '-q', '--data-dir', data, 'tests/demo-notes'));

/** What the command shows on a terminal of 80 columns. */
function onTerminal(args, env = {}) {
  const script = 'import fcntl,os,pty,struct,subprocess,sys,termios\n'
    + 'ours, theirs = pty.openpty()\n'
    + 'fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))\n'
    + 'subprocess.Popen(sys.argv[1:], stdout=theirs); os.close(theirs)\n'
    + 'out = b""\n'
    + 'while True:\n'
    + '  try: part = os.read(ours, 4096)\n'
    + '  except OSError: break\n'
    + '  if not part: break\n'
    + '  out += part\n'
    + 'sys.stdout.buffer.write(out)\n';
  return execFileSync('python3', ['-c', script, binary, ...args],
    { encoding: 'utf8', env: { ...process.env, TERM: 'xterm', NO_COLOR: '', ...env } });
}

const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u;
const cells = (text) => [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);

test('a table fits the terminal, a Chinese character taking two cells', () => {
  const rows = onTerminal(['search', '--data-dir', data, '--color', 'never', '学习']).trimEnd().split('\r\n');
  assert.ok(rows.some((row) => wide.test(row)));
  for (const row of rows) assert.ok(cells(row) <= 80, row);
  const titles = rows.filter((row) => /^(paper|concept|note) /.test(row));
  const column = cells(rows[0].slice(0, rows[0].indexOf('title')));
  for (const row of titles) {
    let at = 0;
    const before = [...row].filter((character) => (at += wide.test(character) ? 2 : 1) <= column).join('');
    assert.match(before, / {2}$/, row);
  }
});

test('colours are for terminals that want them', () => {
  const words = ['stats', '--data-dir', data];
  assert.match(onTerminal(words), /\x1b\[1m/);
  assert.ok(!onTerminal(words, { NO_COLOR: '1' }).includes('\x1b'));
  assert.ok(!onTerminal(words, { TERM: 'dumb' }).includes('\x1b'));
  assert.ok(!onTerminal([...words, '--color', 'never']).includes('\x1b'));
  assert.match(onTerminal([...words, '--color', 'always'], { NO_COLOR: '1' }), /\x1b\[1m/);
  assert.ok(!ok(...words, '--color', 'always').includes('\x1b'), 'a pipe has no colours');
});

test('what a note says cannot move the cursor', () => {
  const folder = temporaryFolder();
  const notes = path.join(folder, 'notes');
  fs.mkdirSync(notes);
  fs.writeFileSync(path.join(notes, 'x.md'), '# a\x1b[31mb\x7fc\u009bd [MoCo](https://arxiv.org/abs/1911.05722)\n');
  ok('import', '-q', '--data-dir', folder, notes);
  const shown = ok('show', '--data-dir', folder, 'x.md') + ok('query', '--data-dir', folder, 'notes');
  assert.match(shown, /b c d/);
  assert.ok(!/[\x1b\x7f\u009b]/.test(shown));
});

test('a reader that has seen enough ends it quietly', () => {
  // The parent ignores SIGPIPE, as many programs do.
  const script = 'import signal,subprocess,sys\n'
    + 'signal.signal(signal.SIGPIPE, signal.SIG_IGN)\n'
    + 'p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE, restore_signals=False)\n'
    + 'p.stdout.close()\n'
    + 'sys.stdout.write(p.stderr.read().decode()); print(p.wait())\n';
  const said = execFileSync('python3', ['-c', script, binary, 'export', '--data-dir', data], { encoding: 'utf8' });
  assert.equal(said, '-13\n');
});

test('a closed standard output is quiet, and nothing is written into a file instead', () => {
  const shell = (command) => spawnSync('sh', ['-c', command, 'sh', binary, data], { encoding: 'utf8' });
  const closed = shell('"$1" stats --data-dir "$2" >&- 2>&- <&-');
  assert.equal(closed.status, 0);
  const folder = temporaryFolder();
  spawnSync('sh', ['-c', '"$1" import --data-dir "$2" tests/demo-notes/gan >&- 2>&- <&-', 'sh', binary, folder]);
  assert.equal(ok('check', '--data-dir', folder), 'no problems\n');
  for (const name of fs.readdirSync(folder)) {
    const bytes = fs.readFileSync(path.join(folder, name));
    assert.ok(!bytes.includes(' added, '), name);
  }
});

test('a full device is an error', () => {
  for (const words of ['export', 'stats', 'query --json -n 1000 concepts']) {
    const full = spawnSync('sh', ['-c', `"$1" ${words} --data-dir "$2" >/dev/full`, 'sh', binary, data], { encoding: 'utf8' });
    assert.equal(full.status, 1, words);
    assert.match(full.stderr, /could not be written/);
  }
});

const events = (text) => text.trim().split('\n').map((line) => JSON.parse(line));

test('--progress=json gives a program one object a line on standard error', () => {
  const folder = temporaryFolder();
  const notes = path.join(folder, 'notes');
  fs.mkdirSync(notes);
  fs.writeFileSync(path.join(notes, 'good.md'), '# a\n');
  fs.writeFileSync(path.join(notes, 'bad.md'), `${'> '.repeat(5000)}deep\n`);
  const { status, err, out } = run(['import', '--data-dir', path.join(folder, 'data'), '--progress=json', notes]);
  assert.equal(status, 4);
  assert.match(out, /1 added/);
  const last = events(err).filter(({ event }) => event === 'progress').at(-1);
  assert.deepEqual([last.done, last.total], [2, 2]);
  assert.equal(typeof last.bytes, 'number');
  assert.deepEqual(events(err).filter(({ event }) => event === 'problem').map(({ note }) => note), ['bad.md']);
  const wrong = run(['import', '--data-dir', path.join(folder, 'data'), '--progress=json', '/nowhere']);
  assert.equal(wrong.status, 1);
  const { event, code, detail } = events(wrong.err).at(-1);
  assert.deepEqual([event, code], ['error', 'not-found']);
  assert.match(detail, /nowhere/);
});

test('Ctrl-C leaves a sound library, and the same import goes on from there', async () => {
  const folder = temporaryFolder();
  const notes = path.join(folder, 'notes');
  fs.mkdirSync(notes);
  for (let i = 0; i < 3000; i++)
    fs.writeFileSync(path.join(notes, `${i}.md`), `# Note ${i}\n\n* [A](https://arxiv.org/abs/2001.${String(i).padStart(5, '0')})\n`);
  const words = ['--data-dir', path.join(folder, 'data'), notes];
  const running = start(['import', '--progress=json', '--batch', '20', ...words]);
  while (!running.log.err.includes('"progress"') && running.child.exitCode === null)
    await new Promise((done) => setTimeout(done, 5));
  running.child.kill('SIGINT');
  const { status, err } = await running.ended;
  assert.equal(status, 130, err);
  assert.equal(events(err).at(-1).code, 'interrupted');
  assert.equal(ok('check', '--data-dir', path.join(folder, 'data')), 'no problems\n');
  const stored = events(err).filter(({ event }) => event === 'progress').at(-1).done;
  assert.ok(stored > 0 && stored < 3000, String(stored));
  const rest = ok('import', '-q', ...words);
  assert.match(rest, new RegExp(`^${3000 - stored} added, 0 changed, ${stored} unchanged, 0 failed`));
});
