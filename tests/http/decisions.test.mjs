/* Decisions: what people say about the graph, over edits, restarts and disagreement. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Server, temporaryFolder } from './support/server.mjs';

const MOCO = 'Momentum Contrast for Unsupervised Visual Representation Learning';
const A = `# Reading\n\n* [${MOCO}](https://arxiv.org/abs/1911.05722)\n  * contrastive learning with a queue\n`;
const B = '# Conference\n\n* [Momentum Contrast, the long version](https://doi.org/10.1109/CVPR42600.2020.00975)\n  * knowledge distillation\n';

const put = async (server, path, text) => {
  const answer = await server.fetch(`/api/v1/notes/${path}`, { method: 'PUT', headers: { 'Content-Type': 'text/markdown' }, body: text });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
};
const send = async (server, target, body) => {
  const answer = await server.fetch(`/api/v1${target}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
};
const decide = async (server, body) => {
  const { status, body: decision } = await send(server, '/decisions', body);
  assert.equal(status, 201, JSON.stringify(decision));
  return decision;
};
const twoPapers = async (options = {}) => {
  const server = await Server.start(options);
  await put(server, 'a.md', A);
  await put(server, 'b.md', B);
  return server;
};
const titles = async (server) => (await server.get('/papers')).items.map((p) => p.title).sort();

test('a merge joins two papers, redirects the old id, survives edits, and is taken back', async () => {
  const server = await twoPapers();
  const before = await server.get(`/papers/${encodeURIComponent('doi:10.1109/cvpr42600.2020.00975')}`);
  const merge = await decide(server, { kind: 'merge', paper: 'doi:10.1109/cvpr42600.2020.00975', into: 'arxiv:1911.05722', reason: 'the proceedings version' });
  assert.equal(merge.state, 'active');
  assert.equal(merge.author, 'local');
  const one = await server.get('/papers/arxiv:1911.05722');
  assert.deepEqual(one.identifiers, ['arxiv:1911.05722', 'doi:10.1109/cvpr42600.2020.00975']);
  assert.equal(one.notes, 2);
  const moved = await server.fetch(`/api/v1/papers/${before.id}`, { redirect: 'manual' });
  assert.equal(moved.status, 308);
  assert.equal(moved.headers.get('location'), `/api/v1/papers/${one.id}`);
  await put(server, 'b.md', `${B}\nAnother line.\n`);
  assert.equal((await titles(server)).length, 1);
  const { status } = await send(server, `/decisions/${merge.id}/revert`, { reason: 'another work' });
  assert.equal(status, 201);
  assert.equal((await titles(server)).length, 2);
  assert.equal((await server.get(`/decisions/${merge.id}`)).state, 'reverted');
  assert.equal((await server.get(`/papers/${before.id}`)).title, before.title);
  await server.stop();
});

test('a retry with the same id is harmless, another decision under it is refused', async () => {
  const server = await twoPapers();
  const merge = { id: 'mine-1', kind: 'merge', paper: 'doi:10.1109/cvpr42600.2020.00975', into: 'arxiv:1911.05722' };
  const first = await decide(server, merge);
  const again = await send(server, '/decisions', merge);
  assert.equal(again.status, 200);
  assert.deepEqual(again.body, first);
  const other = await send(server, '/decisions', { ...merge, reason: 'else' });
  assert.equal(other.status, 409);
  assert.match(other.body.detail, /mine-1/);
  assert.equal((await server.get('/decisions')).items.length, 1);
  await server.stop();
});

test('an acknowledged decision outlives kill -9', async () => {
  const dataDir = temporaryFolder();
  const server = await twoPapers({ dataDir });
  const { id } = await decide(server, { kind: 'correct', paper: 'arxiv:1911.05722', title: 'MoCo, corrected', year: 2020, authors: ['Kaiming He'] });
  server.process.kill('SIGKILL');
  await server.exited;
  const next = await Server.start({ dataDir });
  assert.equal((await next.get(`/decisions/${id}`)).state, 'active');
  const paper = await next.get('/papers/arxiv:1911.05722');
  assert.deepEqual([paper.title, paper.year, paper.authors], ['MoCo, corrected', 2020, ['Kaiming He']]);
  assert.equal((await next.get(`/papers/${encodeURIComponent(MOCO)}`)).id, paper.id, 'the old title still finds it');
  await next.stop();
});

test('a hidden paper leaves the graph and comes back when the decision is taken back', async () => {
  const server = await twoPapers();
  const { id } = await decide(server, { kind: 'hide', paper: 'arxiv:1911.05722' });
  assert.equal((await titles(server)).length, 1);
  await put(server, 'a.md', `${A}\nMore.\n`);
  assert.equal((await titles(server)).length, 1);
  await send(server, `/decisions/${id}/revert`, {});
  assert.equal((await titles(server)).length, 2);
  await server.stop();
});

test('an edge is rejected, confirmed, and added by hand with author and reason', async () => {
  const server = await twoPapers();
  const concepts = async () => (await server.get('/papers/arxiv:1911.05722/concepts')).items;
  const [edge] = await concepts();
  await decide(server, { kind: 'reject', edge: edge.edge, reason: 'only mentioned' });
  assert.equal((await server.get(`/edges/${edge.edge}`)).status, 'rejected');
  const confirm = await decide(server, { kind: 'confirm', edge: edge.edge, reason: 'it is the topic' });
  assert.equal((await server.get(`/edges/${edge.edge}`)).status, 'confirmed', 'of two people who disagree the later stands');
  assert.equal((await server.get('/decisions')).items.length, 2, 'and both are kept');
  await send(server, `/decisions/${confirm.id}/revert`, {});
  assert.equal((await server.get(`/edges/${edge.edge}`)).status, 'rejected');

  await decide(server, { kind: 'add_edge', from: { paper: 'arxiv:1911.05722' }, relation: 'uses', to: { concept: 'knowledge distillation' }, reason: 'I know' });
  const added = (await concepts()).find((c) => c.concept.slug === 'knowledge-distillation');
  assert.equal(added.status, 'confirmed');
  assert.equal((await server.get(`/edges/${added.edge}`)).origin, 'person');
  const linked = await server.get('/concepts/knowledge-distillation/papers');
  assert.ok(linked.items.some((p) => JSON.stringify(p).includes('1911.05722')));
  await server.stop();
});

test('a decision whose target has gone is dormant, and works again when it is back', async () => {
  const server = await twoPapers();
  const { id } = await decide(server, { kind: 'correct', paper: 'arxiv:1911.05722', title: 'Renamed by hand' });
  await server.fetch('/api/v1/notes/a.md', { method: 'DELETE' });
  assert.equal((await server.get(`/decisions/${id}`)).state, 'dormant');
  assert.deepEqual((await server.get('/decisions?state=dormant')).items.map((d) => d.id), [id]);
  await put(server, 'c.md', A);
  assert.equal((await server.get(`/decisions/${id}`)).state, 'active');
  assert.equal((await server.get('/papers/arxiv:1911.05722')).title, 'Renamed by hand');
  await server.stop();
});

test('a concept gets another label, and is still found by the old one', async () => {
  const server = await twoPapers();
  await decide(server, { kind: 'rename', concept: 'contrastive-learning', label: { en: 'contrast learning of ours', zh: '我们的对比学习' } });
  const concept = await server.get('/concepts/contrastive-learning');
  assert.equal(concept.label.zh, '我们的对比学习');
  assert.equal((await server.get(`/concepts/${encodeURIComponent('我们的对比学习')}`)).id, concept.id);
  assert.ok(concept.alt.includes('contrastive learning'));
  await server.stop();
});

test('a concept keeps its labels when one that more notes name is merged into it', async () => {
  const server = await Server.start();
  const note = (id, term) => `# Reading\n\n* [A Study of Things](https://arxiv.org/abs/1911.0${id})\n  * **${term}**: the first kind\n`;
  for (const id of [5722, 5723, 5724]) await put(server, `${id}.md`, note(id, 'quabble folding'));
  await put(server, 'd.md', note(5725, 'zorble tuning'));
  await decide(server, { kind: 'merge', concept: 'quabble-folding', into: 'zorble-tuning' });
  const concept = await server.get('/concepts/zorble-tuning');
  assert.equal(concept.label.en, 'zorble tuning');
  assert.equal(concept.notes, 4);
  await server.stop();
});

test('two concepts are one; the old slug and id lead on; taking it back tells them apart', async () => {
  const server = await twoPapers();
  const before = await server.get('/concepts/knowledge-distillation');
  const { id } = await decide(server, { kind: 'merge', concept: 'knowledge distillation', into: 'contrastive learning' });
  assert.equal((await server.get('/concepts/contrastive-learning')).notes, 2);
  for (const old of [before.id, 'knowledge-distillation'])
    assert.ok([200, 308].includes((await server.fetch(`/api/v1/concepts/${old}`)).status), old);
  assert.equal((await server.fetch(`/api/v1/concepts/${before.id}`)).headers.get('location'), '/api/v1/concepts/contrastive-learning');
  await put(server, 'd.md', B.replace('CVPR42600.2020.00975', 'CVPR42600.2020.00999'));
  assert.equal((await server.get('/concepts/contrastive-learning')).notes, 3);
  await send(server, `/decisions/${id}/revert`, {});
  assert.equal((await server.get('/concepts/contrastive-learning')).notes, 1);
  assert.equal((await server.get('/concepts/knowledge-distillation')).notes, 2);
  await server.stop();
});

test('of merge and distinct the later stands, whoever says it, and both are seen', async () => {
  const server = await twoPapers();
  const pair = { paper: 'doi:10.1109/cvpr42600.2020.00975' };
  const merge = await decide(server, { kind: 'merge', ...pair, into: 'arxiv:1911.05722' });
  const distinct = await decide(server, { kind: 'distinct', ...pair, other: 'arxiv:1911.05722', reason: 'two works' });
  assert.equal((await titles(server)).length, 2);
  const state = async (d) => (await server.get(`/decisions/${d.id}`)).state;
  assert.deepEqual([await state(merge), await state(distinct)], ['overruled', 'active']);
  const again = await decide(server, { kind: 'merge', ...pair, into: 'arxiv:1911.05722' });
  assert.equal((await titles(server)).length, 1);
  assert.deepEqual([await state(distinct), await state(again)], ['overruled', 'active']);
  await send(server, `/decisions/${again.id}/revert`, {});
  assert.deepEqual([await state(merge), await state(distinct)], ['overruled', 'active']);
  await send(server, `/decisions/${distinct.id}/revert`, {});
  assert.equal((await titles(server)).length, 1, 'the first merge stands again');
  await server.stop();
});

test('what notes make one is told apart by identifier or title, also after edits', async () => {
  const server = await twoPapers();
  const other = B.replace('https://doi.org/10.1109/CVPR42600.2020.00975', 'https://arxiv.org/abs/1911.05722');
  await put(server, 'b.md', other);
  assert.equal((await titles(server)).length, 1);
  const same = await send(server, '/decisions', { kind: 'distinct', paper: 'arxiv:1911.05722', other: 'arxiv:1911.05722' });
  assert.equal(same.status, 409);
  const byId = await server.get('/papers/arxiv:1911.05722');
  const vague = await send(server, '/decisions', { kind: 'distinct', paper: byId.id, other: MOCO });
  assert.match(vague.body.detail, /one paper in the graph/);
  const { id } = await decide(server, { kind: 'distinct', paper: 'Momentum Contrast, the long version', other: MOCO });
  assert.equal((await titles(server)).length, 2);
  await put(server, 'b.md', `${other}\nMore.\n`);
  assert.equal((await titles(server)).length, 2);
  await send(server, `/decisions/${id}/revert`, {});
  assert.equal((await titles(server)).length, 1);
  await server.stop();
});

test('a hidden concept leaves the graph with its edges, also from later notes, and comes back', async () => {
  const server = await twoPapers();
  const { id, state } = await decide(server, { kind: 'hide', concept: 'contrastive learning', reason: 'too general' });
  assert.equal(state, 'active');
  const count = async () => (await server.get('/concepts')).items.filter((c) => c.slug === 'contrastive-learning').length;
  assert.equal(await count(), 0);
  await put(server, 'c.md', '# Other\n\n* [A Simple Framework for Contrastive Learning of Visual Representations](https://arxiv.org/abs/2002.05709)\n  * contrastive learning without a queue\n');
  assert.equal(await count(), 0);
  await send(server, `/decisions/${id}/revert`, {});
  assert.equal((await server.get('/concepts/contrastive-learning')).notes, 2);
  const again = await decide(server, { kind: 'hide', concept: 'contrastive learning' });
  for (const path of ['a.md', 'c.md']) await server.fetch(`/api/v1/notes/${path}`, { method: 'DELETE' });
  assert.equal((await server.get(`/decisions/${again.id}`)).state, 'dormant');
  await server.stop();
});

test('mentions with an identifier that somebody gave a paper are of that paper', async () => {
  const server = await twoPapers();
  const { id } = await decide(server, { kind: 'correct', paper: 'arxiv:1911.05722', identifiers: ['arxiv:1911.05722', 'doi:10.1109/cvpr42600.2020.00975'] });
  assert.equal((await titles(server)).length, 1);
  const one = await server.get('/papers/arxiv:1911.05722');
  assert.equal(one.notes, 2);
  assert.deepEqual(one.identifiers, ['arxiv:1911.05722', 'doi:10.1109/cvpr42600.2020.00975']);
  await send(server, `/decisions/${id}/revert`, {});
  assert.equal((await titles(server)).length, 2);
  await server.stop();
});

test('a further label finds the concept, and what notes call so is the concept', async () => {
  const server = await twoPapers();
  const { id } = await decide(server, { kind: 'add_label', concept: 'contrastive learning', alt: 'queue trick' });
  const concept = await server.get('/concepts/queue%20trick');
  assert.equal(concept.slug, 'contrastive-learning');
  assert.ok((await server.get('/search?q=queue%20trick')).items.some((h) => h.key === 'concept:contrastive-learning'));
  const twice = await send(server, '/decisions', { kind: 'add_label', concept: 'contrastive learning', alt: 'Queue Trick' });
  assert.equal(twice.status, 409);
  const retired = await decide(server, { kind: 'retire_label', concept: 'contrastive learning', alt: 'queue trick' });
  assert.equal((await server.fetch('/api/v1/concepts/queue%20trick')).status, 404);
  await send(server, `/decisions/${retired.id}/revert`, {});
  assert.equal((await server.get('/concepts/queue%20trick')).id, concept.id);
  await send(server, `/decisions/${id}/revert`, {});
  assert.equal((await server.fetch('/api/v1/concepts/queue%20trick')).status, 404);
  const preferred = await send(server, '/decisions', { kind: 'retire_label', concept: 'contrastive learning', alt: 'contrastive learning' });
  assert.match(preferred.body.detail, /rename/);
  await server.stop();
});

test('somebody says what is broader; a circle is refused; taking it back gives the vocabulary its word again', async () => {
  const server = await twoPapers();
  const above = async (slug) => (await server.get(`/concepts/${slug}`)).broader.map((c) => c.key);
  const before = await above('knowledge-distillation');
  const { id } = await decide(server, { kind: 'set_broader', concept: 'knowledge distillation', broader: ['contrastive learning'] });
  assert.deepEqual(await above('knowledge-distillation'), ['concept:contrastive-learning']);
  const circle = await send(server, '/decisions', { kind: 'set_broader', concept: 'contrastive learning', broader: ['knowledge distillation'] });
  assert.equal(circle.status, 409);
  assert.match(circle.body.detail, /circle/);
  await send(server, `/decisions/${id}/revert`, {});
  assert.deepEqual(await above('knowledge-distillation'), before);
  await server.stop();
});

test('a paper made by hand is there without a note, and is one with what notes say of it later', async () => {
  const server = await Server.start();
  const { id } = await decide(server, { kind: 'add_paper', paper: { title: MOCO, identifiers: ['https://arxiv.org/abs/1911.05722'], year: 2019 } });
  const made = await server.get('/papers/arxiv:1911.05722');
  assert.deepEqual([made.title, made.year, made.notes], [MOCO, 2019, 0]);
  const twice = await send(server, '/decisions', { kind: 'add_paper', paper: { title: 'Another', identifiers: ['arxiv:1911.05722'] } });
  assert.equal(twice.status, 409);
  await put(server, 'a.md', A);
  assert.deepEqual(await titles(server), [MOCO]);
  assert.equal((await server.get('/papers/arxiv:1911.05722')).notes, 1);
  await server.fetch('/api/v1/notes/a.md', { method: 'DELETE' });
  assert.equal((await server.get(`/papers/${made.id}`)).notes, 0);
  const hide = await decide(server, { kind: 'hide', paper: made.id });
  assert.equal(hide.state, 'active');
  assert.deepEqual(await titles(server), []);
  await send(server, `/decisions/${hide.id}/revert`, {});
  assert.deepEqual(await titles(server), [MOCO]);
  await send(server, `/decisions/${id}/revert`, {});
  assert.deepEqual(await titles(server), []);
  await server.stop();
});

test('a concept made by hand is there without a note, also one of the vocabulary', async () => {
  const server = await Server.start();
  await decide(server, { kind: 'add_concept', concept: { label: { en: 'frobnication theory', zh: '弗罗布理论' }, alt: ['frob'], kind: 'theory' } });
  const made = await server.get('/concepts/frob');
  assert.deepEqual([made.key, made.origin, made.kind, made.notes], ['concept:frobnication-theory', 'user', 'theory', 0]);
  assert.equal((await server.get(`/concepts/${encodeURIComponent('弗罗布理论')}`)).id, made.id);
  const known = await decide(server, { kind: 'add_concept', concept: { label: { zh: '对比学习' } } });
  assert.equal((await server.get('/concepts/contrastive-learning')).notes, 0);
  await decide(server, { kind: 'merge', concept: 'frob', into: 'contrastive-learning' });
  assert.equal((await server.get('/concepts/frob')).key, 'concept:contrastive-learning');
  await put(server, 'a.md', A);
  assert.equal((await server.get('/concepts/contrastive-learning')).notes, 1);
  await send(server, `/decisions/${known.id}/revert`, {});
  assert.equal((await server.get('/concepts/contrastive-learning')).notes, 1);
  await server.stop();
});

test('a suggestion is dismissed without a change of the graph', async () => {
  const server = await twoPapers();
  const dismissed = await decide(server, { kind: 'dismiss', suggestion: 'twins:a:b', reason: 'seen' });
  assert.equal(dismissed.suggestion, 'twins:a:b');
  assert.equal((await titles(server)).length, 2);
  await server.stop();
});

test('bad decisions name the place and the fix', async () => {
  const server = await twoPapers();
  const cases = [
    [{ kind: 'merg', paper: 'x' }, /Did you mean "merge"/],
    [{ kind: 'merge', paper: 'arxiv:1911.05722', into: 'arxiv:1911.05722' }, /same thing already/],
    [{ kind: 'merge', paper: 'Momentum Contrst', into: 'arxiv:1911.05722' }, /\/paper: no paper .*Did you mean/],
    [{ kind: 'hide', paper: 'arxiv:1911.05722', reson: 'x' }, /\/reson .*Did you mean "reason"/],
    [{ kind: 'correct', paper: 'arxiv:1911.05722' }, /what is to change/],
    [{ kind: 'correct', paper: 'arxiv:1911.05722', year: 'x' }, /\/year/],
    [{ kind: 'correct', paper: 'arxiv:1911.05722', identifiers: ['nonsense'] }, /"nonsense" is none/],
    [{ kind: 'add_edge', from: { paper: 'arxiv:1911.05722' }, relation: 'broader', to: { concept: 'contrastive learning' } }, /does not join these two; .*about/],
    [{ kind: 'add_edge', from: { paper: 'arxiv:1911.05722' }, relation: 'abuot', to: { concept: 'contrastive learning' } }, /Did you mean "about"/],
    [{ kind: 'add_edge', from: { concept: 'contrastive learning' }, relation: 'about', to: { paper: 'arxiv:1911.05722' } }, /exchange/],
    [{ kind: 'add_paper', paper: { title: 'x', yaer: 2019 } }, /paper\/yaer/],
    [{ kind: 'add_paper', paper: {} }, /paper\/title/],
    [{ kind: 'set_broader', concept: 'contrastive learning', broader: 'x' }, /must be a list/],
    [{ kind: 'confirm', edge: 'e_none' }, /e_none/],
    [{ kind: 'revert', decision: 'd_none' }, /d_none/],
    [{ kind: 'hide', paper: 'arxiv:1911.05722', id: 'a b' }, /\/id/],
  ];
  for (const [body, expected] of cases) {
    const answer = await send(server, '/decisions', body);
    assert.ok([404, 409, 422].includes(answer.status), `${JSON.stringify(body)}: ${answer.status}`);
    assert.match(answer.body.detail, expected);
  }
  assert.equal((await server.get('/decisions')).items.length, 0);
  await server.stop();
});

test('taking back a merge that a later one builds on leaves the later one', async () => {
  const server = await twoPapers();
  await put(server, 'c.md', B.replace('CVPR42600.2020.00975', 'CVPR42600.2020.00999').replace('the long version', 'a talk'));
  const [a, b, c] = ['arxiv:1911.05722', 'doi:10.1109/cvpr42600.2020.00975', 'doi:10.1109/cvpr42600.2020.00999'];
  const first = await decide(server, { kind: 'merge', paper: b, into: a });
  await decide(server, { kind: 'merge', paper: c, into: b });
  assert.equal((await titles(server)).length, 1, 'a chain is one paper');
  const ids = async () => (await server.get('/papers')).items.map((p) => p.identifiers).sort();
  await send(server, `/decisions/${first.id}/revert`, {});
  // c was merged into what was known as a by then: its anchor keeps to that key.
  assert.deepEqual(await ids(), [[a, c].sort(), [b]].sort());
  await server.stop();
});

test('decisions of every kind are dormant without their target, and work again when it is back', async () => {
  const server = await twoPapers();
  const [a, b] = ['arxiv:1911.05722', 'doi:10.1109/cvpr42600.2020.00975'];
  const [cl, kd] = ['contrastive learning', 'knowledge distillation'];
  const ends = { from: { paper: a }, to: { concept: cl } };
  const { items: [{ edge }] } = await server.get(`/papers/${a}/concepts`);
  const requests = [
    { kind: 'correct', paper: a, year: 1999 },
    { kind: 'distinct', paper: a, other: b },
    { kind: 'distinct', concept: cl, other: kd },
    { kind: 'rename', concept: cl, label: { en: 'renamed' } },
    { kind: 'add_label', concept: cl, alt: 'queue trick' },
    { kind: 'retire_label', concept: cl, alt: 'queue trick' },
    { kind: 'set_broader', concept: cl, broader: [kd] },
    { kind: 'confirm', edge },
    { kind: 'add_edge', ...ends, relation: 'uses' },
  ];
  const made = [];
  for (const request of requests) made.push(await decide(server, request));
  const states = async () => Promise.all(made.map(async (d) => (await server.get(`/decisions/${d.id}`)).state));
  assert.deepEqual(await states(), made.map(() => 'active'));
  const before = await server.get(`/papers/${a}`);
  for (const path of ['a.md', 'b.md']) await server.fetch(`/api/v1/notes/${path}`, { method: 'DELETE' });
  assert.deepEqual(await states(), made.map(() => 'dormant'));
  await put(server, 'elsewhere/a.md', A);
  await put(server, 'elsewhere/b.md', B);
  assert.deepEqual(await states(), made.map(() => 'active'));
  assert.deepEqual(await server.get(`/papers/${a}`), before);
  await server.stop();
});
