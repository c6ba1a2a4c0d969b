/* Many notes at once: as files of a form and as JSON; one bad file spoils nothing; broken bodies are named. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Server } from './support/server.mjs';

const json = { 'Content-Type': 'application/json' };
const post = (server, body, headers = {}) => server.fetch('/api/v1/notes', { method: 'POST', body, headers });
const moco = '# MoCo\n\n* [MoCo](https://arxiv.org/abs/1911.05722)\n';
const simclr = '# 对比学习\n\n* [SimCLR](https://arxiv.org/abs/2002.05709)\n';
const outcomes = (answer) => answer.items.map((row) => `${row.path} ${row.outcome}`);

test('files of a form are taken in, each with its row', async () => {
  const server = await Server.start();
  const form = new FormData();
  form.append('note', new Blob([moco]), 'reading/moco.md');
  form.append('comment', 'a plain field is no file');
  form.append('note', new Blob([simclr]), '对比 "学习".md');
  form.append('note', new Blob(['x']), 'picture.png');
  const answer = await post(server, form);
  assert.equal(answer.status, 200);
  const body = await answer.json();
  assert.deepEqual(outcomes(body), ['reading/moco.md added', '对比 %22学习%22.md added', 'picture.png failed']);
  assert.match(body.items[2].problem, /\.md/);
  assert.deepEqual([body.counts.added, body.counts.failed], [2, 1]);
  const source = await server.fetch('/api/v1/notes/reading/moco.md?format=md');
  assert.equal(await source.text(), moco);
  await server.stop();
});

test('a JSON array does the same; again it is unchanged; a path twice counts once', async () => {
  const server = await Server.start();
  const notes = [{ path: 'a.md', text: moco }, { path: 'b.md', text: simclr }, { path: 'a.md', text: '# Other\n' },
    { path: '../c.md', text: moco }, { path: 'big.md', text: 'x'.repeat((2 << 20) + 1) }];
  const first = await (await post(server, JSON.stringify(notes), json)).json();
  assert.deepEqual(outcomes(first), ['a.md added', 'b.md added', 'a.md failed', '../c.md failed', 'big.md failed']);
  const again = await (await post(server, JSON.stringify(notes.slice(0, 2)), json)).json();
  assert.deepEqual(outcomes(again), ['a.md unchanged', 'b.md unchanged']);
  assert.equal((await server.get('/stats')).notes, 2);
  assert.equal(await (await server.fetch('/api/v1/notes/a.md?format=md')).text(), moco);
  await server.stop();
});

test('bodies that are not what they say are refused, with the reason', async () => {
  const server = await Server.start();
  const form = { 'Content-Type': 'multipart/form-data; boundary=XX' };
  const part = '--XX\r\nContent-Disposition: form-data; name="f"; filename="a.md"\r\n\r\n# A\r\n';
  const cases = [
    [part, form, 400, /does not end/], ['hello', form, 400, /does not begin/], ['--XXyy', form, 400, /line break/],
    ['--XX\r\nno headers', form, 400, /headers/], ['--XX\r\nX: y\r\n\r\nz\r\n--XX--', form, 400, /Content-Disposition/],
    ['--XX--', form, 422, /no file/], [part, { 'Content-Type': 'multipart/form-data' }, 400, /boundary/],
    [part, { 'Content-Type': `multipart/form-data; boundary=${'y'.repeat(71)}` }, 400, /boundary/],
    ['{"path":1}', json, 422, /array/], ['[{"path":"a.md"}]', json, 422, /\/0 must/], ['[', json, 400, /Line 1/],
    ['[]', json, 422, /no file/], ['# A', { 'Content-Type': 'text/markdown' }, 415, /PUT/],
    [`[${'{},'.repeat(30000)}{}]`, json, 413, /items/],
    [JSON.stringify(Array.from({ length: 501 }, (_, i) => ({ path: `${i}.md`, text: '' }))), json, 413, /501 files/],
  ];
  for (const [body, headers, status, detail] of cases) {
    const answer = await post(server, body, headers);
    assert.equal(answer.status, status, body.slice(0, 40));
    assert.match((await answer.json()).detail, detail, body.slice(0, 40));
  }
  assert.equal((await server.get('/stats')).notes, 0);
  const fine = await post(server, `${part}--XX--\r\n`, { 'Content-Type': 'multipart/form-data; charset=utf-8; boundary="XX"' });
  assert.deepEqual(outcomes(await fine.json()), ['a.md added']);
  assert.equal(await (await server.fetch('/api/v1/notes/a.md?format=md')).text(), '# A');
  await server.stop();
});

test('a note by its id has a source and a page', async () => {
  const server = await Server.start();
  await post(server, JSON.stringify([{ path: 'reading/moco.md', text: moco }]), json);
  const { id } = await server.get('/notes/reading/moco.md');
  for (const [name, type] of [[`${id}.md`, 'text/markdown'], [`${id}.html`, 'text/html'], ['reading/moco.html', 'text/html'],
    ['reading/moco.md.html', 'text/html'], [id, 'application/json']]) {
    const answer = await server.fetch(`/api/v1/notes/${name}`);
    assert.equal(answer.status, 200, name);
    assert.ok(answer.headers.get('content-type').startsWith(type), name);
    assert.equal(answer.headers.get('content-location'), '/api/v1/notes/reading/moco.md');
  }
  await server.stop();
});
