/* Questions in plain words: both languages reach the same papers, each hit says why. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Server } from './support/server.mjs';

let server;
before(async () => { server = await Server.start({ notes: 'tests/demo-notes' }); });
after(() => server.stop());

const keys = (answer) => answer.items.map((i) => i.key).sort();

test('papers linked to contrastive learning, with the line that says so', async () => {
  const answer = await server.ask('papers linked to contrastive learning');
  assert.ok(answer.page.total >= 8, `${answer.page.total} hits`);
  for (const hit of answer.items) {
    assert.ok(hit.why.length > 0, hit.title);
    assert.ok(hit.why[0].evidence[0].quote && hit.why[0].evidence[0].line > 0, hit.title);
  }
  for (const key of ['arxiv:1911.05722', 'arxiv:2002.05709', 'arxiv:1807.03748'])
    assert.equal(keys(answer).filter((k) => k === key).length, 1, `${key} once`);
});

test('the same question in Chinese gives the same papers', async () => {
  const english = keys(await server.ask('papers linked to contrastive learning'));
  for (const phrase of ['与对比学习相关的论文', '關於對比學習的論文', '和对比学习有关的论文', '对比学习相关的论文'])
    assert.deepEqual(keys(await server.ask(phrase)), english, phrase);
});

test('the address of a concept asks the same', async () => {
  const english = keys(await server.ask('papers linked to contrastive learning'));
  const { items } = await server.get('/concepts/contrastive-learning/papers?limit=100');
  assert.deepEqual(items.map((i) => i.key).sort(), english);
});

test('and, not and years narrow the answer', async () => {
  const all = keys(await server.ask('papers linked to contrastive learning'));
  const both = keys(await server.ask('papers linked to contrastive learning and transformer'));
  const without = keys(await server.ask('papers linked to contrastive learning and not transformer'));
  assert.deepEqual([...both, ...without].sort(), all);
});

test('the question is echoed in a form that asks the same again', async () => {
  const first = await server.ask('与元学习相关的论文');
  const again = await server.ask(first.interpreted_as.phrase);
  assert.equal(again.interpreted_as.phrase, first.interpreted_as.phrase);
  assert.deepEqual(keys(again), keys(first));
  assert.equal(first.interpreted_as.terms[0].key, 'concept:meta-learning');
});

test('errors name the place and the fix', async () => {
  const code = async (q) => {
    const answer = await server.fetch(`/api/v1/query?q=${encodeURIComponent(q)}`);
    return answer.json();
  };
  assert.equal((await code('papers linked to')).code, 'query-syntax');
  assert.match((await code('papers linked to')).detail, /after "linked to"/);
  const unknown = await code('papers linked to contrastve learning');
  assert.equal(unknown.code, 'unknown-concept');
  assert.ok(unknown.errors.some((e) => e.suggestion === 'contrastive learning'));
  assert.match((await code('papers since 20x0')).detail, /20x0/);
  assert.equal((await server.fetch('/api/v1/query')).status, 400);
});
