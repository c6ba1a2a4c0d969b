/* Suggestions: what is worth a look, why, and the decisions that answer it; what was decided does not come back. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Server } from './support/server.mjs';

const put = async (server, path, text) => {
  const answer = await server.fetch(`/api/v1/notes/${path}`, { method: 'PUT', headers: { 'Content-Type': 'text/markdown' }, body: text });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
};
const decide = async (server, body) => {
  const answer = await server.fetch('/api/v1/decisions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const decision = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(decision));
  return decision;
};
const revert = (server, id) => server.fetch(`/api/v1/decisions/${id}/revert`, { method: 'POST' });
const suggestions = async (server, kind) => (await server.get(`/suggestions?kind=${kind}&limit=200`)).items;
const keys = async (server, kind) => (await suggestions(server, kind)).map((s) => s.key);

/* One work, whose title is misspelt in a word of the second note: their identifiers are of two registries. */
const TITLE = 'Reordering Joins under Skewed Distribution of Keys in Column Stores';
const ONE = `# Joins\n\n* [${TITLE}](https://arxiv.org/abs/2103.04567)\n  * a method for query optimization with histograms\n`;
const OTHER = `# Seminar\n\n* [${TITLE.replace('Distribution', 'Distributions')}](https://doi.org/10.1145/3448016.3457291)\n  * query optimization again\n`;
const WARNED = '# Empty\n\n* [A Paper Whose Address Was Never Filled In]()\n  * query optimization\n';
const twoNotes = async () => {
  const server = await Server.start();
  await put(server, 'one.md', ONE);
  await put(server, 'other.md', OTHER.replace('Column Stores', 'Column Store Engines'));
  return server;
};

test('twins say why, quote the notes, and a merge ends the suggestion until it is reverted', async () => {
  const server = await twoNotes();
  const [twins, ...more] = await suggestions(server, 'twins');
  assert.equal(more.length, 0);
  assert.match(twins.key, /^twins:p_\w+:p_\w+$/);
  assert.ok(twins.reasons.some((r) => r.code === 'shared-words'), JSON.stringify(twins.reasons));
  assert.equal(twins.nodes.length, 2);
  assert.ok(twins.evidence.every((v) => v.quote && v.note && v.line > 0));
  const lines = twins.evidence.map((v) => `${v.note}:${v.line}`);
  assert.equal(new Set(lines).size, lines.length, 'each line is quoted once');
  assert.equal(twins.decisions.accept.kind, 'merge');
  assert.equal(twins.decisions.reject.kind, 'distinct');
  const { id } = await decide(server, twins.decisions.accept);
  assert.deepEqual(await keys(server, 'twins'), []);
  await revert(server, id);
  assert.deepEqual(await keys(server, 'twins'), [twins.key]);
  await server.stop();
});

test('what was told apart or dismissed does not come back, also after the note was written again', async () => {
  const server = await twoNotes();
  const [twins] = await suggestions(server, 'twins');
  const apart = await decide(server, twins.decisions.reject);
  await put(server, 'one.md', `${ONE}\nOne more line.\n`);
  assert.deepEqual(await keys(server, 'twins'), []);
  await revert(server, apart.id);
  assert.deepEqual(await keys(server, 'twins'), [twins.key]);
  const dismissed = await decide(server, twins.decisions.dismiss);
  await put(server, 'one.md', ONE);
  assert.deepEqual(await keys(server, 'twins'), []);
  await revert(server, dismissed.id);
  assert.deepEqual(await keys(server, 'twins'), [twins.key]);
  await server.stop();
});

test('a gloss in a note is quoted as the reason; an example in parentheses is none', async () => {
  const server = await Server.start();
  await put(server, 'a.md', '# 语音\n\n* [Streaming Transducers for Far Field Speech](https://arxiv.org/abs/2010.04006)\n  * 远场语音增强 (far-field speech enhancement)\n');
  await put(server, 'b.md', '# 探索\n\n* [Curiosity by Counting Transitions](https://arxiv.org/abs/1904.04004)\n  * uses visitation pseudo counting; 稀疏奖励环境 (Montezuma)\n');
  const names = (await server.get('/concepts?limit=200')).items.flatMap((c) => Object.values(c.label));
  for (const name of ['远场语音增强', '稀疏奖励环境', 'Montezuma']) assert.ok(names.includes(name), `${name} is no concept: ${names}`);
  const found = await suggestions(server, 'twins');
  assert.deepEqual(found.map((s) => s.nodes.map((n) => n.label).sort()), [['far-field speech enhancement', '远场语音增强']]);
  assert.equal(found[0].reasons[0].code, 'gloss');
  assert.match(found[0].reasons[0].text, /远场语音增强 \(far-field/);
  assert.deepEqual([found[0].evidence[0].note, found[0].evidence[0].line, found[0].evidence[0].rule], ['a.md', 4, 'gloss']);
  await server.stop();
});

test('a note with warnings quotes their lines; dismissed, it comes back with another warning only', async () => {
  const server = await Server.start();
  await put(server, 'empty.md', WARNED);
  const { items: [warning], complete } = await server.get('/suggestions?kind=warning');
  assert.equal(complete, true);
  assert.equal(warning.note, 'empty.md');
  assert.equal(warning.reasons[0].code, 'empty-link');
  assert.equal(warning.evidence[0].line, 3);
  assert.match(warning.evidence[0].quote, /Never Filled In/);
  assert.equal(warning.decisions.accept, null);
  await decide(server, warning.decisions.dismiss);
  await put(server, 'empty.md', `${WARNED}\nMore text.\n`);
  assert.deepEqual(await keys(server, 'warning'), []);
  await put(server, 'empty.md', `${WARNED}* [Another Paper Without Its Address Here]()\n  * query optimization\n`);
  assert.equal((await keys(server, 'warning')).length, 1);
  await server.stop();
});

test('proposed edges and stubs of the demo library can be answered as they stand', async () => {
  const server = await Server.start({ notes: 'tests/demo-notes' });
  const [edge] = await suggestions(server, 'edge');
  assert.equal(edge.edge.status, 'proposed');
  assert.ok(edge.evidence.length > 0);
  await decide(server, edge.decisions.accept);
  assert.equal((await server.get(`/edges/${edge.edge.id}`)).status, 'confirmed');
  assert.ok(!(await keys(server, 'edge')).includes(edge.key));
  const [next] = await suggestions(server, 'edge');
  await decide(server, next.decisions.reject);
  assert.ok(!(await keys(server, 'edge')).includes(next.key));
  await server.stop();
});

test('a stub that two notes name is worth a look until it is hidden or corrected', async () => {
  const server = await Server.start();
  const text = '# Survey\n\n* [Reading Plans as Text](https://arxiv.org/abs/2101.00001)\n  * builds on GloVe\n';
  await put(server, 'a.md', text);
  await put(server, 'b.md', text.replace('Plans as Text', 'Graphs as Images').replace('2101.00001', '2102.00002'));
  const [stub] = await suggestions(server, 'stub');
  assert.equal(stub.nodes[0].label, 'GloVe');
  assert.deepEqual(stub.reasons, [{ code: 'named-in-notes', text: null, count: 2 }]);
  const corrected = await decide(server, { kind: 'correct', paper: stub.nodes[0].id, venue: 'a talk' });
  assert.deepEqual(await keys(server, 'stub'), []);
  await revert(server, corrected.id);
  assert.deepEqual(await keys(server, 'stub'), [stub.key]);
  await decide(server, stub.decisions.reject);
  assert.deepEqual(await keys(server, 'stub'), []);
  await server.stop();
});

test('the list is cut into pages that hold each suggestion once, best first', async () => {
  const server = await Server.start({ notes: 'tests/demo-notes' });
  const whole = await server.get('/suggestions?limit=200');
  const seen = [];
  let cursor = '';
  do {
    const { items, page } = await server.get(`/suggestions?limit=7${cursor && `&cursor=${cursor}`}`);
    assert.equal(page.total, whole.page.total);
    seen.push(...items);
    cursor = page.next_cursor;
  } while (cursor && seen.length < 200);
  assert.deepEqual(seen.slice(0, 200).map((s) => s.key), whole.items.map((s) => s.key));
  assert.equal(new Set(seen.map((s) => s.key)).size, seen.length);
  assert.deepEqual(seen.map((s) => s.score), seen.map((s) => s.score).sort((a, b) => b - a));
  const wrong = await server.fetch('/api/v1/suggestions?kind=twin');
  assert.equal(wrong.status, 400);
  assert.match(JSON.stringify(await wrong.json()), /twins/);
  await server.stop();
});
