/* Lists of papers, concepts, notes and edges: filters, order, pages, members, counts, and errors that name
 * everything that is wrong. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Server } from './support/server.mjs';

let server;
before(async () => { server = await Server.start({ notes: 'tests/demo-notes' }); });
after(() => server.stop());

/** The whole list, page by page. */
async function all(target, limit) {
  const items = [];
  const separator = target.includes('?') ? '&' : '?';
  for (let cursor = ''; cursor !== null;) {
    const page = await server.get(`${target}${separator}limit=${limit}${cursor && `&cursor=${cursor}`}`);
    items.push(...page.items);
    cursor = page.page.next_cursor;
    assert.ok(items.length <= page.page.total);
    if (cursor === null) assert.equal(items.length, page.page.total);
  }
  return items;
}

const ids = (items) => items.map((i) => i.id);
const post = (document, headers = {}) => server.fetch('/api/v1/query', {
  method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(document) });
const problem = async (answer, status, code) => {
  assert.equal(answer.status, status);
  assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
  const body = await answer.json();
  assert.equal(body.code, code, JSON.stringify(body));
  return body;
};

for (const [kind, sort] of [['papers', '-year,title'], ['papers', ''], ['concepts', ''], ['concepts', 'slug'],
  ['notes', 'path'], ['edges', '-score']])
  test(`pages of ${kind} by "${sort}" are the whole list, nothing twice`, async () => {
    const target = `/${kind}${sort && `?sort=${sort}`}`;
    const small = await all(kind === 'edges' ? `${target}&relation=cites` : target, kind === 'edges' ? 40 : 23);
    assert.equal(new Set(ids(small)).size, small.length);
    assert.deepEqual(ids(small), ids(await all(kind === 'edges' ? `${target}&relation=cites` : target, 200)));
  });

test('missing values stand last in both directions', async () => {
  for (const sort of ['year', '-year']) {
    const years = (await all(`/papers?sort=${sort}`, 200)).map((p) => p.year);
    const known = years.filter((y) => y !== null);
    assert.ok(known.length > 0 && known.length < years.length);
    assert.deepEqual(years.slice(0, known.length), known);
    assert.deepEqual(known, [...known].sort((a, b) => (sort === 'year' ? a - b : b - a)));
  }
});

test('filters narrow, and two-valued logic keeps what is missing out of comparisons', async () => {
  const total = async (target) => (await server.get(target)).page.total;
  const every = await total('/papers');
  const since = await total('/papers?year__gte=2020');
  const before = await total('/papers?year__lt=2020');
  const unknown = await total('/papers?year__exists=false');
  assert.equal(since + before + unknown, every);
  const { page } = await (await post({ find: 'papers', where: { not: { year: { gte: 2020 } } } })).json();
  assert.equal(page.total, before + unknown);
  assert.equal(await total('/papers?status=entry&year__gte=2020'),
    (await all('/papers?status=entry', 200)).filter((p) => p.year >= 2020).length);
});

test('counts of values ignore the page', async () => {
  const { facets, page } = await server.get('/papers?limit=1&facets=year,status,concept');
  const sum = (f) => f.values.reduce((n, v) => n + v.count, f.other);
  assert.equal(sum(facets.status), page.total);
  assert.ok(facets.year.values.length <= 20);
  assert.ok(facets.concept.values[0].label);
});

test('only the members asked for, and what an item brings along', async () => {
  const { items } = await server.get('/papers?fields=key,title&include=concepts,notes,edges,evidence&limit=3');
  for (const item of items) {
    assert.deepEqual(Object.keys(item).sort(), ['included', 'key', 'title']);
    assert.deepEqual(Object.keys(item.included).sort(), ['concepts', 'edges', 'evidence', 'notes']);
    assert.ok(item.included.notes.items.length > 0 && item.included.notes.truncated === false);
  }
});

test('the address of a concept, the parameter and the document ask the same', async () => {
  const a = await server.get('/concepts/contrastive-learning/papers?year__gte=2019&limit=200');
  const b = await server.get('/papers?linked_to=contrastive-learning&year__gte=2019&limit=200');
  const c = await (await post({ find: 'papers', limit: 200,
    where: { linked: { to: 'contrastive-learning' }, year: { gte: 2019 } } })).json();
  assert.ok(a.items.length > 3 && a.items.every((p) => p.year >= 2019 && p.why.length > 0));
  assert.deepEqual(ids(b.items), ids(a.items));
  assert.deepEqual(ids(c.items), ids(a.items));
  assert.deepEqual(c.interpreted_as.query.where, b.interpreted_as.query.where);
});

test('the echoed document and address ask the same again', async () => {
  const first = await server.get('/papers?linked_to=meta-learning,transformer&hops=2&year__gte=2018&sort=-year&limit=30');
  const document = await (await post(first.interpreted_as.query)).json();
  assert.deepEqual(ids(document.items), ids(first.items));
  const address = await (await server.fetch(first.interpreted_as.url)).json();
  assert.deepEqual(ids(address.items), ids(first.items));
});

test('Link leads to the next and the first page', async () => {
  const answer = await server.fetch('/api/v1/papers?limit=2&status=entry');
  const { page } = await answer.json();
  const link = answer.headers.get('link');
  assert.ok(link.includes(`</api/v1/papers?limit=2&status=entry&cursor=${page.next_cursor}>; rel="next"`), link);
  assert.ok(link.includes('</api/v1/papers?limit=2&status=entry>; rel="first"'), link);
});

test('a cursor is good for its own question only, and cannot be made up', async () => {
  const { page } = await server.get('/papers?limit=2&sort=-year');
  const cursor = page.next_cursor;
  await server.get(`/papers?limit=5&sort=-year&cursor=${cursor}`);
  await problem(await server.fetch(`/api/v1/papers?sort=year&cursor=${cursor}`), 400, 'cursor-mismatch');
  await problem(await server.fetch(`/api/v1/concepts?cursor=${cursor}`), 400, 'cursor-mismatch');
  const bytes = Buffer.from(cursor, 'base64url');
  bytes[bytes.length - 1] ^= 1;
  await problem(await server.fetch(`/api/v1/papers?sort=-year&cursor=${bytes.toString('base64url')}`), 400, 'cursor-mismatch');
  await problem(await server.fetch('/api/v1/papers?cursor=x'), 400, 'cursor-mismatch');
});

test('all that is wrong with an address is listed', async () => {
  const body = await problem(await server.fetch('/api/v1/papers?yaer__gte=2020&limit=9999&sort=colour&hops=9&linked_to=a'), 400, 'invalid-parameter');
  assert.deepEqual(new Set(body.errors.map((e) => e.parameter)), new Set(['yaer__gte', 'limit', 'sort', 'hops']));
  assert.equal(body.errors.find((e) => e.parameter === 'yaer__gte').suggestion, 'year__gte');
});

test('all that is wrong with a document is listed, by pointer', async () => {
  const body = await problem(await post({ find: 'papers', where: { yaer: 2020, year: { gte: '2020' } }, limit: 0 }), 422, 'validation');
  assert.deepEqual(new Set(body.errors.map((e) => e.pointer)), new Set(['/where/yaer', '/where/year/gte', '/limit']));
  await problem(await server.fetch('/api/v1/query', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }), 400, 'bad-json');
  await problem(await server.fetch('/api/v1/query', { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a' }), 415, 'unsupported-media-type');
});

test('an unknown name offers the nearest, in both languages', async () => {
  const english = await problem(await server.fetch('/api/v1/papers?linked_to=contrastve+learning'), 422, 'unknown-concept');
  assert.match(english.detail, /Did you mean "contrastive learning"/);
  assert.ok(english.errors.some((e) => e.suggestion === 'contrastive learning'));
  const chinese = await problem(await server.fetch('/api/v1/papers?linked_to=contrastve+learning', { headers: { 'accept-language': 'zh' } }), 422, 'unknown-concept');
  assert.match(chinese.detail, /您是想找“contrastive learning”/);
});

test('methods: HEAD, OPTIONS, and 405 with Allow', async () => {
  const head = await server.fetch('/api/v1/papers', { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), '');
  const options = await server.fetch('/api/v1/query', { method: 'OPTIONS' });
  assert.equal(options.status, 204);
  assert.match(options.headers.get('allow'), /GET, HEAD, POST, OPTIONS/);
  const refused = await server.fetch('/api/v1/papers', { method: 'DELETE' });
  assert.equal(refused.status, 405);
  assert.match(refused.headers.get('allow'), /GET, HEAD/);
});

test('a version of the graph is not sent again, and another store has other versions', async () => {
  const etag = (await server.fetch('/api/v1/papers')).headers.get('etag');
  assert.equal((await server.fetch('/api/v1/papers', { headers: { 'if-none-match': etag } })).status, 304);
  const other = await Server.start({ notes: 'tests/demo-notes' });
  try {
    assert.notEqual((await other.fetch('/api/v1/papers')).headers.get('etag'), etag);
    assert.equal((await other.fetch('/api/v1/papers', { headers: { 'if-none-match': etag } })).status, 200);
  } finally {
    await other.stop();
  }
});

test('what comes in between two pages shifts nothing', async () => {
  const own = await Server.start({});
  try {
    const put = (n) => own.fetch(`/api/v1/notes/n${n}.md`, { method: 'PUT', body: `# Note ${n}\n\n- [A Study of Number ${n} Things](https://arxiv.org/abs/2001.0${1000 + n})\n` });
    for (let n = 0; n < 12; n++) assert.ok((await put(n)).ok);
    const first = await own.get('/papers?sort=key&limit=5');
    assert.ok((await put(500)).ok);
    await own.fetch('/api/v1/notes/n0.md', { method: 'DELETE' });
    const rest = await own.get(`/papers?sort=key&limit=100&cursor=${first.page.next_cursor}`);
    const seen = [...first.items, ...rest.items].map((p) => p.key);
    assert.equal(new Set(seen).size, seen.length);
    for (let n = 1; n < 12; n++) assert.ok(seen.includes(`arxiv:2001.0${1000 + n}`), `${n} in ${seen}`);
  } finally {
    await own.stop();
  }
});
