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

test('a walk keeps to the edges that the notes of a folder say', async () => {
  const note = 'reading/2020/';
  const ids = new Set();
  for (let cursor = ''; cursor !== null;) {
    const { items, page } = await server.get(`/edges?note__prefix=${note}&limit=200&fields=id${cursor && `&cursor=${cursor}`}`);
    for (const edge of items) ids.add(edge.id);
    cursor = page.next_cursor;
  }
  const all = await server.get('/graph/neighbourhood?node=contrastive-learning&limit=200');
  const some = await server.get(`/graph/neighbourhood?node=contrastive-learning&limit=200&note=${note}`);
  const touching = all.edges.filter((edge) => ids.has(edge.id) && (edge.from === all.node || edge.to === all.node));
  assert.ok(touching.length > 0 && some.edges.length < all.edges.length);
  assert.equal(some.total, new Set(touching.flatMap((edge) => [edge.from, edge.to])).size - 1);
  const { items } = await server.get(`/graph/path?from=MoCo&to=BYOL&note=${note}`);
  assert.ok(items.length > 0);
  for (const id of [...some.edges, ...items.flatMap((path) => path.edges)].map((edge) => edge.id)) {
    const { evidence } = await server.get(`/edges/${id}`);
    assert.ok(evidence.some((place) => place.note.startsWith(note)), id);
  }
  assert.equal((await server.get('/graph/neighbourhood?node=contrastive-learning&note=no/such/folder')).total, 0);
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

test('papers like a paper share something with it, and say what', async () => {
  const moco = await server.get('/papers/arxiv:1911.05722');
  const { items, complete } = await server.get('/papers/arxiv:1911.05722/similar?limit=8');
  assert.equal(complete, true);
  assert.equal(items.length, 8);
  assert.ok(items.some((p) => p.identifiers.includes('arxiv:2002.05709')), 'SimCLR is like MoCo');
  const own = new Set((await server.get(`/papers/${moco.id}/concepts?limit=200`)).items.map((i) => i.concept.id));
  let score = 1;
  for (const paper of items) {
    assert.ok(paper.score <= score);
    score = paper.score;
    assert.notEqual(paper.id, moco.id);
    assert.ok(paper.why.concepts.length + paper.why.papers.length > 0 || paper.why.edge);
    for (const concept of paper.why.concepts) assert.ok(own.has(concept.id), concept.label);
  }
});

test('concepts that go with a concept are counted in papers that have both', async () => {
  const { items } = await server.get('/concepts/contrastive-learning/related?limit=10');
  assert.equal(items.length, 10);
  for (const related of items) {
    assert.ok(related.papers_with_both <= related.papers);
    assert.ok(related.examples.length <= related.papers_with_both);
    for (const example of related.examples) {
      const concepts = (await server.get(`/papers/${example.id}/concepts?limit=200`)).items.map((i) => i.concept.id);
      assert.ok(concepts.includes(related.id));
    }
  }
});

test('a tree goes up and down, and every concept stands in it once', async () => {
  const tree = await server.get('/concepts/self-supervised-learning/tree?depth=3');
  const ids = [];
  const walk = (node, member) => { ids.push(node.id); (node[member] ?? []).forEach((n) => walk(n, member)); };
  walk(tree, 'narrower');
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.length > 1);
  for (const below of tree.narrower) {
    const { broader } = await server.get(`/concepts/${below.id}`);
    assert.ok(broader.some((b) => b.id === tree.id), below.label);
  }
});

test('a timeline counts every paper of a concept once', async () => {
  const timeline = await server.get('/concepts/contrastive-learning/timeline');
  const all = await server.get('/graph/neighbourhood?node=contrastive-learning&type=paper&limit=500');
  const counted = timeline.years.reduce((sum, y) => sum + y.papers, timeline.papers_without_year);
  assert.equal(counted, all.total);
  assert.equal(timeline.years.find((y) => y.year === 2020).papers, all.nodes.filter((n) => n.year === 2020).length);
  const notes = timeline.months.reduce((sum, m) => sum + m.notes, timeline.notes_without_date);
  assert.equal(notes, timeline.concept.notes);
});

test('orphans have no edges', async () => {
  const { items, page } = await server.get('/graph/orphans?limit=200');
  assert.equal(page.total, items.length);
  for (const node of items.filter((n) => n.type === 'paper')) assert.equal(node.degree, 0);
  for (const node of items.filter((n) => n.type === 'concept').slice(0, 5))
    assert.equal((await server.get(`/graph/neighbourhood?node=${node.id}&type=paper&min_score=0.001`)).total, 0);
  assert.ok(items.length > 1);
  const first = await server.get('/graph/orphans?limit=1');
  const second = await server.get(`/graph/orphans?limit=1&cursor=${first.page.next_cursor}`);
  assert.deepEqual([...first.items, ...second.items], items.slice(0, 2));
});

test('an edge explains its score, and quotes the note byte by byte', async () => {
  const { items } = await server.get('/papers/arxiv:1911.05722/edges?limit=20');
  let several = 0;
  for (const { id } of items) {
    const edge = await server.get(`/edges/${id}?context=1`);
    assert.ok(edge.evidence.length > 0);
    assert.equal(edge.rule, edge.evidence[0].rule);
    const doubt = edge.score_parts.reduce((d, part) => d * (1 - part.score), 1);
    assert.ok(Math.abs(1 - doubt - edge.score) < 0.004, edge.score_formula);
    several += edge.score_parts.length > 1;
    for (const place of edge.evidence) {
      const answer = await server.fetch(`/api/v1/notes/${encodeURIComponent(place.note)}?format=md`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const { context } = place;
      assert.equal(bytes.subarray(place.start, place.end).toString(), place.quote);
      assert.equal(bytes.subarray(context.start, context.end).toString(), context.text);
      assert.ok(context.start <= place.start && context.end >= place.end);
      assert.ok(context.start === 0 || bytes[context.start - 1] === 10);
      assert.ok(context.end === bytes.length || bytes[context.end] === 10);
      assert.equal(context.line, bytes.subarray(0, context.start).toString().split('\n').length);
      const lines = context.text.split('\n').length - place.quote.replace(/\n$/, '').split('\n').length;
      assert.ok(lines >= 0 && lines <= 2);
    }
  }
  assert.ok(several > 0);
});

/* The overview, once its job has ended. */
const makeOverview = async (from = server) => {
  const answer = await from.fetch('/api/v1/graph/overview', { method: 'POST' });
  assert.equal(answer.status, 202);
  let job = await answer.json();
  assert.equal(answer.headers.get('location'), `/api/v1/jobs/${job.id}`);
  while (job.state === 'queued' || job.state === 'running') {
    await new Promise((done) => setTimeout(done, 20));
    job = await from.get(`/jobs/${job.id}`);
  }
  assert.equal(job.state, 'done', job.error);
  assert.equal(job.done, job.total);
  return from.get('/graph/overview?level=2');
};

test('the overview names clusters, and everything that is joined is in one', async () => {
  const { items, edges, current, made, left_out } = await makeOverview();
  assert.ok(made && current);
  assert.deepEqual(left_out, { clusters: 0, nodes: 0 });
  const top = items.filter((c) => c.level === 1);
  assert.ok(top.length >= 8 && top.length <= 60, `${top.length} clusters`);
  for (const cluster of top) {
    const parts = items.filter((c) => c.parent === cluster.id);
    assert.equal(parts.reduce((sum, p) => sum + p.size, 0), cluster.size);
    assert.ok(cluster.labels.en && cluster.labels.zh);
    for (const other of top.filter((o) => o.id > cluster.id)) {
      const distance = Math.hypot(cluster.x - other.x, cluster.y - other.y);
      assert.ok(distance > 0.9 * (cluster.radius + other.radius), `${cluster.label} stands on ${other.label}`);
    }
  }
  const ids = new Set(items.map((c) => c.id));
  assert.equal(ids.size, items.length);
  for (const edge of edges) assert.ok(ids.has(edge.from) && ids.has(edge.to) && edge.edges > 0);
  const contrastive = top.find((c) => c.concepts.includes('contrastive-learning'));
  const { nodes } = await server.get('/graph/neighbourhood?node=contrastive-learning&limit=30');
  const inside = nodes.filter((n) => items.find((c) => c.id === n.cluster)?.parent === contrastive.id);
  assert.ok(inside.length > nodes.length / 2, 'most neighbours are in the same cluster');
  for (const node of inside)
    assert.ok(Math.hypot(node.x - contrastive.x, node.y - contrastive.y) <= contrastive.radius * 1.5);
});

test('a cluster opens to its nodes, with places and edges', async () => {
  const { items } = await server.get('/graph/overview');
  const [first] = items;
  const all = await server.get(`/graph/cluster/${first.id}?limit=2000`);
  assert.equal(all.shown, first.size);
  assert.equal(all.truncated, false);
  const ids = new Set(all.nodes.map((n) => n.id));
  assert.equal(ids.size, first.size);
  for (const edge of all.edges) assert.ok(ids.has(edge.from) && ids.has(edge.to));
  const parts = new Set(all.parts.map((p) => p.id));
  for (const node of all.nodes) assert.ok(parts.has(node.cluster) && Number.isFinite(node.x));
  const some = await server.get(`/graph/cluster/${first.id}?limit=10`);
  assert.equal(some.nodes.length, 10);
  assert.equal(some.truncated, true);
  await refuse('/graph/cluster/99999', 404);
  await refuse('/graph/cluster/none', 404);
});

test('the edges of an opened cluster are filtered', async () => {
  const { items } = await server.get('/graph/overview');
  const whole = await server.get(`/graph/cluster/${items[0].id}`);
  assert.deepEqual([...new Set(whole.edges.map((edge) => edge.status))], ['proposed']);
  const uses = await server.get(`/graph/cluster/${items[0].id}?relation=uses`);
  assert.deepEqual(uses.edges.map((edge) => edge.id).sort(), whole.edges.filter((edge) => edge.relation === 'uses').map((edge) => edge.id).sort());
  const late = await server.get(`/graph/cluster/${items[0].id}?year__gte=2020&type=paper`);
  assert.ok(late.nodes.length > 0 && late.nodes.every((node) => node.type === 'paper' && node.year >= 2020));
  await refuse(`/graph/cluster/${items[0].id}?relation=useth`, 400);
});

test('the same notes give the same overview; an edit moves little, and clusters keep their numbers', async (t) => {
  const other = await Server.start({ notes: 'tests/demo-notes' });
  t.after(() => other.stop());
  const first = await makeOverview(other);
  assert.deepEqual(first.items, (await server.get('/graph/overview?level=2')).items);
  const note = '# [A Paper On Contrast](https://arxiv.org/abs/2401.09999)\n\n- uses contrastive learning and InfoNCE, like MoCo\n';
  assert.ok((await other.fetch('/api/v1/notes/new.md', { method: 'PUT', body: note })).ok);
  assert.equal((await other.get('/graph/overview')).current, false);
  const second = await makeOverview(other);
  const before = first.items.filter((c) => c.level === 1);
  const after = second.items.filter((c) => c.level === 1);
  const kept = before.filter((c) => after.some((d) => d.id === c.id));
  assert.ok(kept.length >= 0.85 * before.length, `${kept.length} of ${before.length} kept`);
});

test('jobs are listed and can be cancelled; the program ends promptly whatever runs', { timeout: 30000 }, async () => {
  const other = await Server.start({ notes: 'tests/demo-notes' });
  const job = await (await other.fetch('/api/v1/graph/overview', { method: 'POST' })).json();
  const cancelled = await (await other.fetch(`/api/v1/jobs/${job.id}`, { method: 'DELETE' })).json();
  assert.equal(cancelled.id, job.id);
  assert.ok((await other.get('/jobs')).items.some((j) => j.id === job.id));
  assert.equal((await other.fetch('/api/v1/jobs/j_99')).status, 404);
  await other.fetch('/api/v1/graph/overview', { method: 'POST' });
  const begin = Date.now();
  await other.stop();
  assert.ok(Date.now() - begin < 5000);
});
