/* Bar 7: each request of the corpus gets one of its right answers, never two where one is due, and the server goes
 * on. The shapes that smuggle a second request must not get it answered. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Server } from '../http/support/server.mjs';
import { corpus, WAITS } from './corpus.mjs';
import { exchange } from './raw.mjs';

const fill = (bytes, port) => (Buffer.isBuffer(bytes) ? bytes : bytes.replaceAll('$PORT', String(port)));

/** What is wrong with an answer, or nothing. */
function judge({ name, status, open }, { statuses, closed }) {
  const asked = name === 'good: two requests, two answers' ? 2 : 1;
  if (name.startsWith('smuggling') && statuses.length > 1) return `${name}: ${statuses.length} answers (${statuses})`;
  if (statuses.length === 0 && !status.includes(closed ? 0 : WAITS)) return `${name}: no answer${closed ? '' : ', and still open'}`;
  if (statuses.length && !statuses.slice(0, asked).every((s) => status.includes(s))) return `${name}: ${statuses}, not ${status}`;
  if (open === true && closed) return `${name}: hung up`;
  if (open === false && !closed) return `${name}: left open`;
  return null;
}

test(`${corpus.length} raw requests`, async (t) => {
  assert.ok(corpus.length >= 150, `${corpus.length} cases, 150 are due`);
  const server = await Server.start({ notes: 'tests/demo-notes/gan' });
  t.after(() => server.process.kill('SIGKILL'));
  const wrong = [];
  for (let i = 0; i < corpus.length; i += 16) {
    const some = corpus.slice(i, i + 16);
    const answers = await Promise.all(some.map((c) => exchange(server.port, fill(c.bytes, server.port), c.status.includes(WAITS))));
    some.forEach((c, j) => { const w = judge(c, answers[j]); if (w) wrong.push(w); });
  }
  assert.deepEqual(wrong, []);
  console.log(`# bar 7: ${corpus.length} raw requests (floor 150), 0 wrong`);
  assert.equal((await server.get('/stats')).papers.total > 0, true);
  const stray = fs.readdirSync(path.dirname(server.dataDir)).filter((name) => name === 'etc' || name === 'passwd.md');
  assert.deepEqual(stray, []);
  await server.stop();
});

test('the judge sees two answers, a wrong status and a connection left open', () => {
  const smuggled = { name: 'smuggling: x', status: [400], open: false };
  assert.match(judge(smuggled, { statuses: [400, 200], closed: true }), /2 answers/);
  assert.match(judge(smuggled, { statuses: [200], closed: true }), /not 400/);
  assert.match(judge(smuggled, { statuses: [400], closed: false }), /left open/);
  assert.equal(judge(smuggled, { statuses: [400], closed: true }), null);
});
