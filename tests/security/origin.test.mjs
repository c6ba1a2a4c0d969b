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
const concrete = (path) => path.replace(/\{path\}/g, 'no-such-note.md').replace(/\{[^}]*\}/g, 'no-such-thing').replace(/\*/g, 'x');

test('every route, from every kind of page', async (t) => {
  const server = await Server.start({ notes: 'tests/demo-notes/gan' });
  t.after(() => server.process.kill('SIGKILL'));
  const { routes } = await server.get('');
  const own = `127.0.0.1:${server.port}`;
  const hosts = [own, 'evil.example', `evil.example:${server.port}`];
  const origins = [undefined, `http://${own}`, 'https://evil.example', 'null'];
  const sites = [undefined, 'same-origin', 'cross-site', 'same-site'];
  const before = await server.get('/stats');
  const wrong = [];
  let asked = 0;
  for (const { method, path } of routes) {
    for (const host of hosts) for (const origin of origins) for (const site of sites) {
      if (host !== own && (origin || site)) continue; // one refusal is enough
      for (const type of WRITES.has(method) ? ['application/json', 'text/plain', undefined] : [undefined]) {
        const headers = { host, ...(origin && { origin }), ...(site && { 'sec-fetch-site': site }), ...(type && { 'content-type': type, 'content-length': 2 }) };
        const { status, headers: answer } = await ask(server.port, method, concrete(path), headers);
        const what = `${method} ${path} ${JSON.stringify(headers)}: ${status}`;
        const foreign = (origin && origin !== `http://${own}`) || site === 'cross-site' || site === 'same-site';
        asked += 1;
        if (host !== own && status !== 421) wrong.push(what);
        if (host === own && WRITES.has(method) && foreign && status !== 403) wrong.push(what);
        if (status >= 500) wrong.push(what);
        if (Object.keys(answer).some((name) => name.startsWith('access-control-'))) wrong.push(`${what}: ${JSON.stringify(answer)}`);
        if (!/default-src 'none'/.test(answer['content-security-policy'] ?? '')) wrong.push(`${what}: no policy`);
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(routes.length > 30 && asked > 1000, `${asked} requests over ${routes.length} routes`);
  const { graph_version: same } = await server.get('/stats');
  assert.equal(same, before.graph_version, 'something was changed');
  console.log(`# bar 8: ${asked} requests over ${routes.length} routes, 0 wrong`);
  await server.stop();
});
