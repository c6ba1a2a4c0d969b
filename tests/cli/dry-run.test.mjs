/* import --dry-run: what it shows is the difference between the exports before and after the import, and it leaves
 * the library as it was, byte for byte. */
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ok, run, temporaryFolder } from './support/run.mjs';

const MOCO = '* [MoCo](https://arxiv.org/abs/1911.05722)\n  * contrastive learning with a queue 对比学习\n';

/** The graph as a map from what a thing is called to what it says of itself: no counts, no evidence. */
function graphOf(data) {
  const graph = new Map();
  for (const line of ok('export', '--data-dir', data, '--format', 'jsonl').split('\n').filter(Boolean)) {
    const { type, notes, papers, concepts, evidence, ...thing } = JSON.parse(line);
    graph.set(JSON.stringify([type, thing.key ?? [thing.from, thing.relation, thing.to]]), { type, thing });
  }
  return graph;
}

function compare(before, after) {
  const rows = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    const action = !old ? 'added' : !now ? 'removed' : 'changed';
    rows.push({ type: (old ?? now).type, action, before: old?.thing ?? null, after: now?.thing ?? null });
  }
  return rows;
}

const inOrder = (rows) => rows.map((row) => JSON.stringify(row)).sort();

/** Each file of the folder with a hash of its bytes; all but the shared memory of SQLite, which holds no data. */
const fingerprint = (folder) => fs.readdirSync(folder).filter((name) => !name.endsWith('-shm')).sort().map((name) =>
  [name, crypto.createHash('sha256').update(fs.readFileSync(path.join(folder, name))).digest('hex')]);

/** Imports after a dry run and gives the difference that was shown, once it was found to be the one that came. */
function importShown(data, ...args) {
  const files = fingerprint(data);
  const shown = JSON.parse(ok('import', '--data-dir', data, '--dry-run', '--json', ...args));
  assert.deepEqual(fingerprint(data), files, 'a dry run leaves the files as they were');
  const before = graphOf(data);
  const done = JSON.parse(ok('import', '--data-dir', data, '--json', ...args));
  assert.deepEqual(shown.counts, done.counts);
  assert.deepEqual(shown.notes, done.notes);
  assert.equal(done.difference, undefined);
  const plain = shown.difference.map(({ id, ...row }) => row);
  assert.deepEqual(inOrder(plain), inOrder(compare(before, graphOf(data))));
  for (const { type, id } of shown.difference) assert.match(id, new RegExp(`^${type[0]}_`));
  return shown.difference;
}

const actions = (rows) => new Set(rows.map((row) => row.action));
const newLibrary = () => {
  const data = temporaryFolder();
  ok('import', '--data-dir', data, temporaryFolder());
  return data;
};

test('the difference shown is the one that comes: folders added, notes edited and emptied', () => {
  const data = newLibrary();
  const seen = new Set();
  for (const name of ['reading', 'vault', 'ja', '数据库']) {
    const folder = path.join(temporaryFolder(), 'notes');
    fs.cpSync(path.join('tests/demo-notes', name), folder, { recursive: true });
    const added = importShown(data, folder);
    assert.ok(actions(added).has('added'));
    const notes = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.md')).sort();
    const first = path.join(folder, notes[0]);
    const lines = fs.readFileSync(first, 'utf8').split('\n');
    fs.writeFileSync(first, `${lines.slice(0, lines.length / 2).join('\n')}\n\n${MOCO}`);
    const edited = importShown(data, folder);
    fs.writeFileSync(first, '');
    const emptied = importShown(data, '--batch', '1', folder);
    assert.ok(actions(emptied).has('removed'));
    for (const action of actions([...added, ...edited, ...emptied])) seen.add(action);
    assert.deepEqual(importShown(data, folder), []);
  }
  assert.deepEqual([...seen].sort(), ['added', 'changed', 'removed']);
});

test('several folders are one dry run: the later one sees what the earlier one would do', () => {
  const data = newLibrary();
  const [one, two] = [temporaryFolder(), temporaryFolder()];
  fs.writeFileSync(path.join(one, 'x.md'), MOCO);
  ok('import', '--data-dir', data, one);
  fs.writeFileSync(path.join(one, 'x.md'), MOCO.replace('MoCo', 'Momentum Contrast'));
  fs.writeFileSync(path.join(two, 'x.md'), MOCO);
  assert.deepEqual(importShown(data, one, two), []);
  assert.ok(actions(importShown(data, two, one)).has('changed'));
});

test('a rebuild that changes nothing shows nothing', () => {
  const data = newLibrary();
  ok('import', '--data-dir', data, 'tests/demo-notes/nas');
  assert.deepEqual(importShown(data, '--rebuild'), []);
  assert.ok(actions(importShown(data, '--rebuild', 'tests/demo-notes/ja')).has('added'));
});

test('as text: a line each, 50 of a kind at most, and how many there are', () => {
  const data = newLibrary();
  const notes = temporaryFolder();
  const items = Array.from({ length: 60 }, (_, i) => `* [Paper ${i}\u0085](https://arxiv.org/abs/2001.${10000 + i})\n`);
  fs.writeFileSync(path.join(notes, 'x.md'), items.join('') + MOCO);
  const first = ok('import', '--data-dir', data, '--dry-run', notes);
  assert.equal(first.match(/^\+ paper .*\(arxiv:/gm).length, 50);
  assert.match(first, /^\+ paper … and 11 more; all with --json$/m);
  assert.match(first, /^\+ concept .*对比学习.*\(concept:contrastive-learning\)$/m);
  assert.match(first, /^\+ edge arxiv:1911\.05722 uses concept:contrastive-learning$/m);
  assert.match(first, /^papers: 61 added, 0 changed, 0 removed$/m);
  ok('import', '--data-dir', data, notes);
  fs.writeFileSync(path.join(notes, 'x.md'), items.slice(0, 3).join('').replace('Paper 1', 'Another Name'));
  const second = ok('import', '--data-dir', data, '--dry-run', notes);
  assert.match(second, /^~ paper Another Name.* title "Paper 1" -> "Another Name"/m);
  assert.match(second, /^- concept .*\(concept:contrastive-learning\)$/m);
  assert.match(second, /^papers: 0 added, 1 changed, 58 removed$/m);
});

test('what a dry run cannot read is an error, and the library can be written to afterwards', () => {
  const data = newLibrary();
  assert.equal(run(['import', '--data-dir', data, '--dry-run', 'tests/demo-notes/nas', path.join(data, 'gone')]).status, 1);
  assert.ok(actions(importShown(data, 'tests/demo-notes/nas')).has('added'));
});
