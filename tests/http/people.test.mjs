/* Tokens, rights, sessions and the audit log: who may do what, and that no secret is kept. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Server, binary, temporaryFolder } from './support/server.mjs';

const token = (dataDir, name, rights, ...more) =>
  execFileSync(binary, ['token', 'create', name, '--rights', rights, '--data-dir', dataDir, ...more],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

const bearer = (secret) => ({ Authorization: `Bearer ${secret}` });
const json = { 'Content-Type': 'application/json' };
const NOTE = '# SSL\n\n* [MoCo](https://arxiv.org/abs/1911.05722)\n';

/** A library with one token of each kind. */
async function closedLibrary(args = []) {
  const dataDir = temporaryFolder();
  const secrets = Object.fromEntries(['read', 'curate', 'admin'].map((rights) => [rights, token(dataDir, `a ${rights}er`, rights)]));
  const server = await Server.start({ dataDir, args });
  const call = (method, target, headers = {}, body) =>
    server.fetch(`/api/v1${target}`, { method, headers, ...(body === undefined ? {} : { body }) });
  return { server, secrets, call };
}

test('without a token the library is open, and says so', async () => {
  const server = await Server.start();
  assert.deepEqual(await server.get('/me'), { name: 'local', token: null, rights: 'admin', open: true });
  const answer = await server.fetch('/api/v1/session', { method: 'POST', headers: json, body: '{"token":"x"}' });
  assert.equal(answer.status, 409);
  await server.stop();
});

test('every route asks for its rights', async () => {
  const { server, secrets, call } = await closedLibrary();
  const levels = ['open', 'read', 'curate', 'admin'];
  const needs = { 'GET /stats': 'read', 'GET /papers': 'read', 'PUT /notes/a.md': 'curate', 'DELETE /notes/a.md': 'curate',
    'GET /tokens': 'admin', 'GET /audit': 'admin', 'GET /me': 'open' };
  for (const [route, needed] of Object.entries(needs)) {
    const [method, target] = route.split(' ');
    const body = method === 'PUT' ? NOTE : undefined;
    const type = method === 'PUT' ? { 'Content-Type': 'text/markdown' } : {};
    const bare = await call(method, target, type, body);
    assert.equal(bare.status === 401, needed !== 'open', `${route} without a token: ${bare.status}`);
    for (const rights of ['read', 'curate', 'admin']) {
      const answer = await call(method, target, { ...type, ...bearer(secrets[rights]) }, body);
      const isEnough = levels.indexOf(rights) >= levels.indexOf(needed);
      assert.equal(answer.status === 403, !isEnough, `${route} with ${rights}: ${answer.status}`);
      assert.ok(!isEnough || answer.ok || answer.status === 404, `${route} with ${rights}: ${answer.status}`);
    }
  }
  await server.stop();
});

test('no route of the table but the open ones answers a stranger', async () => {
  const { server, call } = await closedLibrary();
  const { routes } = await server.get('');
  const open = new Set(['root.show', 'health.show', 'ready.show', 'me.show', 'session.create', 'session.delete']);
  for (const route of routes.filter((r) => r.path.startsWith('/api/v1') && !open.has(r.name))) {
    const target = route.path.replace('/api/v1', '').replaceAll(/\{[^}]+\}/g, 'x');
    const headers = { 'Content-Type': target.includes('notes') ? 'text/markdown' : 'application/json' };
    const body = ['POST', 'PUT', 'PATCH'].includes(route.method) ? '{}' : undefined;
    const answer = await call(route.method, target, headers, body);
    assert.equal(answer.status, 401, `${route.method} ${route.path}`);
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/);
  }
  await server.stop();
});

test('wrong, malformed, revoked and expired tokens are refused alike; a member is never locked out', async () => {
  const dataDir = temporaryFolder();
  const admin = token(dataDir, 'admin', 'admin');
  const gone = token(dataDir, 'gone', 'read');
  execFileSync(binary, ['token', 'revoke', `t_${gone.split('_')[1]}`, '--data-dir', dataDir]);
  assert.match(spawnSync(binary, ['token', 'create', 'late', '--expires', '2001-01-01', '--data-dir', dataDir], { encoding: 'utf8' }).stderr, /over before/);
  const server = await Server.start({ dataDir });
  const wrong = [gone, 'x', '', `${admin}0`, admin.replace(/.$/, (c) => (c === '0' ? '1' : '0')), `ps_${'0'.repeat(12)}_${'0'.repeat(64)}`];
  const texts = new Set();
  for (const secret of wrong) {
    const answer = await server.fetch('/api/v1/stats', { headers: bearer(secret) });
    assert.equal(answer.status, 401, secret);
    texts.add((await answer.json()).detail);
  }
  assert.equal(texts.size, 1);
  const statuses = [];
  for (let i = 0; i < 30; i++) statuses.push((await server.fetch('/api/v1/stats', { headers: bearer('guess') })).status);
  assert.equal(statuses.at(-1), 429);
  assert.equal((await server.fetch('/api/v1/stats', { headers: bearer('guess') })).headers.get('retry-after'), '60');
  assert.equal((await server.fetch('/api/v1/stats', { headers: bearer(admin) })).status, 200);
  await server.stop();
});

test('a browser signs in, writes with its cookie, and signs out; other sites cannot use it', async () => {
  const { server, secrets, call } = await closedLibrary();
  const signedIn = await call('POST', '/session', json, JSON.stringify({ token: secrets.curate }));
  assert.equal(signedIn.status, 201);
  const cookie = signedIn.headers.get('set-cookie');
  assert.match(cookie, /^paperstack=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
  const mine = { Cookie: cookie.split(';')[0] };
  assert.equal((await (await call('GET', '/me', mine)).json()).name, 'a curateer');
  const markdown = { 'Content-Type': 'text/markdown', ...mine };
  assert.equal((await call('PUT', '/notes/a.md', markdown, NOTE)).status, 201);
  assert.equal((await call('PUT', '/notes/a.md', { ...markdown, 'Content-Type': 'text/plain' }, NOTE)).status, 415);
  assert.equal((await call('PUT', '/notes/a.md', { ...markdown, Origin: 'http://evil.example' }, NOTE)).status, 403);
  assert.equal((await call('PUT', '/notes/a.md', { ...markdown, 'Sec-Fetch-Site': 'cross-site' }, NOTE)).status, 403);
  assert.equal((await call('GET', '/tokens', mine)).status, 403);
  assert.equal((await call('DELETE', '/session', mine)).status, 204);
  assert.equal((await call('GET', '/stats', mine)).status, 401);
  assert.equal((await call('POST', '/session', { ...json, ...mine }, JSON.stringify({ token: secrets.read }))).status, 201);
  await server.stop();
});

test('behind TLS the cookie is for TLS and this host only', async () => {
  const { server, secrets, call } = await closedLibrary(['--behind-tls']);
  const answer = await call('POST', '/session', json, JSON.stringify({ token: secrets.read }));
  assert.match(answer.headers.get('set-cookie'), /^__Host-paperstack=.*; Secure$/);
  await server.stop();
});

test('a revoked token and its sessions end at once', async () => {
  const { server, secrets, call } = await closedLibrary();
  const made = await (await call('POST', '/tokens', { ...json, ...bearer(secrets.admin) },
    '{"name":"李雷","rights":"read","expires":"2999-01-31"}')).json();
  assert.match(made.secret, /^ps_[0-9a-f]{12}_[0-9a-f]{64}$/);
  assert.equal(made.expires_at, '2999-01-31T00:00:00.000Z');
  const signedIn = await call('POST', '/session', json, JSON.stringify({ token: made.secret }));
  const cookie = { Cookie: signedIn.headers.get('set-cookie').split(';')[0] };
  assert.equal((await call('GET', '/stats', cookie)).status, 200);
  assert.equal((await call('DELETE', `/tokens/${made.id}`, bearer(secrets.admin))).status, 204);
  assert.equal((await call('GET', '/stats', cookie)).status, 401);
  assert.equal((await call('GET', '/stats', bearer(made.secret))).status, 401);
  assert.equal((await call('DELETE', `/tokens/${made.id}`, bearer(secrets.admin))).status, 404);
  const listed = await (await call('GET', '/tokens', bearer(secrets.admin))).json();
  assert.equal(listed.items.find((t) => t.id === made.id).name, '李雷');
  assert.ok(!JSON.stringify(listed).includes(made.secret.split('_')[2]));
  await server.stop();
});

test('what a token is asked for is checked and named', async () => {
  const { server, secrets, call } = await closedLibrary();
  const rows = [
    ['{"name":"x","rights":"write"}', 422, /read, curate or admin/],
    ['{"name":"","rights":"read"}', 422, /1 to 100 bytes/],
    ['{"name":"x","rights":"read","expires":"2999-02-30"}', 422, /such as 2027-01-31/],
    ['{"rights":"read"}', 422, /\/name must be a text/],
    ['{"name":', 400, /Line 1/],
    ['[]', 422, /object/],
  ];
  for (const [body, status, message] of rows) {
    const answer = await call('POST', '/tokens', { ...json, ...bearer(secrets.admin) }, body);
    assert.equal(answer.status, status, body);
    assert.match((await answer.json()).detail, message);
  }
  await server.stop();
});

test('the audit log says who changed what, and a session outlives a restart', async () => {
  const { server, secrets, call } = await closedLibrary();
  await call('PUT', '/notes/a.md', { 'Content-Type': 'text/markdown', ...bearer(secrets.curate) }, NOTE);
  const signedIn = await call('POST', '/session', json, JSON.stringify({ token: secrets.admin }));
  const cookie = { Cookie: signedIn.headers.get('set-cookie').split(';')[0] };
  await server.stop();
  const again = await Server.start({ dataDir: server.dataDir });
  const log = await (await again.fetch('/api/v1/audit', { headers: cookie })).json();
  assert.deepEqual(log.items.map((row) => [row.person, row.action, row.status]),
    [['a adminer', 'session.create', 201], ['a curateer', 'notes.put', 201]]);
  assert.equal(log.items[1].target, '/api/v1/notes/a.md');
  await again.stop();
});

test('no secret stands in the data folder or in the log', async () => {
  const { server, secrets, call } = await closedLibrary(['--log-level', 'debug']);
  const signedIn = await call('POST', '/session', json, JSON.stringify({ token: secrets.admin }));
  const session = signedIn.headers.get('set-cookie').split(/[=;]/)[1];
  await call('GET', '/stats', bearer(secrets.read));
  const places = fs.readdirSync(server.dataDir).map((name) => fs.readFileSync(path.join(server.dataDir, name), 'latin1'));
  for (const secret of [...Object.values(secrets).map((s) => s.split('_')[2]), session])
    assert.ok(![...places, server.log].some((text) => text.includes(secret)));
  await server.stop();
});

test('another address than loopback needs a token, or one is written at the first start', async () => {
  const dataDir = temporaryFolder();
  const first = path.join(temporaryFolder(), 'first-token');
  const refused = spawnSync(binary, ['serve', '--data-dir', dataDir, '--address', '0.0.0.0', '--port', '0'], { encoding: 'utf8' });
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /token create/);
  const server = await Server.start({ dataDir, args: ['--first-token', first] });
  const secret = fs.readFileSync(first, 'utf8').trim();
  assert.equal(fs.statSync(first).mode & 0o777, 0o600);
  assert.equal((await server.fetch('/api/v1/tokens', { headers: bearer(secret) })).status, 200);
  assert.equal((await server.fetch('/api/v1/stats')).status, 401);
  await server.stop();
  const again = await Server.start({ dataDir, args: ['--first-token', first] });
  assert.equal(fs.readFileSync(first, 'utf8').trim(), secret);
  await again.stop();
});
