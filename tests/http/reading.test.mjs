/* Reading states: each person's own word about a paper, kept over all that happens to it, and asked for in questions. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { Server, binary, temporaryFolder } from './support/server.mjs';

const MOCO = 'Momentum Contrast for Unsupervised Visual Representation Learning';
const LONG = 'doi:10.1109/cvpr42600.2020.00975';
const A = `# Reading\n\n* [${MOCO}](https://arxiv.org/abs/1911.05722)\n  * contrastive learning with a queue\n`;
const B = '# Conference\n\n* [Momentum Contrast, the long version](https://doi.org/10.1109/CVPR42600.2020.00975)\n  * knowledge distillation\n';
const json = { 'Content-Type': 'application/json' };
const bearer = (secret) => ({ Authorization: `Bearer ${secret}` });

/** Somebody who asks. */
const as = (server, headers = {}) => {
  const send = (method, target, body) => server.fetch(`/api/v1${target}`,
    { method, headers: { ...headers, ...(body === undefined ? {} : json) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return {
    send,
    headers,
    async get(target) {
      const answer = await send('GET', target);
      assert.equal(answer.status, 200, target);
      return answer.json();
    },
    async say(paper, said) {
      const answer = await send('PUT', `/papers/${encodeURIComponent(paper)}/reading`, said);
      assert.equal(answer.status, 200, await answer.clone().text());
      return answer.json();
    },
    reading(paper) { return this.get(`/papers/${encodeURIComponent(paper)}/reading`); },
    async titles(query) { return (await this.get(`/papers?${query}`)).items.map((p) => p.title).sort(); },
  };
};
const put = async (server, path, text, headers = {}) => {
  const answer = await server.fetch(`/api/v1/notes/${path}`, { method: 'PUT', headers: { 'Content-Type': 'text/markdown', ...headers }, body: text });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
};
const token = (dataDir, name, rights) =>
  execFileSync(binary, ['token', 'create', name, '--rights', rights, '--data-dir', dataDir], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** An open library with two papers. */
const openLibrary = async (options = {}) => {
  const server = await Server.start(options);
  await put(server, 'a.md', A);
  await put(server, 'b.md', B);
  return { server, me: as(server) };
};

/** Two people in one library. */
const lab = async () => {
  const dataDir = temporaryFolder();
  const [li, zhang] = [token(dataDir, 'Li Na', 'curate'), token(dataDir, '张三', 'read')];
  const server = await Server.start({ dataDir });
  await put(server, 'a.md', A, bearer(li));
  await put(server, 'b.md', B, bearer(li));
  return { server, li: as(server, bearer(li)), zhang: as(server, bearer(zhang)) };
};

test('a state is said, changed, listed and forgotten', async () => {
  const { server, me } = await openLibrary();
  const nothing = { person: 'local', state: null, rating: null, note: null, changed_at: null, everybody: [] };
  assert.deepEqual(await me.reading('arxiv:1911.05722'), nothing);
  const said = await me.say('arxiv:1911.05722', { state: 'read', rating: 4, note: 'the queue' });
  assert.equal(said.person, 'local');
  const { everybody, ...mine } = await me.reading('arxiv:1911.05722');
  assert.deepEqual(mine, said);
  assert.deepEqual(everybody, [said]);
  const again = await me.say('arxiv:1911.05722', { state: 'reading' });
  assert.equal(again.rating, null);
  await me.say(LONG, { state: 'queued' });
  const { items, page } = await me.get('/reading');
  assert.deepEqual(items.map((i) => [i.key, i.state]), [[LONG, 'queued'], ['arxiv:1911.05722', 'reading']]);
  assert.equal(page.total, 2);
  assert.deepEqual((await me.get('/reading?state=queued')).items.map((i) => i.paper.key), [LONG]);
  const first = await me.get('/reading?limit=1');
  const second = await me.get(`/reading?limit=1&cursor=${first.page.next_cursor}`);
  assert.deepEqual([...first.items, ...second.items].map((i) => i.key), items.map((i) => i.key));
  assert.equal(second.page.next_cursor, null);
  assert.equal((await me.send('DELETE', `/papers/${encodeURIComponent(LONG)}/reading`)).status, 204);
  assert.equal((await me.send('DELETE', `/papers/${encodeURIComponent(LONG)}/reading`)).status, 204);
  assert.deepEqual(await me.reading(LONG), nothing);
  await server.stop();
});

test('what is wrong is named, in both languages', async () => {
  const { server, me } = await openLibrary();
  for (const [body, en, zh] of [
    [{ state: 'done' }, /\/state must be one of queued/, /\/state 须为/],
    [{}, /\/state/, /\/state/],
    [{ state: 'read', rating: 6 }, /\/rating .* 1 to 5/, /\/rating 须为 1 到 5/],
    [{ state: 'read', rating: '4' }, /\/rating/, /\/rating/],
    [{ state: 'read', note: 'x'.repeat(2001) }, /\/note/, /\/note/],
    [{ state: 'read', person: 'Li Na' }, /\/person is not known/, /\/person 无法识别/],
  ])
    for (const [language, expected] of [['en', en], ['zh', zh]]) {
      const answer = await as(server, { 'Accept-Language': language }).send('PUT', '/papers/arxiv:1911.05722/reading', body);
      assert.equal(answer.status, 422);
      assert.match((await answer.json()).detail, expected);
    }
  assert.equal((await me.send('PUT', '/papers/nonesuch/reading', { state: 'read' })).status, 404);
  assert.equal((await me.send('GET', '/reading?state=done')).status, 400);
  await server.stop();
});

test('a state stays with its paper: edits, a note that goes and comes back, a restart', async () => {
  const { server, me } = await openLibrary();
  await me.say('arxiv:1911.05722', { state: 'read', rating: 5 });
  await put(server, 'a.md', `${A}\nAnother line.\n`);
  assert.equal((await me.reading('arxiv:1911.05722')).rating, 5);
  await server.fetch('/api/v1/notes/a.md', { method: 'DELETE' });
  const [dormant] = (await me.get('/reading')).items;
  assert.deepEqual([dormant.paper, dormant.title, dormant.state], [null, MOCO, 'read']);
  assert.deepEqual(await me.titles('reading=read'), []);
  await put(server, 'c.md', `# Other\n\n* [${MOCO}](https://doi.org/10.1000/another) and https://arxiv.org/abs/1911.05722\n`);
  assert.deepEqual(await me.titles('reading=read&rating__gte=5'), [MOCO]);
  await server.stop();
  const later = await Server.start({ dataDir: server.dataDir });
  assert.deepEqual(await as(later).titles('reading=read'), [MOCO]);
  await later.stop();
});

test('after a merge the last word counts, after its revert each paper has its own', async () => {
  const { server, me } = await openLibrary();
  await me.say(LONG, { state: 'read', rating: 2 });
  await me.say('arxiv:1911.05722', { state: 'queued' });
  const merge = await (await me.send('POST', '/decisions', { kind: 'merge', paper: LONG, into: 'arxiv:1911.05722' })).json();
  assert.equal((await me.reading('arxiv:1911.05722')).state, 'queued');
  assert.equal((await me.get('/reading')).page.total, 1);
  assert.equal((await me.get('/papers?reading=read')).page.total, 0);
  await me.say('arxiv:1911.05722', { state: 'reading' });
  await me.send('POST', `/decisions/${merge.id}/revert`, {});
  assert.equal((await me.reading('arxiv:1911.05722')).state, 'reading');
  assert.deepEqual([(await me.reading(LONG)).state, (await me.reading(LONG)).rating], ['read', 2]);
  await server.stop();
});

test('questions know what is read, by whom, and what is open', async () => {
  const { server, li, zhang } = await lab();
  await li.say('arxiv:1911.05722', { state: 'read', rating: 4 });
  await zhang.say(LONG, { state: 'reading' });
  const long = (await li.get(`/papers/${encodeURIComponent(LONG)}`)).title;
  for (const [query, ofLi, ofZhang] of [
    ['reading=read', [MOCO], []],
    ['reading=unread', [long], [MOCO]],
    ['reading=unfinished', [long], [MOCO, long]],
    ['reading__in=reading,read', [MOCO], [long]],
    ['rating__gte=4', [MOCO], []],
    ['rating__exists=false', [long], [MOCO, long]],
    ['read_by=me', [MOCO], []],
    ['read_by=li%20na', [MOCO], [MOCO]],
    ['read_by__exists=true', [MOCO], [MOCO]],
  ]) {
    assert.deepEqual(await li.titles(query), ofLi.sort(), `Li Na: ${query}`);
    assert.deepEqual(await zhang.titles(query), ofZhang.sort(), `张三: ${query}`);
  }
  const { facets } = await zhang.get('/papers?facets=reading,read_by');
  assert.deepEqual(Object.fromEntries(facets.reading.values.map((v) => [v.value, v.count])), { unfinished: 2, unread: 1, reading: 1 });
  assert.deepEqual(facets.read_by.values, [{ value: 'Li Na', count: 1 }]);
  const [moco] = (await zhang.get('/papers?include=reading&read_by=Li%20Na')).items;
  assert.deepEqual(moco.included.reading.items.map((r) => [r.person, r.state, r.rating]), [['Li Na', 'read', 4]]);
  assert.deepEqual((await zhang.get('/reading?person=Li%20Na')).items.map((i) => i.title), [MOCO]);
  await server.stop();
});

test('a reader whom nobody knows is said to be unknown, and this lab is everybody', async () => {
  const { server, li, zhang } = await lab();
  await li.say('arxiv:1911.05722', { state: 'read' });
  const ask = (phrase) => zhang.get(`/query?q=${encodeURIComponent(phrase)}`);
  const codes = async (phrase) => (await ask(phrase)).warnings.map((w) => w.code);
  assert.deepEqual(await codes('papers read by Wang Wu'), ['unknown-person']);
  assert.deepEqual(await codes('王五读过的论文'), ['unknown-person']);
  assert.deepEqual(await codes('papers read by li na'), []);
  for (const phrase of ['papers read by this lab', '我们读过的论文']) {
    assert.deepEqual((await ask(phrase)).items.map((i) => i.title), [MOCO], phrase);
  }
  await server.stop();
});

test('no one is answered with what is another person\'s', async () => {
  const { server, li, zhang } = await lab();
  await li.say('arxiv:1911.05722', { state: 'read' });
  const target = '/papers?reading=read';
  const etags = [];
  // Twice, so that an answer that was kept would be sent.
  for (const [person, expected] of [[li, 1], [zhang, 0], [li, 1], [zhang, 0]]) {
    const answer = await person.send('GET', target);
    assert.equal((await answer.json()).page.total, expected);
    assert.match(answer.headers.get('cache-control'), /private/);
    assert.match(answer.headers.get('vary'), /Authorization, Cookie/);
    etags.push(answer.headers.get('etag'));
  }
  assert.equal(etags[0], etags[2]);
  assert.notEqual(etags[0], etags[1]);
  const conditional = async (person, etag) => (await as(server, { ...person.headers, 'If-None-Match': etag }).send('GET', target)).status;
  assert.equal(await conditional(li, etags[0]), 304);
  assert.equal(await conditional(zhang, etags[0]), 200);
  const shared = (await li.send('GET', '/papers')).headers;
  assert.equal(shared.get('etag'), (await zhang.send('GET', '/papers')).headers.get('etag'));
  assert.ok(!/private/.test(shared.get('cache-control')));
  await li.say('arxiv:1911.05722', { state: 'skipped' });
  assert.equal(await conditional(li, etags[0]), 200);
  await server.stop();
});

test('states and days are asked for in words, in both languages', async () => {
  const { server, li, zhang } = await lab();
  await li.say('arxiv:1911.05722', { state: 'read', rating: 4 });
  const ask = async (person, phrase) => (await person.get(`/query?q=${encodeURIComponent(phrase)}`)).page.total;
  for (const [phrase, ofLi, ofZhang] of [
    ['papers already read', 1, 0], ['已读的论文', 1, 0], ['unread papers', 1, 2], ['未读的论文', 1, 2], ['papers not finished', 1, 2],
    ['papers read by Li Na', 1, 1], ['Li Na读过的论文', 1, 1], ['我读过的论文', 1, 0], ['papers rated above 3', 1, 0], ['评分大于3的论文', 1, 0],
    ['papers new since yesterday', 2, 2], ['昨天以来新增的论文', 2, 2], ['papers added before yesterday', 0, 0],
  ]) {
    assert.equal(await ask(li, phrase), ofLi, `Li Na: ${phrase}`);
    assert.equal(await ask(zhang, phrase), ofZhang, `张三: ${phrase}`);
  }
  await server.stop();
});

test('a day that moves is reckoned anew each time', async () => {
  const { server, me } = await openLibrary();
  for (const [query, total] of [
    ['added_at__gte=yesterday', 2], ['added_at=today', 2], ['added_at__gte=7d', 2], ['added_at=last%20week', 0],
    [`added_at__gte=${encodeURIComponent('昨天')}`, 2], [`added_at__lt=${encodeURIComponent('上周')}`, 0], ['added_at__lt=today', 0],
  ]) {
    const answer = await me.send('GET', `/papers?${query}`);
    assert.equal((await answer.json()).page.total, total, query);
    assert.equal(answer.headers.get('etag'), null, query);
    assert.equal(answer.headers.get('cache-control'), 'no-store', query);
  }
  const { interpreted_as: understood } = await me.get(`/papers?added_at__gte=${encodeURIComponent('上星期')}`);
  assert.match(understood.url, /added_at__gte=last-week$/);
  assert.equal((await me.send('GET', '/papers?added_at__gte=someday')).status, 400);
  await server.stop();
});
