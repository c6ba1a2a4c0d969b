/* Bar 8: every route of the table x Host x Origin x Sec-Fetch-Site x content type: a foreign Host is never answered,
 * no page of another site changes anything, and no answer lets another site read it. A new route is in it by being
 * in the table. */
import assert from 'node:assert/strict';
import http from 'node:http';
import test from 'node:test';
import { Server } from '../http/support/server.mjs';

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

/** fetch() chooses Host and Origin by itself, so this does not. */
const ask = (port, method, path, headers) => new Promise((done, fail) => {
  const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
    const isStream = /event-stream/.test(answer.headers['content-type'] ?? '');
    if (isStream) answer.destroy();
    else answer.resume();
    const end = () => done({ status: answer.statusCode, headers: answer.headers });
    answer.on(isStream ? 'close' : 'end', end);
  });
  request.on('error', fail);
  request.end(headers['content-type'] ? '{}' : undefined);
});

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const concrete = (path) => path.replace(/\{path\*?\}/g, 'no-such-note.md').replace(/\{[^}]*\}/g, 'no-such-thing');

/** All requests of the matrix, those of foreign pages first. */
function matrix(routes, own) {
  const foreign = [], ours = [];
  for (const { method, path } of routes)
    for (const host of [own, 'evil.example', `evil.example:${own.split(':')[1]}`])
      for (const origin of [undefined, `http://${own}`, 'https://evil.example', 'null'])
        for (const site of [undefined, 'same-origin', 'cross-site', 'same-site'])
          for (const type of WRITES.has(method) ? ['application/json', 'text/plain', undefined] : [undefined]) {
            if (host !== own && (origin || site)) continue; // one refusal is enough
            const isForeign = (origin && origin !== `http://${own}`) || site === 'cross-site' || site === 'same-site';
            const headers = { host, ...(origin && { origin }), ...(site && { 'sec-fetch-site': site }), ...(type && { 'content-type': type, 'content-length': 2 }) };
            const due = host !== own ? 421 : isForeign && WRITES.has(method) ? 403 : null;
            (due ? foreign : ours).push({ method, path: concrete(path), headers, due });
          }
  return { foreign, ours };
}

/** @returns {Promise<string[]>} what is wrong */
async function askAll(port, requests) {
  const wrong = [];
  for (const { method, path, headers, due } of requests) {
    const { status, headers: answer } = await ask(port, method, path, headers);
    const what = `${method} ${path} ${JSON.stringify(headers)}: ${status}`;
    if (due ? status !== due : status >= 500 || status === 421) wrong.push(what);
    if (Object.keys(answer).some((name) => name.startsWith('access-control-'))) wrong.push(`${what}: ${JSON.stringify(answer)}`);
    if (!/default-src 'none'/.test(answer['content-security-policy'] ?? '')) wrong.push(`${what}: no policy`);
  }
  return wrong;
}

test('every route, from every kind of page', async (t) => {
  const server = await Server.start({ notes: 'tests/demo-notes/gan' });
  t.after(() => server.process.kill('SIGKILL'));
  const { routes } = await server.get('');
  const { foreign, ours } = matrix(routes, `127.0.0.1:${server.port}`);
  const { graph_version: before } = await server.get('/stats');
  assert.deepEqual(await askAll(server.port, foreign), []);
  assert.equal((await server.get('/stats')).graph_version, before, 'a foreign page changed something');
  assert.deepEqual(await askAll(server.port, ours), []);
  assert.ok(routes.length > 30 && foreign.length > 500, `${foreign.length} requests over ${routes.length} routes`);
  console.log(`# bar 8: ${foreign.length + ours.length} requests over ${routes.length} routes, 0 wrong`);
  await server.stop();
});
