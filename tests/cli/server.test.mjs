/* Commands that ask a server that runs: the answers are those of the data folder, and what is wrong with the
 * address is said. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { ok, run, serve, start, temporaryFolder } from './support/run.mjs';

const data = temporaryFolder();
let server;
before(async () => {
  ok('import', '--data-dir', data, 'tests/demo-notes');
  server = await serve('--data-dir', data);
  while (run(['healthcheck', '--port', new URL(server.url).port]).status !== 0) await new Promise((done) => setTimeout(done, 50));
});
after(() => server.stop());

/** Something on a port of the loopback address, and what it was asked. @param {http.RequestListener} answer */
async function pretend(t, answer) {
  const asked = [];
  const fake = http.createServer((request, response) => { asked.push(request); answer(request, response); });
  await new Promise((done) => fake.listen(0, '127.0.0.1', done));
  t.after(() => { fake.closeAllConnections(); fake.close(); });
  return { url: `http://127.0.0.1:${fake.address().port}`, asked };
}

/** For servers of this process, which run() would hold up. */
async function ask(args, env) {
  const result = await start(args, env).ended;
  assert.ok(!/Sanitizer|runtime error/.test(result.err), result.err);
  return result;
}

const json = (response, status, body, headers = {}) =>
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));

const questions = [
  ['query', 'papers linked to contrastive learning', '-n', '5'],
  ['query', '--json', '-n', '300', 'concepts'],
  ['query', '--csv', '--fields', 'key,year', '与对比学习相关的论文'],
  ['query', '--jsonl', '-n', '3', 'papers'],
  ['query', '--fail-empty', 'papers since 2199'],
  ['query', 'papers since'],
  ['query', 'papers linked to contrastiv lerning'],
  ['search', 'momentum encoder'],
  ['search', '--type', 'nothing', 'encoder'],
  ['show', 'MoCo'],
  ['show', '--json', '对比学习'],
  ['show', 'rl/RL_paper_list.md'],
  ['show', 'Attention Is Al You Need'],
  ['path', 'MAML', 'DARTS'],
  ['path', 'MAML', 'nobody knows this'],
  ['similar', '--csv', 'MoCo'],
  ['stats'],
  ['stats', '--json', '--fields', 'notes'],
];

test('a server answers what the data folder answers, with the same exit code', () => {
  for (const question of questions) {
    const here = run([...question, '--data-dir', data]);
    assert.deepEqual(run([...question, '--url', server.url]), here, question.join(' '));
    assert.deepEqual(run(question, { env: { PAPERSTACK_URL: `${server.url}/` } }), here, question.join(' '));
  }
  assert.equal(run(['show', '--url', server.url, 'nobody knows this']).status, 3);
});

test('what is no address is a mistake of the command line', () => {
  for (const url of ['localhost:8765', 'ftp://127.0.0.1/', 'http://', 'http://me:secret@127.0.0.1:1', `${server.url}/?a=b`]) {
    const { status, err } = run(['stats', '--url', url]);
    assert.equal(status, 2, url);
    assert.match(err, /--url takes the address of a server, such as http:\/\/127\.0\.0\.1:8765/);
  }
});

test('where nothing answers, the message says what to do', async (t) => {
  const gone = await pretend(t, () => {});
  const silent = await ask(['stats', '--url', gone.url, '--timeout', '1']);
  assert.equal(silent.status, 7);
  assert.match(silent.err, /did not answer within 1 s; --timeout/);
  const { status, err } = run(['stats', '--url', 'http://127.0.0.1:1']);
  assert.equal(status, 7);
  assert.match(err, /No server answers at http:\/\/127\.0\.0\.1:1\. Start one with paperstack serve/);
});

test('what answers but is no paperstack is named', async (t) => {
  const page = (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>');
  for (const answer of [page, (_, r) => json(r, 404, { error: 'no' }), (_, r) => json(r, 200, ['list']), (_, r) => r.writeHead(502).end()]) {
    const { url } = await pretend(t, answer);
    const { status, err, out } = await ask(['stats', '--url', url]);
    assert.equal(status, 7);
    assert.match(err, new RegExp(`What answers at ${url} is no paperstack \\(HTTP \\d+, .+\\)`));
    assert.equal(out, '');
  }
});

test('a refusal is shown by its detail, with the nearest name', async (t) => {
  const { url } = await pretend(t, (_, r) =>
    json(r, 422, { code: 'unknown-concept', detail: 'No such\x1b[31m name.\u009b', errors: [{ suggestion: 'this one' }] }));
  const { status, err } = await ask(['show', '--url', url, 'x']);
  assert.equal(status, 3);
  assert.equal(err, 'paperstack: No such [31m name.  Did you mean "this one"?\n');
});

test('a token comes from the environment or a file, never from the command line', async (t) => {
  const lab = temporaryFolder();
  const token = ok('token', 'create', 'a script', '--data-dir', lab).trim();
  const guarded = await serve('--data-dir', lab);
  t.after(() => guarded.stop());
  const without = run(['stats', '--url', guarded.url]);
  assert.equal(without.status, 6);
  assert.match(without.err, /needs a token\. Set PAPERSTACK_TOKEN, or say --token-file FILE/);
  const wrong = run(['stats', '--url', guarded.url], { env: { PAPERSTACK_TOKEN: 'ps_wrong' } });
  assert.equal(wrong.status, 6);
  assert.match(wrong.err, /does not accept this token/);
  assert.equal(run(['stats', '--url', guarded.url], { env: { PAPERSTACK_TOKEN: token } }).status, 0);

  const file = path.join(lab, 'token');
  fs.writeFileSync(file, `${token}\n`);
  assert.equal(run(['stats', '--url', guarded.url, '--token-file', file], { env: { PAPERSTACK_TOKEN: 'ps_wrong' } }).status, 0);
  for (const [text, message] of [['', /is empty/], ['a b', /does not hold a token/], ['a\r\nX-Forged: 1', /does not hold a token/]]) {
    fs.writeFileSync(file, text);
    const { status, err } = run(['stats', '--url', guarded.url, '--token-file', file]);
    assert.equal(status, 2, text);
    assert.match(err, message);
  }
  assert.equal(run(['stats', '--url', guarded.url, '--token-file', '/nowhere']).status, 2);
});

test('a thing that moved is followed, and nothing goes to another host', async (t) => {
  const moved = await pretend(t, (request, response) => (request.url === '/lab/api/v1/stats'
    ? json(response, 308, {}, { Location: '/lab/api/v1/elsewhere' })
    : json(response, 200, { notes: 7 })));
  const followed = await ask(['stats', '--url', `${moved.url}/lab/`], { PAPERSTACK_TOKEN: 'ps_mine' });
  assert.equal(followed.out, 'notes\t7\n');
  assert.deepEqual(moved.asked.map((request) => [request.url, request.headers.authorization]),
    [['/lab/api/v1/stats', 'Bearer ps_mine'], ['/lab/api/v1/elsewhere', 'Bearer ps_mine']]);

  const other = await pretend(t, (_, response) => json(response, 200, {}));
  const sender = await pretend(t, (request, response) => json(response, 308, {}, { Location: other.url + request.url }));
  const sent = await ask(['stats', '--url', sender.url], { PAPERSTACK_TOKEN: 'ps_mine' });
  assert.equal(sent.status, 7);
  assert.match(sent.err, /sends us on to/);
  assert.equal(other.asked.length, 0);

  const round = await pretend(t, (_, response) => json(response, 308, {}, { Location: '/api/v1/stats' }));
  assert.match((await ask(['stats', '--url', round.url])).err, /round in a circle/);
});

test('a proxy is not asked for this machine', async (t) => {
  const proxy = await pretend(t, (_, response) => json(response, 200, {}));
  const env = { http_proxy: proxy.url, HTTP_PROXY: proxy.url, all_proxy: proxy.url, no_proxy: '', NO_PROXY: '' };
  for (const host of ['127.0.0.1', 'localhost', '127.1.2.3']) await ask(['stats', '--url', server.url.replace('127.0.0.1', host)], env);
  assert.equal(proxy.asked.length, 0);
  await ask(['stats', '--url', 'http://lab.example'], env);
  assert.equal(proxy.asked.length, 1, 'the proxy of the environment serves other hosts');
});
