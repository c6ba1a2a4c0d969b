/* The feed of changes: net effects, tombstones that lead on, days, and nothing from a rebuild. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { Server, binary, temporaryFolder } from './support/server.mjs';

const markdown = { 'Content-Type': 'text/markdown' };
const put = (server, name, body) => server.fetch(`/api/v1/notes/${name}`, { method: 'PUT', headers: markdown, body });
const remove = (server, name) => server.fetch(`/api/v1/notes/${name}`, { method: 'DELETE' });
const MOCO = '# MoCo\n\n* [MoCo: Momentum Contrast](https://arxiv.org/abs/1911.05722)\n  * 提出了对比学习的动量编码器\n';

const actions = (feed) => Object.fromEntries(feed.items.map((c) => [`${c.type} ${c.name ?? c.id}`, c.action]));

test('every thing that a note brings is in the feed once, with numbers without gaps', async () => {
  const server = await Server.start();
  const begin = await server.get('/changes');
  await put(server, 'moco.md', MOCO);
  const feed = await server.get(`/changes?since=${begin.next}&limit=1000`);
  assert.deepEqual(feed.items.map((c) => c.seq), feed.items.map((_, i) => begin.next + 1 + i));
  assert.ok(feed.items.every((c) => c.action === 'added' && /^\d{4}-\d\d-\d\dT.*Z$/.test(c.at)));
  for (const type of ['note', 'paper', 'concept', 'edge'])
    assert.ok(feed.items.some((c) => c.type === type), type);
  assert.equal(actions(feed)['note moco.md'], 'added');
  assert.equal(feed.more, false);
  assert.equal(feed.next, feed.newest);
  assert.deepEqual((await server.get(`/changes?since=${feed.next}`)).items, []);
  await server.stop();
});

test('the same note again is no change; an edit names the note; what goes leaves tombstones', async () => {
  const server = await Server.start();
  await put(server, 'moco.md', MOCO);
  const { newest } = await server.get('/changes');
  await put(server, 'moco.md', MOCO);
  assert.equal((await server.get('/changes')).newest, newest);
  await put(server, 'moco.md', MOCO + '\nOne more line.\n');
  const edited = await server.get(`/changes?since=${newest}`);
  assert.deepEqual(actions(edited), { 'note moco.md': 'changed' });
  await remove(server, 'moco.md');
  const gone = await server.get(`/changes?since=${edited.next}&limit=1000`);
  assert.ok(gone.items.length >= 4);
  assert.ok(gone.items.every((c) => c.action === 'removed' && c.name === undefined));
  await server.stop();
});

test('a paper that becomes part of another leaves its id with where it leads', async () => {
  const server = await Server.start();
  await put(server, 'a.md', '# Reading\n\n* [Momentum Contrast for Unsupervised Visual Representation Learning](https://example.org/moco.pdf)\n');
  const { newest } = await server.get('/changes');
  await put(server, 'b.md', '# More\n\n* [Momentum Contrast for Unsupervised Visual Representation Learning](https://arxiv.org/abs/1911.05722)\n');
  const feed = await server.get(`/changes?since=${newest}&type=paper`);
  const removed = feed.items.find((c) => c.action === 'removed');
  const added = feed.items.find((c) => c.action === 'added');
  assert.ok(removed && added, JSON.stringify(feed));
  assert.equal(removed.now, added.id);
  await server.stop();
});

test('a rebuild that changes nothing adds nothing', async () => {
  const dataDir = temporaryFolder();
  execFileSync(binary, ['import', '--data-dir', dataDir, 'tests/demo-notes'], { stdio: 'ignore' });
  let server = await Server.start({ dataDir });
  const before = await server.get('/changes?limit=1');
  await server.stop();
  assert.ok(before.newest > 100);
  execFileSync(binary, ['import', '--data-dir', dataDir, '--rebuild'], { stdio: 'ignore' });
  server = await Server.start({ dataDir });
  assert.deepEqual((await server.get(`/changes?since=${before.newest}`)).items, []);
  await server.stop();
});

test('pages follow each other by number, also of one type', async () => {
  const server = await Server.start();
  await put(server, 'moco.md', MOCO);
  const all = (await server.get('/changes?type=edge&limit=1000')).items;
  assert.ok(all.length > 1);
  const walked = [];
  for (let since = 0, more = true; more;) {
    const answer = await server.fetch(`/api/v1/changes?type=edge&limit=1&since=${since}`);
    const page = await answer.json();
    assert.equal(/rel="next"/.test(answer.headers.get('link') ?? ''), page.more);
    walked.push(...page.items);
    ({ next: since, more } = page);
  }
  assert.deepEqual(walked, all);
  await server.stop();
});

test('a day is a place in the feed, and is never answered from a cache', async () => {
  const server = await Server.start();
  await put(server, 'moco.md', MOCO);
  const all = (await server.get('/changes?limit=1000')).items;
  for (const day of ['yesterday', 'today', '昨天', '今天', '2020-01-31'])
    assert.deepEqual((await server.get(`/changes?limit=1000&since=${encodeURIComponent(day)}`)).items, all, day);
  assert.deepEqual((await server.get('/changes?since=9990-01-01')).items, []);
  const answer = await server.fetch('/api/v1/changes?since=yesterday');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.headers.get('etag'), null);
  for (const wrong of ['2026-02-30', 'soon', '-1'])
    assert.equal((await server.fetch(`/api/v1/changes?since=${wrong}`)).status, 400, wrong);
  await server.stop();
});
