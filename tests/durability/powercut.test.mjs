/* The power fails under load: each acknowledged write is there when it comes back. The same with every sync
 * switched off must lose some, else this test shows nothing.
 *   CUTS=50 make durability T=powercut */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { Server } from '../http/support/server.mjs';
import { Disk } from './support/disk.mjs';
import { Ledger } from './support/ledger.mjs';

const cuts = Number(process.env.CUTS ?? 6);
const seed = Number(process.env.SEED ?? 11);
const CONTROL_CUTS_MAX = 5;
const CLIENTS = 3;
const NO_SYNC = ['/usr/lib/x86_64-linux-gnu/libeatmydata.so', '/usr/lib/aarch64-linux-gnu/libeatmydata.so'].find((file) => fs.existsSync(file));

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** @param {Ledger} ledger */
async function load(ledger, url, ends) {
  while (!ends.aborted) {
    try {
      await ledger.write(url, ends);
    } catch {
      return; // the disk or the server has gone: nothing was acknowledged
    }
  }
}

/** One cut under load; what is wrong after it. */
async function cutOnce(disk, ledgers, preload) {
  const server = await Server.start({ dataDir: disk.folder, env: preload ? { LD_PRELOAD: preload } : {} });
  const ends = new AbortController();
  const writing = Promise.all(ledgers.map((ledger) => load(ledger, server.url, ends.signal)));
  await pause(200 + ledgers[0].draw(300));
  disk.cutPower();
  ends.abort();
  server.process.kill('SIGKILL');
  await server.exited;
  await writing;
  disk.unplug();
  disk.plugIn();
  const again = await Server.start({ dataDir: disk.folder });
  const wrong = [];
  for (const ledger of ledgers) wrong.push(...await ledger.compare(again.url));
  await again.stop();
  return wrong;
}

const newLedgers = () => Array.from({ length: CLIENTS }, (_, i) => new Ledger(seed * 100 + i, `cut-${i}`));

test(`${cuts} power cuts under load`, async (t) => {
  const disk = Disk.make();
  if (!disk) return t.skip('no root or no loop device: the power cannot be cut here');
  t.after(() => disk.remove());
  const ledgers = newLedgers();
  for (let i = 0; i < cuts; i++) assert.deepEqual(await cutOnce(disk, ledgers), [], `cut ${i}`);
  const acknowledged = ledgers.reduce((sum, ledger) => sum + ledger.acknowledged, 0);
  assert.ok(acknowledged > cuts, 'the load wrote hardly anything');
  console.log(`# bar 3: ${cuts} power cuts, ${acknowledged} acknowledged writes, 0 lost`);
});

test('with syncing switched off a cut loses acknowledged writes', async (t) => {
  const disk = Disk.make();
  if (!disk) return t.skip('no root or no loop device: the power cannot be cut here');
  t.after(() => disk.remove());
  assert.ok(NO_SYNC, 'eatmydata is not installed');
  let lost = [];
  for (let i = 0; i < CONTROL_CUTS_MAX && lost.length === 0; i++) {
    try {
      lost = await cutOnce(disk, newLedgers(), NO_SYNC);
    } catch (error) {
      lost = [String(error)]; // so much is lost that the library does not open
    }
  }
  assert.ok(lost.length > 0, 'nothing was lost: the cut does not work here');
});
