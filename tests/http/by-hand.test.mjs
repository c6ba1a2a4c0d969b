/* POST, PATCH and DELETE on papers, concepts and edges: shorthand for decisions. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Server } from './support/server.mjs';

let server;
before(async () => {
  server = await Server.start();
  const body = '# Reading\n\n* [Momentum Contrast for Unsupervised Visual Representation Learning](https://arxiv.org/abs/1911.05722)\n  * contrastive learning with a queue\n';
  await server.fetch('/api/v1/notes/a.md', { method: 'PUT', headers: { 'Content-Type': 'text/markdown' }, body });
});
after(() => server.stop());

const ask = async (method, target, body) => {
  const answer = await server.fetch(`/api/v1${target}`, { method, ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }) });
  return { status: answer.status, body: await answer.json() };
};
const change = async (...request) => {
  const { status, body } = await ask(...request);
  assert.equal(status, 201, JSON.stringify(body));
  return body;
};
const revert = (id) => change('POST', `/decisions/${id}/revert`, {});

test('a paper is added, corrected, hidden and shown again', async () => {
  const made = await change('POST', '/papers', { id: 'p-1', title: 'A Theory of Frobnication', year: 2020, reason: 'on my desk' });
  assert.deepEqual([made.paper.title, made.paper.year, made.decisions[0].kind, made.decisions[0].reason], ['A Theory of Frobnication', 2020, 'add_paper', 'on my desk']);
  const again = await ask('POST', '/papers', { id: 'p-1', title: 'A Theory of Frobnication', year: 2020, reason: 'on my desk' });
  assert.equal(again.status, 200, 'a retry is harmless');
  assert.equal(again.body.paper.id, made.paper.id);
  const changed = await change('PATCH', `/papers/${made.paper.id}`, { venue: 'Journal of Frob', title: 'The Theory of Frobnication' });
  assert.deepEqual([changed.paper.venue, changed.paper.title, changed.decisions[0].kind], ['Journal of Frob', 'The Theory of Frobnication', 'correct']);
  const hidden = await change('DELETE', `/papers/${made.paper.id}?reason=a%20duplicate`);
  assert.equal(hidden.paper, null);
  const gone = await ask('GET', `/papers/${made.paper.id}`);
  assert.equal(gone.status, 410);
  assert.match(gone.body.detail, /local decided so at .*because a duplicate.*\/revert/);
  assert.equal(gone.body.errors[0].suggestion, hidden.decisions[0].id);
  await revert(hidden.decisions[0].id);
  assert.equal((await server.get(`/papers/${made.paper.id}`)).venue, 'Journal of Frob');
});

test('a concept is added, changed at several places at once or not at all, and hidden', async () => {
  const made = await change('POST', '/concepts', { label: { en: 'frobnication' }, alt: ['frob', 'frobbing'], kind: 'theory' });
  assert.deepEqual(made.concept.alt, ['frob', 'frobbing']);
  const changed = await change('PATCH', '/concepts/frobnication', { id: 'c-1', label: { zh: '弗罗布' }, alt: ['frob', 'to frob'], broader: ['contrastive learning'] });
  assert.deepEqual(changed.decisions.map((d) => d.kind), ['rename', 'set_broader', 'retire_label', 'add_label']);
  assert.deepEqual(changed.decisions.map((d) => d.id), ['c-1', 'c-1-2', 'c-1-3', 'c-1-4']);
  assert.deepEqual([changed.concept.label.zh, changed.concept.alt], ['弗罗布', ['frob', 'to frob']]);
  assert.deepEqual((await server.get('/concepts/frobnication')).broader.map((c) => c.key), ['concept:contrastive-learning']);
  const before = (await server.get('/decisions')).page.total;
  const bad = await ask('PATCH', '/concepts/frobnication', { label: { en: 'other' }, broader: ['no such concept at all'] });
  assert.equal(bad.status, 422);
  assert.equal((await server.get('/decisions')).page.total, before, 'all or none');
  const hidden = await change('DELETE', '/concepts/frobnication');
  assert.equal((await ask('GET', '/concepts/frobnication')).status, 410);
  await revert(hidden.decisions[0].id);
  assert.equal((await server.get('/concepts/frobnication')).id, made.concept.id);
});

test('an edge is added, rejected and confirmed', async () => {
  const made = await change('POST', '/edges', { from: { paper: 'arxiv:1911.05722' }, relation: 'uses', to: { concept: 'contrastive learning' }, reason: 'section 3' });
  assert.deepEqual([made.edge.status, made.edge.origin], ['confirmed', 'person']);
  const { items: [edge] } = await server.get('/edges?relation=about');
  const rejected = await change('DELETE', `/edges/${edge.id}`);
  assert.equal(rejected.edge.status, 'rejected');
  const confirmed = await change('PATCH', `/edges/${edge.id}`, { status: 'confirmed' });
  assert.equal(confirmed.edge.status, 'confirmed');
  assert.equal((await server.get(`/decisions/${rejected.decisions[0].id}`)).state, 'overruled');
  assert.equal((await ask('PATCH', `/edges/${edge.id}`, { status: 'maybe' })).status, 422);
});

test('decisions are listed by state, kind, author and what they touch, with right totals', async () => {
  const all = await server.get('/decisions?limit=2');
  assert.equal(all.items.length, 2);
  const total = all.page.total;
  let seen = 0;
  for (let next = '/decisions?limit=2'; next;) {
    const page = await server.get(next);
    seen += page.items.length;
    assert.equal(page.page.total, total);
    next = page.page.next_cursor && `/decisions?limit=2&cursor=${page.page.next_cursor}`;
  }
  assert.equal(seen, total);
  const hides = await server.get('/decisions?kind=hide&limit=1');
  assert.deepEqual([hides.items.length, hides.page.total], [1, 2]);
  assert.equal((await server.get('/decisions?kind=hide&state=active')).page.total, 0);
  assert.equal((await server.get('/decisions?author=nobody')).page.total, 0);
  const history = await server.get('/decisions?target=frobnication');
  assert.deepEqual(new Set(history.items.map((d) => d.kind)), new Set(['add_concept', 'rename', 'set_broader', 'retire_label', 'add_label', 'hide']));
  const { items: [edge] } = await server.get('/edges?relation=about');
  assert.deepEqual((await server.get(`/decisions?target=${edge.id}`)).items.map((d) => d.kind), ['confirm', 'reject']);
});

test('bad changes name the place', async () => {
  const cases = [
    ['POST', '/papers', {}, /paper\/title/],
    ['POST', '/concepts', { label: {} }, /label/],
    ['PATCH', '/papers/arxiv:1911.05722', { yaer: 1 }, /yaer/],
    ['PATCH', '/concepts/contrastive-learning', {}, /what is to change/],
    ['PATCH', '/concepts/contrastive-learning', { kind: 'x' }, /kind cannot be changed/],
    ['DELETE', '/papers/nothing', undefined, /nothing/],
  ];
  for (const [method, target, body, expected] of cases) {
    const answer = await ask(method, target, body);
    assert.ok([404, 409, 422].includes(answer.status), `${method} ${target}: ${answer.status}`);
    assert.match(answer.body.detail, expected);
  }
});
