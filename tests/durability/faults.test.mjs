/* A fault of the machine gives a named error, never a wrong answer and never a loss; reading goes on; when it is
 * lifted the service writes again by itself. Each fault meets each kind of request. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { binary, Server } from '../http/support/server.mjs';
import { faults } from './support/faults.mjs';
import { Ledger } from './support/ledger.mjs';

const READ_MS = 500;
const json = { 'content-type': 'application/json' }, markdown = { 'content-type': 'text/markdown' };
const MOCO = '# Reading\n\n- [MoCo](https://arxiv.org/abs/1911.05722) uses contrastive learning.\n';

const writes = {
  'a note': ['PUT', '/notes/fault/new.md', markdown, '# New\n\n- [CPC](https://arxiv.org/abs/1807.03748)\n'],
  'an edited note': ['PUT', '/notes/fault/moco.md', markdown, `${MOCO}\nOne line more.\n`],
  'a deleted note': ['DELETE', '/notes/fault/moco.md', {}, undefined],
  'several notes': ['POST', '/notes', json, JSON.stringify([{ path: 'fault/a.md', text: '# A\n' }, { path: 'fault/b.md', text: '# B\n' }])],
  'a decision': ['POST', '/decisions', json, JSON.stringify({ kind: 'rename', concept: 'contrastive-learning', label: { en: 'contrasting' } })],
};
const reads = ['/papers', '/papers/arxiv:1911.05722', '/search?q=contrastive', '/query?q=papers%20linked%20to%20contrastive%20learning', '/notes/fault/moco.md'];
const NAMED = new Set(['storage-full', 'io', 'busy', 'locked']);

const send = async (server, [method, target, headers, body]) => {
  const answer = await fetch(`${server.url}/api/v1${target}`, { method, headers, body });
  return { status: answer.status, body: await answer.json().catch(() => ({})) };
};

let scenarios = 0;
for (const fault of faults()) {
  test(fault ? fault.name : 'a disk that can be filled', async (t) => {
    if (!fault) return t.skip('mounting needs root');
    const server = await Server.start({ dataDir: fault.folder(), env: fault.env });
    t.after(() => { server.process.kill('SIGKILL'); fault.remove?.(); });
    const ledger = new Ledger(5);
    while (ledger.acknowledged < 10) await ledger.write(server.url);
    await send(server, ['PUT', '/notes/fault/moco.md', markdown, MOCO]);
    const before = await (await fetch(`${server.url}/api/v1/papers/arxiv:1911.05722`)).json();
    fault.impose(server);
    for (const [what, request] of Object.entries(fault.writesGoOn ? {} : writes)) {
      const { status, body } = await send(server, request);
      assert.ok([500, 503, 507].includes(status), `${what}: ${status} ${JSON.stringify(body)}`);
      assert.ok(NAMED.has(body.code), `${what}: ${JSON.stringify(body)}`);
      assert.ok(body.detail.length > 20, what);
      scenarios += 1;
    }
    const slow = fault.writesGoOn ? send(server, writes['a note']) : null;
    for (const target of reads) {
      const began = Date.now(), answer = await fetch(`${server.url}/api/v1${target}`);
      const text = await answer.text();
      assert.equal(answer.status, 200, `${target}: ${text}`);
      if (target.startsWith('/papers/')) assert.deepEqual(JSON.parse(text), before);
      assert.ok(Date.now() - began < READ_MS, `${target} took ${Date.now() - began} ms`);
      scenarios += 1;
    }
    if (slow) assert.equal((await slow).status, 201);
    fault.lift(server);
    for (const what of ['a note', 'an edited note', 'several notes', 'a decision']) {
      const { status, body } = await send(server, writes[what]);
      assert.ok(status < 300, `${what} after it was mended: ${status} ${JSON.stringify(body)}`);
      scenarios += 1;
    }
    assert.deepEqual(await ledger.compare(server.url), []);
    await server.stop();
    assert.equal(spawnSync(binary, ['check', '--data-dir', server.dataDir], { encoding: 'utf8' }).stdout, 'no problems\n');
  });
}

test('at least 40 scenarios were tried', (t) => {
  if (scenarios < 40 && process.getuid?.() !== 0) return t.skip(`${scenarios} without root`);
  console.log(`# bar 4: ${scenarios} scenarios (floor 40)`);
  assert.ok(scenarios >= 40, `${scenarios}`);
});
