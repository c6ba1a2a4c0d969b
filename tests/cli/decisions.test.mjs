/* The ledger of decisions as a text file: out, in, and two of them brought together. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ok, run, temporaryFolder } from './support/run.mjs';

const NOTE = '# Reading\n\n* [Momentum Contrast for Unsupervised Visual Representation Learning](https://arxiv.org/abs/1911.05722)\n  * contrastive learning with a queue\n';
const moco = { type: 'paper', key: 'arxiv:1911.05722', names: [], identifiers: ['arxiv:1911.05722'] };
const cl = { type: 'concept', key: 'concept:contrastive-learning', names: ['contrastive learning'] };
let clock = 1_700_000_000_000;
const line = (id, kind, body, author = 'Ada') => JSON.stringify({ id, at_ms: clock += 1000, author, kind, reason: '', ...body });
const mine = [
  line('a-1', 'correct', { target: moco, set: { title: 'Momentum Contrast', year: 2019 } }),
  line('a-2', 'add_paper', { target: { type: 'paper', key: 't:by-hand', names: ['By Hand'], identifiers: [] }, set: { title: 'By Hand' } }),
  line('a-3', 'add_label', { target: cl, set: { alt: 'queue trick' } }),
];
const theirs = [
  line('b-1', 'correct', { target: moco, set: { title: 'MoCo it is' } }, 'Bo'),
  line('b-2', 'revert', { reverts: 'a-3' }, 'Bo'),
  line('b-3', 'dismiss', { suggestion: 'twins:x:y' }, 'Bo'),
  line('b-4', 'add_edge', { from: moco, relation: 'uses', to: cl }, 'Bo'),
];

function library() {
  const notes = temporaryFolder(), data = temporaryFolder();
  fs.writeFileSync(path.join(notes, 'a.md'), NOTE);
  ok('import', '--data-dir', data, notes);
  return data;
}
const take = (data, lines) => run(['decisions', 'import', '-', '--data-dir', data], { input: `${lines.join('\n')}\n` });
const graph = (data) => ok('export', '--data-dir', data);
const ledger = (data) => ok('decisions', 'export', '--data-dir', data);

test('the union of two files in any order gives one graph and one file', () => {
  const results = [[...mine, ...theirs], [...theirs, ...mine], [...mine, ...theirs].reverse(), [...mine, ...mine, ...theirs, mine[0]]].map((lines) => {
    const data = library();
    const taken = take(data, lines);
    assert.equal(taken.status, 0, taken.err);
    assert.equal(ok('check', '--data-dir', data), 'no problems\n');
    return { graph: graph(data), ledger: ledger(data) };
  });
  for (const result of results) assert.deepEqual(result, results[0]);
  assert.match(results[0].graph, /"title":"MoCo it is"/, 'the later stands');
  assert.match(results[0].graph, /"title":"By Hand"/);
  assert.doesNotMatch(results[0].graph, /queue trick/);
  assert.equal(results[0].ledger.trim().split('\n').length, 7);
});

test('one after the other is the same as together, a rebuild changes nothing, and what goes out comes in', () => {
  const data = library(), other = library();
  assert.match(take(data, theirs).out, /^4 new, 0 known/);
  assert.match(take(data, mine).out, /^3 new, 0 known/);
  const file = path.join(temporaryFolder(), 'decisions.jsonl');
  ok('decisions', 'export', file, '--data-dir', data);
  ok('decisions', 'import', file, '--data-dir', other);
  assert.equal(graph(other), graph(data));
  assert.equal(ledger(other), fs.readFileSync(file, 'utf8'));
  assert.match(ok('decisions', 'import', file, '--data-dir', other), /^0 new, 7 known/);
  const before = graph(data);
  ok('import', '--data-dir', data, '--rebuild');
  assert.equal(graph(data), before);
});

test('a line that is no decision is refused by its number, and nothing is taken in', () => {
  const data = library();
  const bad = [
    '<<<<<<< HEAD',
    '[]',
    mine[0].replace('"correct"', '"korrect"'),
    mine[0].replace('"id":"a-1"', '"id":"a 1"'),
    mine[0].replace('"target"', '"tarket"'),
    mine[0].replace('"year":2019', '"year":"x"'),
    mine[0].replace('"set":{', '"further":1,"set":{'),
    theirs[3].replace('"uses"', '"broader"'),
    theirs[1].replace('"a-3"', '""'),
    mine[2].replace('"alt":"queue trick"', '"alt":["x"]'),
  ];
  for (const wrong of bad) {
    const taken = take(data, [mine[1], '', wrong]);
    assert.notEqual(taken.status, 0, wrong);
    assert.match(taken.err, /Line 3 /, wrong);
  }
  assert.equal(ledger(data), '');
  assert.equal(take(data, mine).status, 0);
  const other = take(data, [mine[0].replace('2019', '2020')]);
  assert.match(other.err, /Line 1: the id "a-1" stands for another decision/);
});
