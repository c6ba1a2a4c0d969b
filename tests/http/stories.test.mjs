/* What a new user asks with nothing but curl, walked against the demo notes. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { Server } from './support/server.mjs';

const NOTES = 'tests/demo-notes';
const encode = encodeURIComponent;
const today = (days = 0) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

/** The quote is exactly those bytes of that note, on the line that is named. */
const checkPlace = ({ note, line, start, end, quote }) => {
  const bytes = fs.readFileSync(`${NOTES}/${note}`);
  assert.equal(bytes.subarray(start, end).toString(), quote, note);
  assert.equal(bytes.subarray(0, start).toString().split('\n').length, line, `${note}: ${quote}`);
};

test('the way in: what there is, and where', async () => {
  const server = await Server.start({ notes: NOTES });
  const root = await server.get('');
  for (const name of ['papers.list', 'query.ask', 'changes.list', 'papers.cite', 'notes.upload', 'concepts.resolve'])
    assert.ok(root.routes.some((route) => route.name === name && route.summary), name);
  assert.ok(root.limits.upload_files > 0);
  const wrong = await server.fetch('/api/v1/paper');
  assert.equal(wrong.status, 404);
  assert.match((await wrong.json()).detail, /\/api\/v1 lists/);
  await server.stop();
});

test('which papers connect meta-learning and NAS, and in which line is that said?', async () => {
  const server = await Server.start({ notes: NOTES });
  const ids = {};
  for (const name of ['meta-learning', 'NAS']) ids[name] = (await server.get(`/concepts/resolve?label=${encode(name)}`)).best;
  assert.ok(ids['meta-learning'] && ids.NAS);
  for (const phrase of ['papers linked to meta-learning and NAS', '与元学习和神经架构搜索相关的论文']) {
    const { items, interpreted_as } = await server.ask(phrase);
    assert.deepEqual(interpreted_as.terms.map((t) => t.key).sort(), ['concept:meta-learning', 'concept:neural-architecture-search'], phrase);
    const paper = items.find((p) => p.key === 'arxiv:1911.11090');
    assert.ok(paper, `${phrase}: ${items.map((p) => p.title)}`);
    const said = paper.why.flatMap((why) => why.evidence);
    assert.ok(said.length >= 2);
    said.forEach(checkPlace);
  }
  const { items } = await server.get(`/graph/path?from=${ids['meta-learning']}&to=${ids.NAS}&k=3`);
  assert.ok(items.length >= 1);
  await server.stop();
});

test('which concepts come up with contrastive learning?', async () => {
  const server = await Server.start({ notes: NOTES });
  for (const name of ['contrastive-learning', '对比学习']) {
    const { items } = await server.get(`/concepts/${encode(name)}/related`);
    const related = items.find((c) => c.slug === 'unsupervised-learning');
    assert.ok(related?.papers_with_both > 1, items.map((c) => c.slug).join(' '));
    assert.ok(related.examples.length > 0);
  }
  await server.stop();
});

test('what is new since yesterday?', async () => {
  const server = await Server.start({ notes: NOTES });
  const everything = await server.get('/stats');
  const papers = await server.get(`/papers?added_at__gte=${today(-1)}&limit=200`);
  assert.equal(papers.page.total, everything.papers.total);
  assert.equal((await server.get(`/papers?added_at__gte=${today(2)}`)).page.total, 0);
  const walk = [];
  for (let since = 'yesterday', more = true; more;) {
    const page = await server.get(`/changes?type=paper&limit=1000&since=${since}`);
    walk.push(...page.items);
    ({ next: since, more } = page);
  }
  const there = walk.filter((c) => c.action !== 'removed');
  const listed = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await server.get(`/papers?added_at__gte=${today(-1)}&limit=200${cursor && `&cursor=${cursor}`}`);
    listed.push(...page.items.map((p) => p.id));
    cursor = page.page.next_cursor;
  }
  for (const id of listed) assert.ok(there.some((c) => c.id === id), id);
  const { newest } = await server.get('/changes?limit=1');
  await server.fetch('/api/v1/notes/today.md', { method: 'PUT', headers: { 'Content-Type': 'text/markdown' },
    body: '# Today\n\n* [A Paper Nobody Has Read Yet](https://arxiv.org/abs/2401.00001)\n' });
  const fresh = await server.get(`/changes?since=${newest}&type=paper`);
  assert.deepEqual(fresh.items.map((c) => [c.action, c.name]), [['added', 'A Paper Nobody Has Read Yet']]);
  await server.stop();
});
