/* The digest of a week and the feeds: what is in them, and that an outside reader takes them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { Server, binary, temporaryFolder } from './support/server.mjs';

const NOTE = '# Reading\n\n* [Momentum Contrast & <more>](https://arxiv.org/abs/1911.05722)\n  * contrastive learning with a queue\n';
const json = { 'Content-Type': 'application/json' };
const token = (dataDir, name) =>
  execFileSync(binary, ['token', 'create', name, '--rights', 'curate', '--data-dir', dataDir], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** What xmllint finds at a path. @param {string} xml @param {string} path */
const find = (xml, path) => execFileSync('xmllint', ['--xpath', path, '-'], { input: xml, encoding: 'utf8' }).trim();
const names = (/** @type {string} */ path) => path.replaceAll(/(^|\/)([a-z]+)/g, '$1*[local-name()="$2"]');

async function library() {
  const dataDir = temporaryFolder();
  const people = [token(dataDir, 'Li Na'), token(dataDir, '张三')].map((secret) => ({ Authorization: `Bearer ${secret}` }));
  const server = await Server.start({ dataDir });
  const send = (who, method, target, body, headers = json) => server.fetch(`/api/v1${target}`, { method, headers: { ...people[who], ...headers }, ...(body ? { body } : {}) });
  assert.ok((await send(0, 'PUT', '/notes/a.md', NOTE, { 'Content-Type': 'text/markdown' })).ok);
  return { server, send, get: async (target) => (await send(0, 'GET', target, undefined, {})) };
}

test('a digest says what came in, what was decided by whom, and what several read', async () => {
  const { server, send, get } = await library();
  await send(1, 'POST', '/decisions', JSON.stringify({ id: 'd-1', kind: 'correct', paper: 'arxiv:1911.05722', year: 2019 }));
  for (const who of [0, 1]) {
    assert.deepEqual((await (await get('/digest')).json()).read_by_several, []);
    await send(who, 'PUT', '/papers/arxiv:1911.05722/reading', '{"state":"read"}');
  }
  const digest = await (await get('/digest')).json();
  assert.deepEqual(digest.papers.map((p) => p.key), ['arxiv:1911.05722']);
  assert.ok(digest.concepts.some((c) => c.slug === 'contrastive-learning'));
  assert.deepEqual(digest.decisions.map((d) => [d.id, d.author]), [['d-1', '张三']]);
  assert.deepEqual(digest.read_by_several.map((s) => s.readings.map((r) => r.person)), [['Li Na', '张三']]);
  const old = await (await get('/digest?week=2020-W53')).json();
  assert.deepEqual([old.from, old.to, old.papers, old.decisions], ['2020-12-28T00:00:00.000Z', '2021-01-04T00:00:00.000Z', [], []]);
  for (const week of ['2021-W53', '2021-W00', '2021-54', 'last'])
    assert.equal((await get(`/digest?week=${week}`)).status, 400, week);
  await server.stop();
});

test('the feeds are Atom that an outside reader takes', async () => {
  const { server, get } = await library();
  for (const target of ['/digest.atom', '/changes.atom']) {
    const answer = await get(target);
    assert.match(answer.headers.get('content-type'), /^application\/atom\+xml/);
    const xml = await answer.text();
    assert.equal(find(xml, 'namespace-uri(/*)'), 'http://www.w3.org/2005/Atom');
    assert.match(find(xml, `string(${names('/feed/id')})`), /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(Date.parse(find(xml, `string(${names('/feed/updated')})`)) > Date.now() - 3600e3);
    assert.equal(find(xml, `string(${names('/feed/entry')}[1]/*[local-name()="title"])`), 'Momentum Contrast & <more>');
    const entries = Number(find(xml, `count(${names('/feed/entry')})`));
    for (const part of ['id', 'title', 'updated', 'link']) assert.equal(Number(find(xml, `count(${names(`/feed/entry/${part}`)})`)), entries, part);
    const link = find(xml, `string(${names('/feed/entry')}[1]/*[local-name()="link"]/@href)`);
    assert.match(link, /^\/papers\/p_/);
  }
  await server.stop();
});
