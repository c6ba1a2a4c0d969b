// How the server answers: node tests/bench/serve.mjs BINARY DATA SECONDS
//
// The machine may be busy with other work: what is compared is measured in turn in short rounds, and the
// median of the rounds counts. The processor time of the server for one request, which other work changes
// little, stands beside. Everything runs on the loopback address. Exit status 1 when a budget is missed
// and STRICT=1.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { samples, questions } from './questions.mjs';

const run = promisify(execFile);
const [binary, data, seconds = '2'] = process.argv.slice(2);
const here = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
const work = mkdtempSync(join(tmpdir(), 'paperstack-bench-'));
const ROUNDS = 5;
const CONNECTIONS = 32;
const JOB_SECONDS = Number(process.env.JOB_SECONDS ?? 300); // then it is cancelled
const RATE = 2000; // distinct requests a second (DESIGN.md 9)
const TICKS = Number(execFileSync('getconf', ['CLK_TCK']));
const children = [];

process.on('exit', () => {
  for (const child of children) child.kill();
  rmSync(work, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

// ---- processes ----

async function answers(url) {
  try {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

async function startServer() {
  const start = performance.now();
  const child = spawn(binary, ['serve', '--data-dir', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const url = await new Promise((found, failed) => {
    let text = '';
    child.stdout.on('data', (bytes) => {
      text += bytes;
      const match = /http:\/\/[\d.]+:\d+/.exec(text);
      if (match) found(match[0]);
    });
    child.on('exit', () => failed(new Error('the server ended before it listened')));
  });
  if (!(await answers(`${url}/api/v1/concepts?limit=1`))) throw new Error('no answer');
  const started = performance.now() - start;
  return { url, pid: child.pid, started };
}

// The same bytes as a file, sent by nginx with as many workers as there are processors.
async function startNginx(path, bytes) {
  const port = 20000 + (process.pid % 20000);
  const file = join(work, 'root', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  writeFileSync(join(work, 'nginx.conf'), `
    daemon off; worker_processes auto; pid ${work}/nginx.pid; error_log ${work}/error.log; user root;
    events { worker_connections 512; }
    http {
      access_log off; sendfile on; keepalive_requests 100000000; default_type application/json;
      client_body_temp_path ${work}; proxy_temp_path ${work}; fastcgi_temp_path ${work};
      uwsgi_temp_path ${work}; scgi_temp_path ${work}; open_file_cache max=100;
      server { listen 127.0.0.1:${port}; root ${work}/root; }
    }`);
  const child = spawn('nginx', ['-p', work, '-c', join(work, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'ignore'] });
  children.push(child);
  const url = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 100 && !(await answers(url + path)); i++) await new Promise((done) => setTimeout(done, 20));
  return { url, pid: child.pid };
}

const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

// ---- load ----

let files = 0;
async function load(server, paths, { connections = CONNECTIONS, rate = 0, time = seconds } = {}) {
  const file = join(work, `paths-${files++}`);
  writeFileSync(file, `${paths.join('\n')}\n`);
  const before = processorSeconds(server.pid);
  const { stdout } = await run('wrk', [`-t${Math.min(2, connections)}`, `-c${connections}`, `-d${time}s`, '--timeout', '10s',
    '-s', join(here, 'load.lua'), server.url, '--', file, ...(rate ? [String(rate / connections)] : [])]);
  const result = JSON.parse(stdout.trim().split('\n').pop());
  const spent = processorSeconds(server.pid) - before;
  return { ...result, rate: result.requests / result.seconds, processor: (spent * 1e6) / result.requests };
}

// ---- the table ----

const rows = [];
let missed = 0;
function row(what, figure, budget = '', ok = null) {
  if (ok === false) missed++;
  rows.push([what, figure, budget, ok === null ? '' : ok ? 'ok' : 'SHORT']);
  console.error(`  ${what}: ${figure}${ok === false ? `  SHORT of ${budget}` : ''}`);
}

function print() {
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((r) => r[i].length)));
  for (const r of rows) console.log(r.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd());
}

const times = (r) => `${r.rate.toFixed(0)}/s, p50 ${r.p50.toFixed(2)} ms, p99 ${r.p99.toFixed(2)} ms, ${r.processor.toFixed(0)} us of processor` +
  (r.failed ? `, ${r.failed} FAILED` : '');

// ---- what is measured ----

async function measureHot(server, path) {
  const bytes = Buffer.from(await (await fetch(server.url + path)).arrayBuffer());
  const nginx = await startNginx(path, bytes);
  const ours = [], theirs = [];
  for (let i = 0; i < ROUNDS; i++) {
    ours.push(await load(server, [path]));
    theirs.push(await load(nginx, [path]));
  }
  const ratio = median(ours.map((r, i) => r.rate / theirs[i].rate));
  const middle = (list) => list.find((r) => r.rate === median(list.map((x) => x.rate)));
  row(`hot: ${path} (${bytes.length} bytes)`, times(middle(ours)));
  row('  nginx, the same bytes as a file', `${middle(theirs).rate.toFixed(0)}/s, p50 ${middle(theirs).p50.toFixed(2)} ms, p99 ${middle(theirs).p99.toFixed(2)} ms`);
  row('  ratio, median of paired rounds', ratio.toFixed(2), '>= 0.8', ratio >= 0.8);
}

// The sum of many statements on one connection of the shell, beside the same request at the server.
async function measurePlain(server, kind, paths, sql) {
  const file = join(work, 'plain.sql');
  const plain = [], ours = [];
  writeFileSync(file, sql.join('\n'));
  for (let i = 0; i < ROUNDS; i++) {
    const start = performance.now();
    execFileSync('sqlite3', ['-readonly', join(data, 'paperstack.db'), `.read ${file}`], { stdio: ['ignore', 'ignore', 'inherit'] });
    plain.push((sql.length * 1000) / (performance.now() - start));
    ours.push(await load(server, paths, { connections: 1 }));
  }
  row(`one connection, ${kind}`, times(ours[ROUNDS >> 1]));
  row('  plain SQLite, the same rows', `${median(plain).toFixed(0)}/s (ratio ${median(ours.map((r, i) => r.rate / plain[i])).toFixed(2)})`);
}

// As people and scripts read: mostly single things and what belongs to them, seldom across the whole graph.
const SHARES = { 'a paper': 6, 'edges of a paper': 4, 'concepts of a paper': 3, 'papers of a concept': 3, 'papers linked to two concepts': 1, 'what stands round a paper': 3 };

function mix(distinct) {
  const mixed = [];
  for (let i = 0; mixed.length < 60_000 && i < 10_000; i++)
    for (const [name, share] of Object.entries(SHARES)) mixed.push(...distinct[name].slice(i * share, (i + 1) * share));
  return mixed;
}

async function measureDistinct(server, lists, large) {
  const mixed = mix(lists.distinct);
  row('distinct, as many as possible', times(await load(server, mixed, { time: 4 })));
  const steady = await load(server, mixed.reverse(), { rate: RATE, connections: 64, time: 5 });
  row(`distinct, ${RATE} a second wanted`, times(steady), large ? 'p99 <= 10 ms' : '', large ? steady.p99 <= 10 && steady.rate > RATE * 0.9 : null);
  for (const [name, list] of Object.entries(lists.distinct))
    row(`  ${name}`, times(await load(server, list.slice(list.length >> 1), { connections: 2, rate: 100, time: 3 })));
  for (const [name, [list, budget]] of Object.entries(lists.bounded)) {
    const r = await load(server, list, { connections: 2, rate: 100, time: 4 });
    row(name, times(r), large ? `p99 <= ${budget} ms` : '', large ? r.p99 <= budget && !r.failed : null);
  }
  for (const [name, list] of Object.entries(lists.heavy)) row(name, times(await askOnce(server, list)));
}

// Each once, one after the other: what is asked for seldom must not come from the cache.
async function askOnce(server, paths) {
  const took = [];
  let failed = 0;
  const before = processorSeconds(server.pid), start = performance.now();
  for (const path of paths) {
    const from = performance.now();
    if (!(await answers(server.url + path))) failed++;
    took.push(performance.now() - from);
  }
  const all = performance.now() - start;
  took.sort((a, b) => a - b);
  return {
    rate: (paths.length * 1000) / all, failed, p50: median(took), p99: took[Math.floor(0.99 * (took.length - 1))],
    processor: ((processorSeconds(server.pid) - before) * 1e6) / paths.length,
  };
}

// The picture of the whole graph is made in the background; a large one takes minutes, and it would be
// measured with all that follows.
async function waitForJobs(server) {
  const start = performance.now();
  for (;;) {
    const { items } = await (await fetch(`${server.url}/api/v1/jobs`)).json();
    const busy = items.filter((job) => !job.ended);
    const waited = (performance.now() - start) / 1000;
    if (!busy.length && (items.length || waited > 5)) {
      for (const job of items) row(`job: ${job.kind}, ${job.state}`, `${((Date.parse(job.ended) - Date.parse(job.started)) / 1000).toFixed(1)} s`);
      row('memory after it', `${memory(server.pid).toFixed(0)} MB`);
      return;
    }
    if (waited > JOB_SECONDS) for (const job of busy) await fetch(`${server.url}${job.links.self}`, { method: 'DELETE' });
    await new Promise((done) => setTimeout(done, 200));
  }
}

const started = [];
for (let i = 0; i < ROUNDS; i++) {
  started.push((await startServer()).started);
  const child = children.pop();
  child.kill();
  await new Promise((ended) => child.on('close', ended));
}
const server = await startServer();
const known = samples(data);
const large = known.nPapers > 500_000;
row('library', `${known.nPapers} papers, ${known.nConcepts} concepts, ${known.nEdges} edges, ${(statSync(join(data, 'paperstack.db')).size / 1e6).toFixed(0)} MB`);
row('start to first answer', `${median(started).toFixed(0)} ms`, '<= 300 ms', median(started) <= 300);
row('memory after the start', `${memory(server.pid).toFixed(0)} MB`);

const first = performance.now();
while (!(await answers(`${server.url}/api/v1/graph/neighbourhood?node=${known.hub}`))) await new Promise((done) => setTimeout(done, 50));
row('the first question that needs the graph', `${(performance.now() - first).toFixed(0)} ms`);

await waitForJobs(server);
const lists = questions(known);
await measureHot(server, `/api/v1/concepts/${known.hub}/papers`);
await measurePlain(server, 'a paper by its identifier', lists.plain.paths, lists.plain.sql);
await measureDistinct(server, lists, large);
const used = memory(server.pid), most = large ? 1500 : 100;
row('memory at the end', `${used.toFixed(0)} MB`, `<= ${most} MB`, used <= most);
print();
process.exit(missed && process.env.STRICT === '1' ? 1 : 0);
