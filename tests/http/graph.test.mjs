/* Questions to the graph over the demo notes: neighbourhoods, paths, likeness, clusters. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Server } from './support/server.mjs';

let server;
before(async () => { server = await Server.start({ notes: 'tests/demo-notes' }); });
after(() => server.stop());

const refuse = async (target, status) => {
  const answer = await server.fetch(`/api/v1${target}`);
  const body = await answer.json();
  assert.equal(answer.status, status, `${target}: ${JSON.stringify(body)}`);
  return body;
};

test('a neighbourhood is a connected part of the graph, and says what it leaves out', async () => {
  const all = await server.get('/graph/neighbourhood?node=contrastive-learning&depth=2&limit=2000');
  assert.equal(all.truncated, false);
  assert.equal(all.shown, all.total);
  const some = await server.get('/graph/neighbourhood?node=contrastive-learning&depth=2&limit=25');
  assert.equal(some.shown, 25);
  assert.equal(some.nodes.length, 26);
  assert.equal(some.total, all.total);
  assert.equal(some.truncated, true);
  assert.equal(some.ranking, `25 of ${all.total} shown, nearest first, ranked by score and degree`);
  assert.deepEqual(some.nodes, all.nodes.slice(0, 26));
  const reached = new Set([some.node]);
  for (let before = 0; before !== reached.size;) {
    before = reached.size;
    for (const { from, to } of some.edges)
      if (reached.has(from) || reached.has(to)) reached.add(from).add(to);
  }
  assert.equal(reached.size, 26);
});

test('the ranking of a neighbourhood holds', async () => {
  const { nodes } = await server.get('/graph/neighbourhood?node=contrastive-learning&depth=2&limit=500');
  for (let i = 1; i < nodes.length; i++) {
    const [a, b] = [nodes[i - 1], nodes[i]];
    assert.ok(a.depth < b.depth || (a.depth === b.depth && (a.score > b.score || (a.score === b.score && a.degree >= b.degree))),
      `${a.label} before ${b.label}`);
  }
});

test('filters of a neighbourhood', async () => {
  const papers = await server.get('/graph/neighbourhood?node=contrastive-learning&type=paper&year__gte=2020&limit=500');
  assert.ok(papers.nodes.length > 3);
  for (const node of papers.nodes.slice(1)) {
    assert.equal(node.type, 'paper');
    assert.ok(node.year >= 2020);
  }
  const strong = await server.get('/graph/neighbourhood?node=MoCo&min_score=0.8&relation=about,uses&limit=500');
  for (const edge of strong.edges) {
    assert.ok(edge.score >= 0.8);
    assert.ok(['about', 'uses'].includes(edge.relation));
  }
});

test('a neighbourhood is named in any language', async () => {
  const { node } = await server.get(`/graph/neighbourhood?node=${encodeURIComponent('对比学习')}`);
  assert.equal(node, (await server.get('/graph/neighbourhood?node=c:contrastive-learning')).node);
});

test('paths go from one node to the other, cheapest first, each step with its line', async () => {
  const answer = await server.get('/graph/path?from=MoCo&to=MAML&k=5&hops=6');
  assert.equal(answer.items.length, 5);
  assert.equal(answer.complete, true);
  let cost = 0;
  const seen = new Set();
  for (const path of answer.items) {
    assert.ok(path.cost >= cost);
    cost = path.cost;
    assert.equal(path.nodes[0].id, answer.from.id);
    assert.equal(path.nodes.at(-1).id, answer.to.id);
    const ids = path.nodes.map((n) => n.id);
    assert.equal(new Set(ids).size, ids.length);
    seen.add(ids.join());
    path.edges.forEach((edge, i) => {
      const ends = edge.forward ? [edge.from.id, edge.to.id] : [edge.to.id, edge.from.id];
      assert.deepEqual(ends, ids.slice(i, i + 2));
      assert.ok(edge.evidence.length > 0 || edge.origin !== 'extracted');
    });
  }
  assert.equal(seen.size, 5);
  assert.equal((await server.get('/graph/path?from=MoCo&to=MAML&hops=1')).items.length, 0);
});

test('names that match nothing get the nearest ones', async () => {
  const body = await refuse('/graph/path?from=MoCoo&to=MAML', 404);
  assert.ok(body.errors.length > 0);
  assert.equal((await refuse('/graph/neighbourhood?node=contrastive-lerning', 404)).errors[0].suggestion, 'contrastive learning');
});

test('mistakes are named', async () => {
  assert.match((await refuse('/graph/neighbourhood', 400)).detail, /"node" is needed/);
  assert.match((await refuse('/graph/neighbourhood?node=MoCo&relation=loves', 400)).detail, /no relation "loves".*extends/);
  assert.match((await refuse('/graph/neighbourhood?node=MoCo&min_score=30', 400)).detail, /from 0 to 1/);
  assert.match((await refuse('/graph/neighbourhood?node=MoCo&status=maybe', 400)).detail, /confirmed/);
  assert.match((await refuse('/graph/path?from=MoCo&to=MoCo', 400)).detail, /same node/);
});
