/* Answers that are sent again: the same bytes until something changes, and what belongs to one client only is
 * never sent to another. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Server } from './support/server.mjs';

let server;
before(async () => { server = await Server.start({ notes: 'tests/demo-notes' }); });
after(() => server.stop());

const read = async (target, headers = {}) => {
  const answer = await server.fetch(target, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test('an answer is the same the second time, but for the id of the request', async () => {
  const first = await read('/api/v1/papers?limit=3');
  const second = await read('/api/v1/papers?limit=3');
  assert.equal(second.text, first.text);
  for (const name of ['etag', 'link', 'content-type', 'vary', 'x-content-type-options', 'content-encoding'])
    assert.equal(second.headers.get(name), first.headers.get(name), name);
  assert.notEqual(second.headers.get('x-request-id'), first.headers.get('x-request-id'));
});

test('languages, encodings and known versions are kept apart', async () => {
  const target = '/api/v1/papers/MoCo/concepts?limit=30';
  const english = await read(target);
  const chinese = await read(target, { 'accept-language': 'zh' });
  assert.notEqual(chinese.headers.get('etag'), english.headers.get('etag'));
  assert.equal((await read(target)).text, english.text);
  assert.equal((await read(target, { 'accept-language': 'zh' })).text, chinese.text);
  assert.equal((await read(target, { 'accept-encoding': 'identity' })).headers.get('content-encoding'), null);
  assert.equal((await read(target, { 'if-none-match': english.headers.get('etag') })).status, 304);
});

test('a note asked for as text is not the JSON of before', async () => {
  const { items } = JSON.parse((await read('/api/v1/notes?limit=1')).text);
  const target = `/api/v1/notes/${items[0].path.split('/').map(encodeURIComponent).join('/')}`;
  for (let round = 0; round < 2; round++) {
    assert.match((await read(target)).headers.get('content-type'), /json/);
    assert.match((await read(target, { accept: 'text/markdown' })).headers.get('content-type'), /markdown/);
  }
});

test('a change shows at once', async () => {
  const own = await Server.start({});
  try {
    const total = async () => (await own.get('/papers')).page.total;
    for (let n = 1; n <= 3; n++) {
      assert.equal(await total(), n - 1);
      assert.equal(await total(), n - 1);
      const put = await own.fetch(`/api/v1/notes/n${n}.md`, { method: 'PUT', body: `# N\n\n- [A Study of ${n} Things](https://arxiv.org/abs/2001.0100${n})\n` });
      assert.ok(put.ok);
    }
    assert.equal(await total(), 3);
  } finally {
    await own.stop();
  }
});

test('checks of the request come before what is kept', async () => {
  await read('/api/v1/papers?limit=4');
  const wrong = await new Promise((done) => {
    import('node:http').then(({ default: http }) => http.get({ port: server.port, path: '/api/v1/papers?limit=4', headers: { host: 'evil.example' } }, (r) => { r.resume(); done(r.statusCode); }));
  });
  assert.equal(wrong, 421);
});

test('32 clients at once, while notes come in, all get whole answers', async () => {
  const targets = ['/papers?limit=20&sort=-year', '/concepts/contrastive-learning/papers', '/query?q=papers+linked+to+transformer',
    '/papers?q=learning&facets=year', '/concepts?sort=slug&limit=30', '/edges?limit=10', '/notes', '/papers?linked_to=meta-learning&hops=2'];
  let reading = true;
  const writer = (async () => {
    for (let n = 0; reading; n++)
      assert.ok((await server.fetch(`/api/v1/notes/extra${n % 5}.md`, { method: 'PUT', body: `# Extra ${n}\n\nAbout contrastive learning ${n}.\n` })).ok);
  })();
  const clients = Array.from({ length: 32 }, async (_, k) => {
    for (let i = 0; i < 12; i++) {
      const answer = await server.fetch(`/api/v1${targets[(i + k) % targets.length]}`);
      assert.equal(answer.status, 200);
      assert.ok(Array.isArray(JSON.parse(await answer.text()).items));
    }
  });
  await Promise.all(clients);
  reading = false;
  await writer;
});
