/* Notes over HTTP and from a watched folder: a note owns its facts, nothing acknowledged is lost. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Server, temporaryFolder } from './support/server.mjs';

const MOCO = '# SSL\n\n* [MoCo](https://arxiv.org/abs/1911.05722)\n  * 对比学习 with a momentum encoder\n';
const markdown = { 'Content-Type': 'text/markdown' };
const put = (server, name, body, headers = markdown) =>
  server.fetch(`/api/v1/notes/${encodeURI(name)}`, { method: 'PUT', body, headers });
const papers = async (server) => (await server.get('/papers')).items.map((p) => p.key);

async function eventually(check, what) {
  const end = Date.now() + 5000;
  for (;;) {
    if (await check()) return;
    assert.ok(Date.now() < end, what);
    await new Promise((done) => setTimeout(done, 50));
  }
}

test('a note is put, replaced and deleted, and its facts follow', async () => {
  const server = await Server.start();
  assert.equal((await put(server, 'a/moco.md', MOCO)).status, 201);
  assert.deepEqual(await papers(server), ['arxiv:1911.05722']);
  assert.equal((await put(server, 'a/moco.md', MOCO.replace('1911.05722', '2002.05709'))).status, 200);
  assert.deepEqual(await papers(server), ['arxiv:2002.05709']);
  assert.equal((await server.fetch('/api/v1/notes/a/moco.md', { method: 'DELETE' })).status, 204);
  assert.deepEqual(await papers(server), []);
  assert.equal((await server.fetch('/api/v1/notes/a/moco.md')).status, 404);
  await server.stop();
});

test('a note shows as JSON, source and safe HTML', async () => {
  const server = await Server.start();
  await put(server, 'x.md', `${MOCO}\n<script>alert(1)</script>\n\n[bad](javascript:alert(1))\n`);
  assert.equal((await server.get('/notes/x.md')).path, 'x.md');
  assert.ok((await (await server.fetch('/api/v1/notes/x.md?format=md')).text()).startsWith('# SSL'));
  const html = await (await server.fetch('/api/v1/notes/x.md.html')).text();
  assert.match(html, /<mark class="evidence"[^>]*data-edges="e_/);
  assert.doesNotMatch(html, /<script|javascript:alert\(1\)"/);
  await server.stop();
});

test('a preview stores nothing', async () => {
  const server = await Server.start();
  const answer = await server.fetch('/api/v1/notes/preview', { method: 'POST', body: MOCO, headers: markdown });
  const document = await answer.json();
  assert.equal(document.papers[0].key, 'arxiv:1911.05722');
  assert.deepEqual(await papers(server), []);
  await server.stop();
});

test('writes from another site, of another type or under a bad name are refused', async () => {
  const server = await Server.start();
  const status = async (name, headers) => (await put(server, name, MOCO, headers)).status;
  assert.equal(await status('x.md', { ...markdown, Origin: 'http://evil.example' }), 403);
  assert.equal(await status('x.md', { ...markdown, 'Sec-Fetch-Site': 'cross-site' }), 403);
  assert.equal(await status('x.md', { 'Content-Type': 'application/x-www-form-urlencoded' }), 415);
  assert.equal(await status('x.exe', markdown), 400);
  assert.deepEqual(await papers(server), []);
  await server.stop();
});

test('a note that cannot be read keeps its last good facts', async () => {
  const server = await Server.start();
  await put(server, 'x.md', MOCO);
  const answer = await put(server, 'x.md', `${'> '.repeat(5000)}deep\n`);
  assert.equal(answer.status, 422);
  assert.equal((await answer.json()).code, 'bad-note');
  assert.deepEqual(await papers(server), ['arxiv:1911.05722']);
  await server.stop();
});

test('a watched folder is followed within a second', async () => {
  const notes = temporaryFolder();
  fs.writeFileSync(path.join(notes, 'one.md'), MOCO);
  const server = await Server.start({ notes, args: ['--watch'] });
  await eventually(async () => (await papers(server)).length === 1, 'the first note');
  fs.mkdirSync(path.join(notes, '数据'));
  fs.writeFileSync(path.join(notes, '数据', 'two.md'), MOCO.replace('1911.05722', '2002.05709'));
  const start = Date.now();
  await eventually(async () => (await papers(server)).length === 2, 'an added note');
  assert.ok(Date.now() - start < 1500, `took ${Date.now() - start} ms`);
  fs.renameSync(path.join(notes, 'one.md'), path.join(notes, 'renamed.md'));
  await eventually(async () => (await server.fetch('/api/v1/notes/renamed.md')).status === 200, 'a renamed note');
  fs.rmSync(path.join(notes, 'renamed.md'));
  await eventually(async () => (await papers(server)).length === 1, 'a deleted note');
  fs.writeFileSync(path.join(notes, '数据', 'two.md'), MOCO.replace('1911.05722', '2006.07733'));
  await eventually(async () => (await papers(server))[0] === 'arxiv:2006.07733', 'an edited note');
  await server.stop();
});

test('what was acknowledged is there after kill -9', async () => {
  const server = await Server.start();
  const acknowledged = [];
  for (let i = 0; i < 25; i++) {
    const answer = await put(server, `n${i}.md`, MOCO.replace('1911.05722', `1911.0${1000 + i}`));
    if (answer.ok) acknowledged.push(`n${i}.md`);
  }
  server.process.kill('SIGKILL');
  await server.exited;
  const again = await Server.start({ dataDir: server.dataDir });
  for (const name of acknowledged)
    assert.equal((await again.fetch(`/api/v1/notes/${name}`)).status, 200, name);
  assert.equal((await papers(again)).length, acknowledged.length);
  await again.stop();
});
