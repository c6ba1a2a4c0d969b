/* server.mjs: starts the program under test on port 0 with a data folder of its own, stops it by SIGTERM, and
 * fails on a sanitizer report or an exit status other than 0. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { Contract } from './contract.mjs';

export const binary = path.resolve(process.env.PAPERSTACK_BINARY ?? 'build/asan/paperstack');

/** A new empty folder below the system's temporary one. */
export const temporaryFolder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'paperstack-test-'));

const running = new Set();
process.on('exit', () => { for (const child of running) child.kill('SIGKILL'); });

export class Server {
  /** @param {{notes?: string, dataDir?: string, args?: string[], env?: object}} options */
  static async start({ notes, dataDir = temporaryFolder(), args = [], env = {} } = {}) {
    const server = new Server();
    const list = ['serve', '--data-dir', dataDir, '--port', '0', ...(notes ? ['--notes', notes] : []), ...args];
    server.dataDir = dataDir;
    server.log = '';
    server.process = spawn(binary, list, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    server.end = new Promise((done) => server.process.on('exit', (code, signal) => done({ code, signal })));
    running.add(server.process);
    server.end.then(() => running.delete(server.process));
    server.process.stderr.on('data', (chunk) => { server.log += chunk; });
    const lines = readline.createInterface({ input: server.process.stdout });
    const first = await Promise.race([
      new Promise((done) => lines.once('line', done)),
      server.exited.then(({ code }) => { throw new Error(`the server ended with ${code}:\n${server.log}`); }),
    ]);
    server.url = /^listening on (http:\/\/\S+)$/.exec(first)?.[1];
    assert.ok(server.url, `the first line was "${first}"`);
    server.port = Number(new URL(server.url).port);
    await server.untilReady();
    // A test that failed leaves its server behind; that must not keep the file of tests from ending.
    for (const part of [server.process, server.process.stdout, server.process.stderr]) part.unref();
    return server;
  }

  /** How the program ended, once it has. */
  get exited() {
    this.process.ref();
    return this.end;
  }

  /** The notes folder is taken in while the server already answers. */
  async untilReady() {
    const end = Date.now() + 60000;
    while (Date.now() < end) {
      const answer = await fetch(`${this.url}/readyz`);
      await answer.arrayBuffer();
      if (answer.status === 200) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`the server did not get ready:\n${this.log}`);
  }

  /** The answer, once it was held against the description of the API. @param {string} target @param {RequestInit} [init] */
  async fetch(target, init) {
    const answer = await fetch(this.url + target, { redirect: 'manual', ...init });
    if (!answer.headers.get('content-type')?.includes('json')) return answer;
    this.contract ??= new Contract(await (await fetch(`${this.url}/openapi.json`)).json());
    await this.contract.check((init?.method ?? 'GET').toLowerCase(), new URL(this.url + target), answer);
    return answer;
  }

  /** The JSON of a 200. @param {string} target */
  async get(target) {
    const answer = await this.fetch(`/api/v1${target}`);
    const text = await answer.text();
    assert.equal(answer.status, 200, `${target}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }

  /** @param {string} phrase */
  ask(phrase, limit = 100) {
    return this.get(`/query?q=${encodeURIComponent(phrase)}&limit=${limit}`);
  }

  async stop() {
    this.process.kill('SIGTERM');
    const { code, signal } = await this.exited;
    assert.ok(!/Sanitizer|runtime error/.test(this.log), this.log);
    assert.equal(signal, null, this.log);
    assert.equal(code, 0, this.log);
  }
}
