// How long an edited note takes until every answer has it: node tests/bench/edit.mjs BINARY DATA LIBRARY
//
// Sends one note after the other, changed by a line, and asks for the note when the answer has come:
// what the server has acknowledged is stored, resolved and visible.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [binary, data, library] = process.argv.slice(2);
const EDITS = 40;

process.on('exit', () => server.kill());
const server = spawn(binary, ['serve', '--data-dir', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const address = await new Promise((found, failed) => {
  let text = '';
  server.stdout.on('data', (bytes) => {
    text += bytes;
    const match = /http:\/\/[\d.]+:\d+/.exec(text);
    if (match) found(match[0]);
  });
  server.on('exit', () => failed(new Error('the server ended')));
});

setTimeout(() => process.exit(1), 60_000).unref();
const folders = readdirSync(library).sort();
const times = [];
for (let i = 0; i < EDITS; i++) {
  const folder = folders[(i * 37) % folders.length];
  const name = readdirSync(join(library, folder)).sort()[(i * 13) % 50];
  const line = `- Edited: compares batch normalization with dropout, round ${i}.`;
  const body = `${readFileSync(join(library, folder, name), 'utf8')}${line}\n`;
  const url = `${address}/api/v1/notes/${folder}/${name}`;
  const start = performance.now();
  const put = await fetch(url, { method: 'PUT', headers: { 'content-type': 'text/markdown' }, body });
  const read = await (await fetch(`${address}/api/v1/search?q=${encodeURIComponent(`"round ${i}"`)}`)).text();
  times.push(performance.now() - start);
  if (!put.ok || !read.includes(name)) throw new Error(`${url}: ${put.status} ${await put.text()} ${read.slice(0, 300)}`);
}
server.kill();
times.sort((a, b) => a - b);
const at = (part) => times[Math.floor(part * (times.length - 1))].toFixed(1);
console.log(`one edited note visible: median ${at(0.5)} ms, worst ${at(1)} ms`);
