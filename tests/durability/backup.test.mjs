/* A backup made under load is a whole snapshot; a damaged one is refused and what is there stays. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { binary, Server, temporaryFolder } from '../http/support/server.mjs';
import { Ledger } from './support/ledger.mjs';

const run = (...args) => spawnSync(binary, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
const ok = (...args) => {
  const { status, stdout, stderr } = run(...args);
  assert.equal(status, 0, `${args.join(' ')}: ${stderr}`);
  return stdout;
};
const graph = (data) => ok('export', '--data-dir', data);

/** A library of the demo notes and a backup of it. */
function library() {
  const data = temporaryFolder(), file = path.join(temporaryFolder(), 'library.db');
  ok('import', '--data-dir', data, '--quiet', 'tests/demo-notes/gan');
  ok('backup', '--data-dir', data, file);
  return { data, file };
}

test('a backup under load is the library of one moment, and comes back equal', async (t) => {
  const server = await Server.start();
  t.after(() => server.process.kill('SIGKILL'));
  const ledger = new Ledger(3), ends = new AbortController();
  while (ledger.acknowledged < 20) await ledger.write(server.url);
  const before = new Map(ledger.notes), decided = new Set(ledger.decisions);
  const writing = (async () => {
    while (!ends.signal.aborted) await ledger.write(server.url);
  })();
  const file = path.join(temporaryFolder(), 'library.db'), restored = temporaryFolder();
  await promisify(execFile)(binary, ['backup', '--data-dir', server.dataDir, file]);
  ends.abort();
  await writing;
  assert.ok(ledger.acknowledged > 20, 'nothing was written while the backup was made');
  await server.stop();
  assert.deepEqual(fs.readdirSync(path.dirname(file)), ['library.db']);
  assert.equal(fs.statSync(file).mode & 0o777, 0o600);
  ok('restore', '--data-dir', restored, file);
  assert.equal(ok('check', '--data-dir', restored), 'no problems\n');
  const copy = graph(restored);
  ok('import', '--data-dir', restored, '--rebuild', '--quiet');
  assert.ok(graph(restored) === copy, 'the copy differs from its rebuild');
  // What was acknowledged before the backup began and was not written again while it ran is in it.
  const again = await Server.start({ dataDir: restored });
  t.after(() => again.process.kill('SIGKILL'));
  ledger.notes = new Map([...before].filter(([name, text]) => ledger.notes.get(name) === text));
  ledger.decisions = decided;
  const wrong = await ledger.compare(again.url);
  assert.deepEqual(wrong.filter((line) => !line.endsWith('never sent')), []);
  await again.stop();
});

test('a backup overwrites nothing', () => {
  const { data, file } = library();
  const before = fs.readFileSync(file);
  const again = run('backup', '--data-dir', data, file);
  assert.equal(again.status, 1);
  assert.match(again.stderr, /Name another/);
  assert.ok(fs.readFileSync(file).equals(before));
});

test('no room for a backup leaves no file', (t) => {
  const { data } = library();
  const small = temporaryFolder();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small]).status !== 0) return t.skip('mounting needs root');
  try {
    const full = run('backup', '--data-dir', data, path.join(small, 'library.db'));
    assert.equal(full.status, 1);
    assert.match(full.stderr, /room/);
    assert.deepEqual(fs.readdirSync(small), []);
  } finally {
    spawnSync('umount', [small]);
  }
});

test('a library is only replaced when that is said, and is kept', () => {
  const { data, file } = library();
  ok('import', '--data-dir', data, '--quiet', 'tests/demo-notes/nas');
  const larger = graph(data);
  const refused = run('restore', '--data-dir', data, file);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /--replace/);
  assert.ok(graph(data) === larger);
  ok('restore', '--data-dir', data, '--replace', file);
  assert.notEqual(graph(data), larger);
  assert.ok(graph(path.join(data, 'replaced-1')) === larger);
  assert.deepEqual(fs.readdirSync(data).filter((name) => name === 'restoring'), []);
});

test('a damaged backup is refused wherever the damage is, and the library stays', () => {
  const { data, file } = library();
  const before = graph(data), whole = fs.readFileSync(file);
  let refused = 0;
  const damages = [
    ['nothing in it', Buffer.alloc(0)],
    ['another file', Buffer.from('# A note\n')],
    ['cut off', whole.subarray(0, Math.floor(whole.length / 2))],
    ['one page of zeros', Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(4096), whole.subarray(12288)])],
    ['a newer schema', (() => { const b = Buffer.from(whole); b.writeUInt32BE(9999, 60); return b; })()],
  ];
  for (const [what, bytes] of damages) {
    fs.writeFileSync(`${file}.bad`, bytes);
    const answer = run('restore', '--data-dir', data, '--replace', `${file}.bad`);
    assert.equal(answer.status === 0, false, `${what} was taken`);
    assert.ok(answer.stderr.length > 20, what);
    assert.ok(graph(data) === before, `${what} changed the library`);
    assert.equal(fs.existsSync(path.join(data, 'restoring')), false, what);
    refused += 1;
  }
  assert.equal(refused, damages.length);
});

test('the file of a library with its log beside it is no backup', () => {
  const { file } = library();
  fs.writeFileSync(`${file}-wal`, 'x');
  const answer = run('restore', '--data-dir', temporaryFolder(), file);
  assert.equal(answer.status, 1);
  assert.match(answer.stderr, /paperstack backup/);
});

test('a restore that was cut short is ended by another: no log of the old library gets into the new one', async (t) => {
  const { data, file } = library();
  const backedUp = graph(data);
  const server = await Server.start({ dataDir: data });
  t.after(() => server.process.kill('SIGKILL'));
  const ledger = new Ledger(9);
  while (ledger.acknowledged < 20) await ledger.write(server.url);
  server.process.kill('SIGKILL');
  await server.exited;
  assert.ok(fs.statSync(path.join(data, 'paperstack.db-wal')).size > 0);
  // As after a cut between moving the old file away and moving its log.
  fs.renameSync(path.join(data, 'paperstack.db'), path.join(temporaryFolder(), 'paperstack.db'));
  fs.mkdirSync(path.join(data, 'restoring'));
  fs.writeFileSync(path.join(data, 'restoring', 'paperstack.db'), 'half a copy');
  ok('restore', '--data-dir', data, file);
  assert.equal(ok('check', '--data-dir', data), 'no problems\n');
  assert.ok(graph(data) === backedUp);
});

test('a folder that is served is not restored into', async (t) => {
  const { file } = library();
  const server = await Server.start();
  t.after(() => server.process.kill('SIGKILL'));
  const answer = run('restore', '--data-dir', server.dataDir, '--replace', file);
  assert.equal(answer.status, 5);
  assert.match(answer.stderr, /Another paperstack/);
  await server.stop();
});
