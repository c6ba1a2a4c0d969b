/* kill -9 at random moments under four clients that write: nothing acknowledged is lost, nothing is half there,
 * nothing is invented; the library is sound, equals its rebuild, and is served again within 2 s.
 *   CRASHES=500 SEED=7 make durability T=crash */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { binary, Server, temporaryFolder } from '../http/support/server.mjs';
import { Ledger } from './support/ledger.mjs';

const crashes = Number(process.env.CRASHES ?? 12);
const seed = Number(process.env.SEED ?? 7);
const CLIENTS = 4;
const RESTART_MS = 2000;

const run = (...args) => spawnSync(binary, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Writes until the server dies. */
async function load(ledger, url, ends) {
  while (!ends.aborted) {
    try {
      await ledger.write(url, ends);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return; // the connection broke with the server
    }
  }
}

test(`${crashes} kills under load`, async (t) => {
  const dataDir = temporaryFolder();
  const ledgers = Array.from({ length: CLIENTS }, (_, i) => new Ledger(seed * 1000 + i, `client-${i}`));
  let slowest = 0;
  for (let i = 0; i < crashes; i++) {
    const started = Date.now();
    const server = await Server.start({ dataDir });
    t.after(() => server.process.kill('SIGKILL'));
    slowest = Math.max(slowest, Date.now() - started);
    for (const ledger of ledgers) assert.deepEqual(await ledger.compare(server.url), [], `after kill ${i}`);
    const ends = new AbortController();
    const writing = Promise.all(ledgers.map((ledger) => load(ledger, server.url, ends.signal)));
    await pause(30 + ledgers[0].draw(400));
    server.process.kill('SIGKILL');
    await server.exited;
    ends.abort();
    await writing;
  }
  const acknowledged = ledgers.reduce((sum, ledger) => sum + ledger.acknowledged, 0);
  assert.ok(acknowledged > crashes, 'the load wrote hardly anything');
  assert.equal(run('check', '--data-dir', dataDir).stdout, 'no problems\n');
  const graph = run('export', '--data-dir', dataDir).stdout;
  assert.equal(run('import', '--data-dir', dataDir, '--rebuild', '--quiet').status, 0);
  assert.ok(run('export', '--data-dir', dataDir).stdout === graph, 'the graph differs from its rebuild');
  console.log(`# bar 2: ${crashes} kills, ${acknowledged} acknowledged writes, 0 lost; slowest start ${slowest} ms (floor ${RESTART_MS})`);
  assert.ok(slowest < RESTART_MS, `a start took ${slowest} ms`);
});

test('the comparison sees a loss', async (t) => {
  const server = await Server.start();
  t.after(() => server.process.kill('SIGKILL'));
  const ledger = new Ledger(seed);
  while (ledger.acknowledged < 5) await ledger.write(server.url);
  ledger.notes.set('crash/never.md', '# Acknowledged, they said\n');
  assert.deepEqual(await ledger.compare(server.url), ['crash/never.md: lost']);
  await server.fetch('/api/v1/notes/crash/stranger.md', { method: 'PUT', body: '# A stranger\n', headers: { 'content-type': 'text/markdown' } });
  assert.deepEqual(await ledger.compare(server.url), ['crash/stranger.md: never sent']);
  await server.stop();
});
