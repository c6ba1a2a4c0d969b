/* run.mjs: runs the program under test as a command. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const binary = path.resolve(process.env.PAPERSTACK_BINARY ?? 'build/asan/paperstack');

export const temporaryFolder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'paperstack-cli-'));

/** @param {string[]} args @param {{input?: string, env?: object}} [options] */
export function run(args, { input, env } = {}) {
  const result = spawnSync(binary, args, {
    input, encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 1 << 28,
  });
  assert.ok(!/Sanitizer|runtime error/.test(result.stderr), result.stderr);
  return { status: result.status, out: result.stdout, err: result.stderr };
}

/** The output of a run that must succeed. @param {string[]} args */
export function ok(...args) {
  const result = run(args);
  assert.equal(result.status, 0, `${args.join(' ')}: ${result.err}`);
  return result.out;
}

/** Starts a command and gives the process with a promise of its end.
 *  @param {string[]} args @param {Record<string, string>} [env] */
export function start(args, env) {
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const log = { out: '', err: '' };
  child.stdout.on('data', (chunk) => { log.out += chunk; });
  child.stderr.on('data', (chunk) => { log.err += chunk; });
  const ended = new Promise((done) => child.on('close', (status, signal) => done({ status, signal, ...log })));
  return { child, log, ended };
}

/** A server on a free port; `stop` ends it and gives what it ended with. @param {string[]} args */
export async function serve(...args) {
  const server = start(['serve', '--port', '0', ...args]);
  while (!server.log.out.includes('listening on')) {
    assert.equal(server.child.exitCode, null, server.log.err);
    await new Promise((done) => setTimeout(done, 20));
  }
  const url = /listening on (\S+)/.exec(server.log.out)[1];
  const stop = () => { server.child.kill('SIGTERM'); return server.ended; };
  return { ...server, url, stop };
}
