/* References, read back by a reader that is not ours; and papers and concepts by any of their names. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { Server } from './support/server.mjs';

const put = (server, name, body) =>
  server.fetch(`/api/v1/notes/${name}`, { method: 'PUT', headers: { 'Content-Type': 'text/markdown' }, body });
const NOTES = {
  'moco.md': '# Momentum Contrast for Unsupervised Visual Representation Learning\n\n- Authors: Kaiming He, Haoqi Fan, Laurens van der Maaten\n- Year: 2020\n- Venue: CVPR\n- arXiv: https://arxiv.org/abs/1911.05722\n\nContrastive learning with a queue.\n',
  'odd.md': '# 100% & $5_000 ~ ^ #1 \\ of 对比学习\n\n- 作者: 何恺明, 王小明\n- Year: 2021\n- DOI: https://doi.org/10.1145/3368089.3409740\n\n关于对比学习。\n',
  'many.md': '# EfficientNet: Rethinking Model Scaling\n\n- Authors: Tan, M., & Le, Q., et al.\n- Year: 2019\n- Venue: Journal of Machine Learning Research\n- arXiv: https://arxiv.org/abs/1905.11946\n\nNeural architecture search.\n',
};

async function library() {
  const server = await Server.start();
  for (const [name, body] of Object.entries(NOTES)) assert.equal((await put(server, name, body)).status, 201, name);
  return server;
}
const text = async (server, target) => {
  const answer = await server.fetch(`/api/v1${target}`);
  assert.equal(answer.status, 200, `${target}: ${answer.status}`);
  return answer.text();
};
const chain = (data) => plugins.input.chain(data, { generateGraph: false });

test('every format says the same of every paper, to an outside reader', async () => {
  const server = await library();
  const { items } = await server.get('/papers');
  assert.equal(items.length, 3);
  const keys = new Set();
  for (const paper of items) {
    const read = {};
    for (const format of ['bibtex', 'ris', 'csl-json'])
      [read[format]] = chain(await text(server, `/papers/${paper.id}/citation?format=${format}`));
    const names = (entry) => entry.author.filter((n) => n.literal !== 'others' && n.family !== 'others')
      .map((n) => n.literal ?? [n['non-dropping-particle'], n.family].filter(Boolean).join(' '));
    for (const [format, entry] of Object.entries(read)) {
      assert.equal(entry.title, paper.title, format);
      assert.equal(entry.issued['date-parts'][0][0], paper.year, format);
      if (format !== 'ris') assert.equal(entry['container-title'] ?? null, paper.venue, format); // the reader knows no T2 of CPAPER
      assert.deepEqual(names(entry), names(read['csl-json']), format);
    }
    assert.equal(read.bibtex['citation-key'] ?? read.bibtex.id, read['csl-json'].id);
    keys.add(read['csl-json'].id);
  }
  assert.equal(keys.size, 3);
  await server.stop();
});

test('names are split where that is plain', async () => {
  const server = await library();
  const authors = async (id) => JSON.parse(await text(server, `/papers/${id}/citation?format=csl-json`))[0].author;
  assert.deepEqual(await authors('arxiv:1911.05722'), [{ family: 'He', given: 'Kaiming' }, { family: 'Fan', given: 'Haoqi' },
    { family: 'van der Maaten', given: 'Laurens' }]);
  assert.deepEqual(await authors('arxiv:1905.11946'), [{ family: 'Tan', given: 'M.' }, { family: 'Le', given: 'Q.' }, { literal: 'others' }]);
  assert.deepEqual(await authors('doi:10.1145%2F3368089.3409740'), [{ literal: '何恺明' }, { literal: '王小明' }]);
  await server.stop();
});

test('what is special to BibTeX is escaped, and Chinese is kept', async () => {
  const server = await library();
  const bib = await text(server, '/papers/10.1145%2F3368089.3409740.bib');
  assert.match(bib, /100\\% \\& \\\$5\\_000 \\textasciitilde\{\} \\textasciicircum\{\} \\#1/);
  assert.match(bib, /对比学习/);
  assert.match(bib, /doi = \{10\.1145\/3368089\.3409740\}/);
  await server.stop();
});

test('the ending of the address chooses the format', async () => {
  const server = await library();
  const types = { '.bib': 'application/x-bibtex', '.ris': 'application/x-research-info-systems',
    '.csl.json': 'application/vnd.citationstyles.csl+json', '.txt': 'text/plain', '.json': 'application/json' };
  for (const [ending, type] of Object.entries(types)) {
    const answer = await server.fetch(`/api/v1/papers/arxiv:1911.05722${ending}`);
    assert.equal(answer.status, 200, ending);
    assert.ok(answer.headers.get('content-type').startsWith(type), ending);
  }
  assert.match(await text(server, '/papers/arxiv:1911.05722.txt'),
    /^He, Kaiming; Fan, Haoqi; van der Maaten, Laurens \(2020\)\. Momentum Contrast .*\. CVPR\. https:\/\/arxiv\.org\/abs\/1911\.05722\n$/);
  assert.equal((await server.fetch('/api/v1/papers/arxiv:1911.05722/citation?format=word')).status, 400);
  assert.equal((await server.fetch('/api/v1/papers/arxiv:1911.05799.bib')).status, 404);
  await server.stop();
});

test('a paper answers to every way of writing its identifiers, at every route below it', async () => {
  const server = await library();
  const { id } = await server.get('/papers/arxiv:1911.05722');
  for (const name of ['arXiv:1911.05722', 'arXiv:1911.05722v3', '1911.05722', 'https%3A%2F%2Farxiv.org%2Fpdf%2F1911.05722.pdf', id]) {
    const answer = await server.fetch(`/api/v1/papers/${name}`);
    assert.equal(answer.status, 200, name);
    assert.equal(answer.headers.get('content-location'), `/api/v1/papers/${id}`);
  }
  const odd = await server.get('/papers/doi:10.1145%2F3368089.3409740');
  for (const below of ['', '/concepts', '/edges', '/notes', '/evidence', '/similar', '/citation'])
    for (const name of ['doi:10.1145%2F3368089.3409740', '10.1145%2f3368089.3409740', 'DOI%3A10.1145%2F3368089.3409740'])
      assert.equal((await server.fetch(`/api/v1/papers/${name}${below}`)).headers.get('content-location'), `/api/v1/papers/${odd.id}`, name + below);
  for (const name of ['contrastive-learning', 'Contrastive%20Learning', '%E5%AF%B9%E6%AF%94%E5%AD%A6%E4%B9%A0', 'concept:contrastive-learning'])
    assert.match((await server.fetch(`/api/v1/concepts/${name}`)).headers.get('content-location'), /^\/api\/v1\/concepts\/c_/, name);
  assert.equal((await server.fetch('/api/v1/notes/moco')).headers.get('content-location'), '/api/v1/notes/moco.md');
  await server.stop();
});

test('an id that moved redirects from every form of its address', async () => {
  const server = await Server.start();
  const title = 'Momentum Contrast for Unsupervised Visual Representation Learning';
  await put(server, 'a.md', `# Reading\n\n* [${title}](https://example.org/moco.pdf)\n`);
  const { id: old } = await server.get('/papers/url:example.org%2Fmoco.pdf');
  await put(server, 'b.md', `# More\n\n* [${title}](https://arxiv.org/abs/1911.05722)\n`);
  const { id } = await server.get('/papers/arxiv:1911.05722');
  assert.notEqual(old, id);
  const encoded = `%70${old.slice(1)}`;
  for (const [from, to] of [[`/papers/${old}`, `/papers/${id}`], [`/papers/${encoded}`, `/papers/${id}`],
    [`/papers/${encoded}/edges?limit=3`, `/papers/${id}/edges?limit=3`], [`/papers/${old}.bib`, `/papers/${id}.bib`],
    [`/papers/${old}/citation?format=ris`, `/papers/${id}/citation?format=ris`]]) {
    const answer = await server.fetch(`/api/v1${from}`);
    assert.equal(answer.status, 308, from);
    assert.equal(answer.headers.get('location'), `/api/v1${to}`);
  }
  await server.stop();
});

test('a text resolves to concepts, with how it matched', async () => {
  const server = await library();
  const resolve = (label) => server.get(`/concepts/resolve?label=${encodeURIComponent(label)}`);
  const matches = { 'contrastive learning': 'exact', 'Contrastive-Learning': 'folded', '对比学习': 'exact', '對比學習': 'folded',
    'contrastive-learning': 'id' };
  for (const [label, match] of Object.entries(matches)) {
    const { best, items } = await resolve(label);
    assert.equal(items[0].concept.slug, 'contrastive-learning', label);
    assert.equal(items[0].why.match, match, label);
    assert.equal(best, items[0].concept.id, label);
  }
  const near = await resolve('contrastive lerning');
  assert.equal(near.items[0].concept.slug, 'contrastive-learning');
  assert.equal(near.items[0].why.match, 'near');
  assert.equal(near.best, null);
  assert.deepEqual((await resolve('zzzzqqqq')).items, []);
  assert.equal((await server.fetch('/api/v1/concepts/resolve')).status, 400);
  await server.stop();
});
