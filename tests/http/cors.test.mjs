/* Pages of other origins: nothing unless it is configured, then exactly the origins that are. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import http from 'node:http';
import test from 'node:test';
import { Server, binary, temporaryFolder } from './support/server.mjs';

/** fetch sends neither Origin nor Sec-Fetch-Site as one likes. */
const send = (server, method, target, headers, body) => new Promise((done, failed) => {
  const request = http.request(server.url + target, { method, headers, agent: false }, (answer) => {
    if (answer.headers['content-type']?.startsWith('text/event-stream')) answer.destroy();
    answer.resume().on('close', () => done(answer));
  }).on('error', failed);
  request.end(body);
});
const LAB = 'https://lab.example:8080';

test('without --cors-origin no header says anything, and writes from elsewhere are refused', async () => {
  const server = await Server.start();
  const answer = await send(server, 'GET', '/api/v1/stats', { Origin: LAB });
  assert.ok(!Object.keys(answer.headers).some((name) => name.startsWith('access-control')));
  const preflight = await send(server, 'OPTIONS', '/api/v1/notes/a.md', { Origin: LAB, 'Access-Control-Request-Method': 'PUT' });
  assert.equal(preflight.statusCode, 204);
  assert.match(preflight.headers.allow, /PUT/);
  assert.ok(!Object.keys(preflight.headers).some((name) => name.startsWith('access-control')));
  const write = await send(server, 'PUT', '/api/v1/notes/a.md', { Origin: LAB, 'Content-Type': 'text/markdown' }, '# A\n');
  assert.equal(write.statusCode, 403);
  await server.stop();
});

test('an origin that is configured may read and, with the rights, write; others may not', async () => {
  const server = await Server.start({ args: ['--cors-origin', `https://other.example, ${LAB}`] });
  for (const target of ['/api/v1/stats', '/api/v1/stats', '/api/v1/papers/nothing', '/api/v1/events']) {
    const answer = await send(server, 'GET', target, { Origin: LAB });
    assert.equal(answer.headers['access-control-allow-origin'], LAB, target);
    assert.match(answer.headers['access-control-expose-headers'], /ETag.*Link.*Content-Location/, target);
    assert.match(answer.headers.vary, /Origin/, target);
    assert.equal(answer.headers['access-control-allow-credentials'], undefined);
  }
  for (const origin of ['https://lab.example', 'https://lab.example:8080.evil.example', 'null']) {
    const answer = await send(server, 'GET', '/api/v1/stats', { Origin: origin });
    assert.equal(answer.headers['access-control-allow-origin'], undefined, origin);
    assert.match(answer.headers.vary, /Origin/, origin);
    const write = await send(server, 'PUT', '/api/v1/notes/a.md', { Origin: origin, 'Content-Type': 'text/markdown' }, '# A\n');
    assert.equal(write.statusCode, 403, origin);
  }
  const preflight = await send(server, 'OPTIONS', '/api/v1/notes/a.md', { Origin: LAB, 'Access-Control-Request-Method': 'PUT' });
  assert.equal(preflight.statusCode, 204);
  assert.equal(preflight.headers['access-control-allow-origin'], LAB);
  assert.match(preflight.headers['access-control-allow-methods'], /PUT/);
  assert.match(preflight.headers['access-control-allow-headers'], /Authorization/);
  assert.equal(preflight.headers['access-control-max-age'], '600');
  const write = await send(server, 'PUT', '/api/v1/notes/a.md',
    { Origin: LAB, 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'text/markdown' }, '# A\n');
  assert.equal(write.statusCode, 201);
  await server.stop();
});

test('what is no origin is refused at the start', () => {
  for (const wrong of ['lab.example', 'https://lab.example/', 'ftp://lab.example']) {
    const run = spawnSync(binary, ['serve', '--data-dir', temporaryFolder(), '--port', '0', '--cors-origin', wrong], { encoding: 'utf8', timeout: 20000 });
    assert.notEqual(run.status, 0, wrong);
    assert.match(run.stderr, /--cors-origin takes origins/, wrong);
  }
});
