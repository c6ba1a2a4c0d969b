/* POST /notes?dry_run=true: what it shows is what the same request would do, and it does nothing. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { Server, binary } from './support/server.mjs';

const moco = '* [MoCo](https://arxiv.org/abs/1911.05722)\n  * contrastive learning with a queue\n';
const simclr = '* [SimCLR](https://arxiv.org/abs/2002.05709) 对比学习\n';

const post = async (server, notes, query = '') => {
  const answer = await server.fetch(`/api/v1/notes${query}`,
    { method: 'POST', body: JSON.stringify(notes), headers: { 'Content-Type': 'application/json' } });
  assert.equal(answer.status, 200);
  return answer.json();
};

/** Beside the running server. */
function exportOf(server) {
  const { status, stdout, stderr } = spawnSync(binary, ['export', '--data-dir', server.dataDir], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** From the name of a thing to what it says of itself. */
const graphOf = (text) => new Map(text.split('\n').filter(Boolean).map((line) => {
  const { type, notes, papers, concepts, evidence, ...thing } = JSON.parse(line);
  return [JSON.stringify([type, thing.key ?? [thing.from, thing.relation, thing.to]]), JSON.stringify(thing)];
}));

/** What an answer must not change: the export, the version of the graph, the journal and the notes. */
const stateOf = async (server) => ({
  graph: exportOf(server),
  etag: (await server.fetch('/api/v1/papers')).headers.get('etag'),
  newest: (await server.get('/changes?limit=1')).newest,
  notes: (await server.get('/stats')).notes,
});

function expected(before, after) {
  const rows = [];
  for (const name of new Set([...before.keys(), ...after.keys()]))
    if (before.get(name) !== after.get(name)) rows.push([before.get(name) ?? 'null', after.get(name) ?? 'null']);
  return rows.map(String).sort();
}

test('the difference is the one that the same request makes; the dry run changes nothing', async () => {
  const server = await Server.start({ notes: 'tests/demo-notes/nas' });
  const steps = [
    [{ path: 'a.md', text: moco }, { path: 'b.md', text: simclr }],
    [{ path: 'a.md', text: moco.replace('MoCo', 'Momentum Contrast') }, { path: 'c.txt', text: 'no note' }],
    [{ path: 'a.md', text: '' }, { path: 'b.md', text: simclr }, { path: 'b.md', text: moco }],
  ];
  const actions = new Set();
  for (const notes of steps) {
    const state = await stateOf(server);
    const shown = await post(server, notes, '?dry_run=true');
    assert.deepEqual(await stateOf(server), state);
    const { difference, ...report } = shown;
    assert.deepEqual(await post(server, notes), report);
    const rows = difference.map((row) => String([JSON.stringify(row.before), JSON.stringify(row.after)]));
    assert.deepEqual(rows.sort(), expected(graphOf(state.graph), graphOf(exportOf(server))));
    for (const row of difference) actions.add(`${row.action} ${row.type}`);
  }
  for (const kind of ['added paper', 'added edge', 'changed paper', 'removed paper', 'removed edge']) assert.ok(actions.has(kind), kind);
  await server.stop();
});

test('files of a form do as well; false is as good as nothing, and something else is refused', async () => {
  const server = await Server.start();
  const send = (query) => {
    const form = new FormData();
    form.append('note', new Blob([moco]), 'reading/moco.md');
    return server.fetch(`/api/v1/notes${query}`, { method: 'POST', body: form });
  };
  const shown = await (await send('?dry_run=true')).json();
  assert.ok(shown.difference.some((row) => row.action === 'added' && row.after.key === 'arxiv:1911.05722'));
  assert.equal((await server.get('/stats')).notes, 0);
  const unsure = await server.fetch('/api/v1/notes?dry_run=perhaps',
    { method: 'POST', body: '[]', headers: { 'Content-Type': 'application/json' } });
  assert.equal(unsure.status, 400);
  assert.equal((await (await send('?dry_run=false')).json()).difference, undefined);
  assert.equal((await server.get('/stats')).notes, 1);
  await server.stop();
});

test('dry runs beside readers and writers: everybody is answered, only the writers leave something', async () => {
  const server = await Server.start();
  const jobs = Array.from({ length: 24 }, (_, i) => {
    const notes = [{ path: `${i}.md`, text: moco.replace('05722', `${10000 + i}`) }];
    return i % 3 === 0 ? server.get('/papers') : post(server, notes, i % 3 === 1 ? '?dry_run=true' : '');
  });
  const answers = await Promise.all(jobs);
  for (const [i, answer] of answers.entries())
    if (i % 3 === 1) assert.deepEqual(answer.items.map((row) => row.outcome), ['added']);
  assert.equal((await server.get('/stats')).notes, 8);
  await server.stop();
});
