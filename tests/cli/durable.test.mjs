/* Imports that are cut short: what was stored stays, and importing again ends in the same graph. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ok, run, start, temporaryFolder } from './support/run.mjs';

const notes = 'tests/demo-notes';
const graph = (data) => ok('export', '--data-dir', data);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

let whole;
function wholeGraph() {
  if (!whole) {
    const data = temporaryFolder();
    ok('import', '--data-dir', data, notes);
    whole = graph(data);
  }
  return whole;
}

test('threads and batches leave no trace', () => {
  for (const how of [['--threads', '1', '--batch', '1'], ['--threads', '2', '--batch', '100']]) {
    const data = temporaryFolder();
    ok('import', '--data-dir', data, ...how, notes);
    assert.ok(graph(data) === wholeGraph(), how.join(' '));
  }
});

test('the order of folders leaves no trace', () => {
  const folders = fs.readdirSync(notes).sort();
  for (const order of [folders, [...folders].reverse()]) {
    const data = temporaryFolder();
    // Each folder is copied below a folder of its own, so that paths stay those of the whole.
    for (const name of order) {
      const part = temporaryFolder();
      fs.cpSync(path.join(notes, name), path.join(part, name), { recursive: true });
      ok('import', '--data-dir', data, part);
    }
    assert.ok(graph(data) === wholeGraph());
  }
});

test('rebuilding changes nothing', () => {
  const data = temporaryFolder();
  ok('import', '--data-dir', data, notes);
  ok('import', '--data-dir', data, '--rebuild');
  assert.ok(graph(data) === wholeGraph());
});

test('after kill -9 at any moment the library is sound and the import can be finished', async () => {
  for (let i = 0; i < 12; i++) {
    const data = temporaryFolder();
    const running = start(['import', '--data-dir', data, '--batch', '1', notes]);
    await pause(150 + 130 * i);
    running.child.kill('SIGKILL');
    await running.ended;
    if (!fs.existsSync(path.join(data, 'paperstack.db'))) continue;
    ok('import', '--data-dir', data, notes);
    assert.equal(ok('check', '--data-dir', data), 'no problems\n');
    assert.ok(graph(data) === wholeGraph(), `killed after ${150 + 130 * i} ms`);
  }
});

test('Ctrl-C ends after the batch, with what is stored', async () => {
  const data = temporaryFolder();
  const running = start(['import', '--data-dir', data, '--batch', '1', '--json', notes]);
  await pause(700);
  running.child.kill('SIGINT');
  const { status, out, err } = await running.ended;
  assert.ok(status === 130 || status === 0, `${status} ${err}`);
  if (status === 130) {
    assert.match(err, /Stopped: \d+ of \d+ notes are stored/);
    const stored = JSON.parse(out).notes.length;
    assert.equal(JSON.parse(run(['import', '--data-dir', data, '--json', notes]).out).counts.unchanged, stored);
  }
});

test('a full disk is an error and not a loss', (t) => {
  const data = temporaryFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=900k', 'tmpfs', data]);
  if (mounted.status !== 0) {
    t.skip('mounting needs root');
    return;
  }
  try {
    assert.notEqual(run(['import', '--data-dir', data, '--batch', '1', notes]).status, 0);
    assert.equal(run(['export', '--data-dir', data]).status, 0);
  } finally {
    spawnSync('umount', [data]);
  }
});
