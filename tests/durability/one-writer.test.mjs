/* One process writes: another server, an import, a restore and a rebuild on a folder in use are refused at once, by
 * name; reading beside it is fine. A network file system is refused. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { binary, Server, temporaryFolder } from '../http/support/server.mjs';

const REFUSED_MS = 1000;
const LOCKED = 5;
const preload = path.resolve(process.env.NETWORK_FOLDER ?? 'build/tests/network_folder.so');
const run = (args, env = {}) => spawnSync(binary, args, { encoding: 'utf8', env: { ...process.env, ...env } });

test('whatever writes is refused on a folder that is served', async (t) => {
  const server = await Server.start({ notes: 'tests/demo-notes/gan' });
  t.after(() => server.process.kill('SIGKILL'));
  const data = ['--data-dir', server.dataDir];
  const file = path.join(temporaryFolder(), 'library.db');
  assert.equal(run(['backup', ...data, file]).status, 0);
  for (const args of [['serve', ...data, '--port', '0'], ['import', ...data, 'tests/demo-notes/nas'], ['import', ...data, '--rebuild'],
    ['restore', ...data, '--replace', file], ['vocabulary', 'remove', '--name', 'mine', ...data]]) {
    const began = Date.now(), { status, stderr } = run(args);
    assert.equal(status, LOCKED, `${args[0]}: ${status} ${stderr}`);
    assert.match(stderr, /Another paperstack is using this data folder/, args[0]);
    assert.ok(Date.now() - began < REFUSED_MS, `${args[0]} took ${Date.now() - began} ms`);
  }
  for (const args of [['stats', ...data], ['query', ...data, 'papers'], ['check', ...data]]) assert.equal(run(args).status, 0, args[0]);
  await server.stop();
  assert.equal(run(['import', ...data, 'tests/demo-notes/nas']).status, 0);
});

test('a network file system is refused by name, unless it is allowed', () => {
  const data = temporaryFolder();
  const refused = run(['import', '--data-dir', data, 'tests/demo-notes/gan'], { LD_PRELOAD: preload });
  assert.equal(refused.status, 1, refused.stderr);
  assert.match(refused.stderr, /network file system \(NFS\)/i);
  assert.equal(run(['import', '--data-dir', data, 'tests/demo-notes/gan']).status, 0);
});
