/* Questions by command: what and, or, not, years, hops and texts do to the set of hits. */
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { ok, run, temporaryFolder } from './support/run.mjs';

const data = temporaryFolder();
before(() => ok('import', '--data-dir', data, 'tests/demo-notes'));

const ask = (phrase) => JSON.parse(ok('query', '--data-dir', data, '--limit', '1000', '--json', phrase));
const keys = (phrase) => ask(phrase).items.map((i) => i.key ?? i.path);
const sorted = (phrase) => keys(phrase).sort();

test('words need no quotes, and the table is for other programs when piped', () => {
  const out = ok('query', '--data-dir', data, 'papers', 'linked', 'to', 'contrastive', 'learning', 'top', '3');
  const rows = out.trim().split('\n').map((line) => line.split('\t'));
  assert.equal(rows.length, 3);
  assert.ok(rows.every((r) => r.length === 3 && Number(r[0]) > 0.3), out);
});

test('and, or, not are set operations', () => {
  const a = sorted('papers linked to contrastive learning');
  const b = sorted('papers linked to transformer');
  const everything = keys('papers');
  assert.ok(a.length > 3 && b.length > 3);
  assert.deepEqual(sorted('papers linked to contrastive learning or transformer'), [...new Set([...a, ...b])].sort());
  assert.deepEqual(sorted('papers linked to contrastive learning and transformer'), a.filter((k) => b.includes(k)));
  assert.deepEqual(sorted('papers not linked to transformer'), everything.filter((k) => !b.includes(k)).sort());
});

test('years bound the answer, and papers without a year are in none', () => {
  const since = ask('papers since 2020').items;
  const before = ask('papers before 2020').items;
  assert.ok(since.length && since.every((p) => p.year >= 2020));
  assert.ok(before.length && before.every((p) => p.year && p.year < 2020));
  assert.deepEqual(sorted('2020年以后的论文'), sorted('papers since 2020'));
});

test('newest first sorts by year', () => {
  const years = ask('papers linked to contrastive learning newest first').items.map((p) => p.year ?? 0);
  assert.deepEqual(years, [...years].sort((x, y) => y - x));
});

test('a relation narrows, more hops widen', () => {
  const any = sorted('papers linked to MoCo');
  const further = sorted('papers linked to MoCo within 2 hops');
  assert.ok(any.length && any.every((k) => further.includes(k)));
  assert.ok(further.length > any.length);
  const about = ask('papers introducing MoCo').items;
  assert.ok(about.every((p) => p.why.every((w) => w.relation === 'introduces')));
});

test('every hit says why, and a paper is not its own answer', () => {
  for (const hit of ask('papers linked to MoCo').items) {
    assert.notEqual(hit.key, 'arxiv:1911.05722');
    assert.ok(hit.why.length && hit.why[0].evidence.length, hit.key);
  }
});

test('concepts and notes can be asked for', () => {
  assert.ok(keys('concepts linked to MoCo').includes('concept:contrastive-learning'));
  assert.ok(keys('与对比学习相关的笔记').some((k) => k.endsWith('.md')));
});

test('a text must occur', () => {
  const hits = ask('papers mentioning "memory bank"').items;
  assert.ok(hits.length > 0);
  assert.ok(keys('notes mentioning "memory bank"').length > 0);
  assert.deepEqual(keys('papers mentioning "no such words anywhere"'), []);
});

test('a path is asked for in words', () => {
  const { items } = ask('path from MAML to DARTS');
  assert.ok(items.length > 0);
  for (const path of items) {
    assert.deepEqual([path.nodes[0].label, path.nodes.at(-1).label], ['MAML', 'DARTS']);
    assert.ok(path.why.length >= 1 && path.why.every((hop) => hop.evidence[0].quote));
  }
});

test('unknown names, syntax and emptiness have their exit codes', () => {
  const unknown = run(['query', '--data-dir', data, 'papers linked to contrastve learning']);
  assert.equal(unknown.status, 3);
  assert.match(unknown.err, /Did you mean "contrastive learning"/);
  assert.equal(run(['query', '--data-dir', data, 'papers linked to']).status, 2);
  assert.equal(run(['query', '--data-dir', data, '--fail-empty', 'papers before 1900']).status, 3);
  assert.equal(run(['search', '--data-dir', data, '--fail-empty', 'zzzzqqqq']).status, 3);
});

test('a search that only leaves out says what is missing', () => {
  const none = run(['search', '--data-dir', data, '--', '-学习']);
  assert.deepEqual([none.status, none.out.trim()], [0, '']);
  assert.match(none.err, /add one to look for/);
});

test('search finds in both scripts', () => {
  const found = (text) => JSON.parse(ok('search', '--data-dir', data, '--json', text)).items.map((i) => i.id);
  assert.ok(found('对比学习').length > 0);
  assert.deepEqual(found('對比學習'), found('对比学习'));
});
