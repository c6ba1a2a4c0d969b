/* The read routes over the demo notes: shapes, paging, names, errors, conditional requests. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test, { after, before } from 'node:test';
import { Server } from './support/server.mjs';

let server;
before(async () => { server = await Server.start({ notes: 'tests/demo-notes' }); });
after(() => server.stop());

const problem = async (target, init) => {
  const answer = await server.fetch(target, init);
  const body = await answer.json();
  assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  assert.equal(body.status, answer.status);
  return body;
};

test('the root document lists every route', async () => {
  const root = await server.get('');
  assert.equal(root.name, 'paperstack');
  assert.ok(root.routes.some((r) => r.path === '/api/v1/query'));
});

test('health and readiness', async () => {
  assert.equal((await server.fetch('/healthz')).status, 200);
  assert.equal((await server.fetch('/readyz')).status, 200);
});

test('a list is walked page by page without gaps or repeats', async () => {
  const all = [];
  let cursor = '';
  let total;
  do {
    const { items, page } = await server.get(`/papers?limit=37${cursor && `&cursor=${cursor}`}`);
    all.push(...items.map((p) => p.id));
    total = page.total;
    cursor = page.next_cursor;
  } while (cursor);
  assert.ok(total > 50);
  assert.equal(all.length, total);
  assert.equal(new Set(all).size, total);
});

test('a cursor of another list is refused', async () => {
  const { page } = await server.get('/papers?limit=5');
  assert.equal((await problem(`/api/v1/papers?limit=5&status=entry&cursor=${page.next_cursor}`)).code, 'cursor-mismatch');
});

test('a paper answers to its id, its identifiers and its names', async () => {
  const byIdentifier = await server.get('/papers/arxiv:1911.05722');
  for (const name of [byIdentifier.id, byIdentifier.key, 'MoCo', encodeURIComponent(byIdentifier.title)])
    assert.equal((await server.get(`/papers/${name}`)).id, byIdentifier.id, name);
});

test('a concept answers in every language', async () => {
  const concept = await server.get('/concepts/contrastive-learning');
  assert.equal(concept.label.zh, '对比学习');
  for (const name of ['对比学习', 'Contrastive Learning', '對比學習', concept.id])
    assert.equal((await server.get(`/concepts/${encodeURIComponent(name)}`)).id, concept.id, name);
});

test('an unknown name answers with the nearest ones', async () => {
  const body = await problem('/api/v1/concepts/contrastve-learning');
  assert.equal(body.code, 'not-found');
  assert.ok(body.errors.some((e) => /contrastive learning/i.test(e.suggestion)), JSON.stringify(body));
});

test('an unknown parameter is refused with the nearest one', async () => {
  const body = await problem('/api/v1/papers?limt=3&year__gte=x');
  assert.equal(body.code, 'invalid-parameter');
  assert.deepEqual(body.errors.map((e) => e.parameter), ['limt', 'year__gte']);
  assert.equal(body.errors[0].suggestion, 'limit');
});

test('errors speak Chinese when asked', async () => {
  const body = await problem('/api/v1/nothing', { headers: { 'Accept-Language': 'zh-CN,zh;q=0.9' } });
  assert.equal(body.title, '没有找到');
});

test('an unchanged graph answers 304', async () => {
  const first = await server.fetch('/api/v1/papers');
  await first.arrayBuffer();
  const etag = first.headers.get('etag');
  const again = await server.fetch('/api/v1/papers', { headers: { 'If-None-Match': etag } });
  assert.equal(again.status, 304);
});

test('an answer in another language is another answer', async () => {
  const first = await server.fetch('/api/v1/papers', { headers: { 'Accept-Language': 'en' } });
  await first.arrayBuffer();
  const headers = { 'If-None-Match': first.headers.get('etag'), 'Accept-Language': 'zh' };
  assert.equal((await server.fetch('/api/v1/papers', { headers })).status, 200);
  assert.match(first.headers.get('vary'), /Accept-Language/);
});

test('views are the page, also where names have dots; files that are not there are 404', async () => {
  for (const path of ['/', '/papers/arxiv:1911.05722', '/notes/a/b.md', '/search?q=a.b', '/assets/app.js']) {
    const answer = await server.fetch(path);
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get('content-type'), path.startsWith('/assets') ? /javascript/ : /html/);
    assert.match(answer.headers.get('content-security-policy'), /^default-src 'none'/);
  }
  for (const path of ['/assets/none.js', '/none.txt', '/api/v2']) assert.equal((await server.fetch(path)).status, 404, path);
});

test('a hit in a note says which note', async () => {
  const { items } = await server.get('/search?q=learning&type=note');
  assert.ok(items.length > 0);
  for (const hit of items) assert.equal((await server.fetch(`/api/v1/notes/${encodeURI(hit.path)}`)).status, 200);
});

test('HEAD, OPTIONS and 405 follow from the table', async () => {
  assert.equal((await server.fetch('/api/v1/search', { method: 'HEAD' })).status, 200);
  const options = await server.fetch('/api/v1/search', { method: 'OPTIONS' });
  assert.equal(options.status, 204);
  assert.equal(options.headers.get('allow'), 'GET, HEAD, OPTIONS');
  const wrong = await server.fetch('/api/v1/search', { method: 'DELETE' });
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers.get('allow'), 'GET, HEAD, OPTIONS');
});

test('every edge shows the bytes that say it', async () => {
  const { items } = await server.get('/edges?limit=200');
  assert.ok(items.length > 100);
  for (const edge of items) {
    const [first] = edge.evidence;
    assert.ok(first.quote && first.line > 0 && first.rule, JSON.stringify(edge));
  }
  const { note, start, end, quote } = items[0].evidence[0];
  const source = Buffer.from(await (await server.fetch(`/api/v1/notes/${encodeURI(note)}?format=md`)).arrayBuffer());
  assert.equal(source.subarray(start, end).toString('utf8'), quote);
});

test('one edge with all its evidence', async () => {
  const { items } = await server.get('/papers/MoCo/edges');
  const edge = await server.get(`/edges/${items[0].id}`);
  assert.equal(edge.id, items[0].id);
});

test('a paper lists its concepts, notes and evidence', async () => {
  const concepts = await server.get('/papers/MoCo/concepts');
  assert.ok(concepts.items.some((i) => i.concept.slug === 'contrastive-learning'));
  assert.ok((await server.get('/papers/MoCo/notes')).items.length > 1);
  assert.ok((await server.get('/papers/MoCo/evidence')).items.length > 1);
});

test('search finds Chinese of one, two and more characters, in either script', async () => {
  for (const q of ['学', '对比', '对比学习', '對比學習', 'contrastive', 'MoCo', '"contrastive learning"']) {
    const { items } = await server.get(`/search?q=${encodeURIComponent(q)}`);
    assert.ok(items.length > 0, q);
  }
  const { items } = await server.get(`/search?q=${encodeURIComponent('MoCo -quantization')}&type=paper`);
  assert.ok(items.every((i) => i.type === 'paper'));
});

test('a search that only leaves out says so instead of showing what is left out', async () => {
  for (const q of ['-GAN', '-"momentum encoder"', '-模型 -GAN']) {
    const { items, warnings } = await server.get(`/search?q=${encodeURIComponent(q)}`);
    assert.deepEqual([items, warnings.map((w) => w.code)], [[], ['only-left-out']], q);
  }
});

test('a search for marks says that they do not count', async () => {
  for (const [q, codes] of [['C++', ['marks-ignored']], ['C#', ['marks-ignored']], ['C', []]]) {
    const { warnings = [] } = await server.get(`/search?q=${encodeURIComponent(q)}`);
    assert.deepEqual(warnings.map((w) => w.code), codes, q);
  }
});

test('hits are counted by kind whichever is asked for', async () => {
  const all = await server.get('/search?q=learning');
  const { paper, concept, note } = all.facets.type;
  assert.ok(paper > 0 && concept > 0 && note > 0);
  assert.equal(all.page.total, paper + concept + note);
  const notes = await server.get('/search?q=learning&type=note');
  assert.deepEqual(notes.facets, all.facets);
  assert.equal(notes.page.total, note);
});

test('the hit of a note says its line and the paper that is spoken of there', async () => {
  const { items } = await server.get(`/search?q=${encodeURIComponent('水滴伪影')}&type=note`);
  assert.equal(items[0].path, 'gan/GAN笔记.md');
  assert.equal(items[0].paper.key, 'arxiv:1912.04958');
  assert.match(fs.readFileSync('tests/demo-notes/gan/GAN笔记.md', 'utf8').split('\n')[items[0].line - 1], /水滴伪影/);
});

test('a typing error finds what was meant, and says that it is only near', async () => {
  const { items } = await server.get('/search?q=contrastve+learning');
  assert.equal(items[0].key, 'concept:contrastive-learning');
  assert.equal(items[0].match, 'nearest');
  const right = await server.get('/search?q=contrastive+learning');
  assert.equal(right.items[0].match, 'all');
});

test('an address, an identifier with its version and an author find the paper', async () => {
  const first = async (q) => (await server.get(`/search?q=${encodeURIComponent(q)}`)).items[0]?.key;
  assert.equal(await first('https://arxiv.org/abs/1710.10903v3'), 'arxiv:1710.10903');
  assert.equal(await first('1710.10903v3'), 'arxiv:1710.10903');
  assert.equal(await first('arXiv 1710.10903'), 'arxiv:1710.10903');
  assert.equal(await first('Ronneberger 2015'), 'arxiv:1505.04597');
});

test('a thousand random strings are searches', async () => {
  let seed = 7;
  const roll = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
  const piece = () => [() => '"*():^-+{}|~\\%&?#'[roll(18)], () => ['AND ', 'NOT ', 'NEAR(', 'OR ', ' ', '--', '学', '習が', '한', '½', '😀'][roll(11)],
    () => String.fromCodePoint(32 + roll(0x2000)), () => String.fromCodePoint(0x4E00 + roll(0x5000))][roll(4)]();
  const texts = Array.from({ length: 1000 }, () => Array.from({ length: 1 + roll(20) }, piece).join('').replace(/[\u007f-\u009f]/g, ''));
  for (let i = 0; i < texts.length; i += 50)
    await Promise.all(texts.slice(i, i + 50).map(async (q) => {
      const answer = await server.fetch(`/api/v1/search?q=${encodeURIComponent(q)}&limit=3`);
      assert.equal(answer.status, 200, `${JSON.stringify(q)}: ${await answer.text()}`);
      await answer.arrayBuffer().catch(() => {});
    }));
});

test('any text is a valid search', async () => {
  for (const q of ['', '"', '*', 'AND', 'a OR', 'NEAR(', 'C++', "it's", '-', '😀', '(((', '\u0007x', 'a"b'])
    assert.equal((await server.fetch(`/api/v1/search?q=${encodeURIComponent(q)}`)).status, q.includes('\u0007') ? 400 : 200, q);
});

test('suggestions begin with what was typed', async () => {
  const { items } = await server.get('/suggest?q=contr&type=concept');
  assert.ok(items.some((i) => i.title === 'contrastive learning'), JSON.stringify(items));
});

test('statistics count what there is', async () => {
  const stats = await server.get('/stats');
  assert.equal(stats.weeks.reduce((sum, { notes }) => sum + notes, 0), stats.notes, 'all were written within the weeks that are counted');
  for (const { week } of stats.weeks) assert.equal(new Date(week).getUTCDay(), 1, `${week} is a Monday`);
  assert.ok(stats.notes >= 15 && stats.papers.total > 50 && stats.concepts > 100 && stats.edges > 200);
});

test('large answers are compressed', async () => {
  const answer = await server.fetch('/api/v1/papers?limit=200', { headers: { 'Accept-Encoding': 'gzip' } });
  assert.equal(answer.headers.get('content-encoding'), 'gzip');
  assert.ok((await answer.json()).items.length > 50);
});
