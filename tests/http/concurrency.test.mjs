/* Everything at once: 32 clients read, write notes one by one and many at a time, decide and take back, ask for
 * the picture and cancel it, send a vocabulary, and listen to the feed, which breaks off and comes back. Run it on
 * the thread sanitizer build (make http-tsan): a report of it in the log fails the test as the server stops. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Server } from './support/server.mjs';

const CLIENTS = 32;
const ROUNDS = 8;
const TYPES = { note: { 'Content-Type': 'text/markdown' }, json: { 'Content-Type': 'application/json' } };
const PAPERS = ['1911.05722', '2002.05709', '1706.03762', '1810.04805', '1703.03400'];
const READS = ['/papers?limit=20&sort=-year', '/concepts/contrastive-learning/papers', '/query?q=papers+linked+to+transformer',
  '/papers?linked_to=meta-learning&linked_to=contrastive-learning', '/graph/neighbourhood?node=contrastive-learning', '/search?q=learning',
  '/suggest?q=con', '/graph/overview', '/jobs', '/decisions', '/changes', '/stats', '/graph/path?from=arxiv:1911.05722&to=arxiv:2002.05709', '/notes'];

const note = (k, round) => `# Note ${k}\n\n* [Study ${k} in round ${round}](https://arxiv.org/abs/${PAPERS[(k + round) % PAPERS.length]})\n  * contrastive learning, ${round}\n`;

/** What one client does in a round; each kind of client its own. */
const ROLES = [
  async function read(server, k, round) {
    return server.fetch(`/api/v1${READS[(k + round) % READS.length]}`);
  },
  async function write(server, k, round) {
    const target = `/api/v1/notes/own/${k}.md`;
    if (round % 4 === 3) return server.fetch(target, { method: 'DELETE' });
    return server.fetch(target, { method: 'PUT', headers: TYPES.note, body: note(k, round) });
  },
  async function upload(server, k, round) {
    const notes = [0, 1, 2].map((i) => ({ path: `many/${k}-${i}.md`, text: note(k + i, round) }));
    return server.fetch('/api/v1/notes', { method: 'POST', headers: TYPES.json, body: JSON.stringify(notes) });
  },
  async function decide(server, k, round) {
    const body = { id: `d_together_${k}_${round}`, kind: 'hide', concept: 'contrastive-learning', reason: 'too wide' };
    const answer = await server.fetch('/api/v1/decisions', { method: 'POST', headers: TYPES.json, body: JSON.stringify(body) });
    if (answer.status !== 201) return answer;
    return server.fetch(`/api/v1/decisions/${body.id}/revert`, { method: 'POST', headers: TYPES.json, body: '{}' });
  },
  async function draw(server) {
    const answer = await server.fetch('/api/v1/graph/overview', { method: 'POST' });
    const job = answer.ok ? await answer.clone().json() : null;
    if (job?.links) await server.fetch(job.links.self, { method: 'DELETE' });
    return answer;
  },
  async function listen(server) {
    const stop = new AbortController();
    const answer = await fetch(`${server.url}/api/v1/events`, { signal: stop.signal });
    await answer.body.getReader().read();
    stop.abort();
    return answer;
  },
];

test('32 clients read, write, decide, draw and listen at once', { timeout: 300000 }, async () => {
  const server = await Server.start({ notes: 'tests/demo-notes' });
  const done = new Map(ROLES.map((role) => [role.name, 0]));
  const client = async (k) => {
    const role = ROLES[k % ROLES.length];
    for (let round = 0; round < ROUNDS; round++) {
      const answer = await role(server, k, round);
      assert.ok(answer.status < 500 || answer.status === 503, `${role.name}: ${answer.status}`);
      if (answer.ok) done.set(role.name, done.get(role.name) + 1);
    }
  };
  const vocabulary = server.fetch('/api/v1/vocabulary?name=lab', { method: 'PUT', headers: { 'Content-Type': 'text/csv' }, body: 'label,alt\nqueue of keys,key queue\n' });
  await Promise.all([vocabulary, ...Array.from({ length: CLIENTS }, (_, k) => client(k))]);
  for (const [name, n] of done) assert.ok(n > 0, `nobody managed to ${name}`);
  assert.ok((await server.get('/papers')).page.total > 0);
  await server.stop();
});
