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

test('a path is asked for in words, as a document and by address', async () => {
  const answer = await server.ask('path from MAML to DARTS');
  assert.equal(answer.interpreted_as.query.find, 'paths');
  assert.ok(answer.items.length >= 1);
  assert.equal(answer.page.total, answer.items.length);
  for (const path of answer.items) {
    assert.equal(path.type, 'path');
    assert.equal(path.nodes.length, path.hops + 1);
    assert.equal(path.why.length, path.hops);
    assert.ok(path.score > 0 && path.score <= 1);
    path.why.forEach((hop, i) => {
      const ends = [path.nodes[i].label, path.nodes[i + 1].label];
      assert.ok(hop.evidence.length > 0 && hop.evidence[0].quote, `${ends}`);
    });
  }
  const { items } = await server.get(answer.interpreted_as.url.replace('/api/v1', ''));
  assert.deepEqual(answer.items.map((path) => path.nodes.map((node) => node.id)),
    items.map((path) => path.nodes.map((node) => node.id)));
  assert.deepEqual(answer.items.map((path) => path.why.map((hop) => [hop.edge, hop.forward])),
    items.map((path) => path.edges.map((edge) => [edge.id, edge.forward])));
  const chinese = await server.ask('从MAML到DARTS的路径');
  assert.deepEqual(chinese.items.map((path) => path.nodes.map((node) => node.id)),
    items.map((path) => path.nodes.map((node) => node.id)));
});

test('a document bounds the paths; ends must be two nodes; no path is an answer', async () => {
  const post = async (path) => {
    const answer = await server.fetch('/api/v1/query', { method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ find: 'paths', path }) });
    return { status: answer.status, ...await answer.json() };
  };
  const one = await post({ from: 'MAML', to: 'DARTS', k: 1 });
  assert.equal(one.items.length, 1);
  const none = await post({ from: 'MAML', to: 'DARTS', hops: 1 });
  assert.equal(none.status, 200);
  assert.deepEqual(none.items, []);
  assert.equal(none.warnings[0].code, 'no-path');
  const same = await post({ from: 'MAML', to: 'MAML' });
  assert.equal(same.status, 422);
  assert.match(same.detail, /the same/);
  const many = await post({ from: { find: 'papers', where: {year: { gte: 2015 }} }, to: 'DARTS' });
  assert.equal(many.status, 422);
  assert.match(many.detail, /\/path\/from must be one/);
  const unknown = await post({ from: 'MAML', to: 'DARTSS' });
  assert.equal(unknown.code, 'unknown-concept');
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
