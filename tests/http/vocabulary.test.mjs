/* Vocabularies of users over HTTP: import, what it does to the graph, export, an outside reader of RDF. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test, { after, before } from 'node:test';
import { Server, temporaryFolder } from './support/server.mjs';

const NOTE = `# Reading

* [MoCo](https://arxiv.org/abs/1911.05722)
  * 对比学习 with a momentum encoder and the quxing trick
  * uses 量子夸克法, a kind of quxology
  * proposes **Zibbled Wug Attention (ZWA)**, a new method; ZWA is better than attention
`;

const SKOS = `@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://lab.example/> .
: a skos:ConceptScheme ; skos:prefLabel "Words of the lab"@en .
:qt a skos:Concept ; skos:prefLabel "Quxing Trick"@en, "夸克技巧"@zh-Hans ; skos:altLabel "trick of \\"qux\\""@en ;
  skos:definition "Said; with, signs."@en ; skos:broader :qo, <urn:paperstack:concept:contrastive-learning> ;
  skos:exactMatch <http://other.example/1> ; skos:notation "Q.1" .
:qo a skos:Concept ; skos:prefLabel "quxology"@en ; skos:altLabel "量子夸克法"@zh ; skos:related :qt .
:cl a skos:Concept ; skos:prefLabel "Contrastive Learning"@en, "对比式学习"@zh .
`;

let server;
before(async () => {
  server = await Server.start();
  await put('/notes/reading/q.md', NOTE, 'text/markdown');
});
after(() => server.stop());

const put = async (target, body, type) => {
  const answer = await server.fetch(`/api/v1${target}`, { method: 'PUT', body, headers: { 'Content-Type': type } });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : null };
};
const remove = async (name) => (await server.fetch(`/api/v1/vocabulary?name=${name}`, { method: 'DELETE' })).status;
const names = async () => (await server.get('/vocabulary')).items.map((v) => v.name);
const text = async (target) => (await server.fetch(`/api/v1/vocabulary?${target}`)).text();

/* All that the graph says, without row numbers. */
const graph = async () => {
  const lists = await Promise.all(['/concepts', '/papers', '/edges'].map((l) => server.get(`${l}?limit=200`)));
  return JSON.stringify(lists.map((l) => l.items));
};

/* Triples by rapper, which shares no code with us; sorted, escapes undone. */
const triples = (file, format) => {
  const { status, stdout, stderr } = spawnSync('rapper', ['-q', '-i', format, '-o', 'ntriples', '-', 'http://base.example/'],
    { input: file, encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(status, 0, stderr);
  return stdout.trim().split('\n').sort()
    .map((line) => line.replace(/\\u([0-9A-F]{4})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))));
};

test('an import answers with a report and changes what notes say', async () => {
  const { status, body } = await put('/vocabulary?name=lab', SKOS, 'text/turtle');
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(body, { concepts: 3, labels: 7, merged: 1, problems: 0, warnings: [] });
  const trick = await server.get('/concepts/quxing-trick');
  assert.equal(trick.origin, 'user');
  assert.equal(trick.label.zh, '夸克技巧');
  const { items } = await server.get('/papers/arxiv:1911.05722/concepts');
  assert.ok(JSON.stringify(items).includes('Quxing Trick'), JSON.stringify(items));
  assert.ok(JSON.stringify(items).includes('quxology'));
});

test('a concept with the label of a shipped one is the same, under the name of the user', async () => {
  const concept = await server.get(`/concepts/${encodeURIComponent('对比学习')}`);
  assert.equal(concept.key, 'concept:contrastive-learning');
  assert.equal(concept.label.en, 'Contrastive Learning');
  assert.equal(concept.label.zh, '对比式学习');
  assert.ok(JSON.stringify(concept).includes('对比学习'));
});

test('an outside reader finds the same triples in each RDF export, and importing one changes nothing', async () => {
  const turtle = await text('format=turtle&name=lab');
  const all = triples(turtle, 'turtle');
  assert.deepEqual(triples(await text('format=ntriples&name=lab'), 'ntriples'), all);
  const skos = 'http://www.w3.org/2004/02/skos/core#';
  for (const line of [
    `<http://lab.example/qt> <${skos}prefLabel> "夸克技巧"@zh .`,
    `<http://lab.example/qt> <${skos}altLabel> "trick of \\"qux\\""@en .`,
    `<http://lab.example/qt> <${skos}broader> <http://lab.example/qo> .`,
    `<http://lab.example/qt> <${skos}broader> <urn:paperstack:concept:contrastive-learning> .`,
    `<http://lab.example/qt> <${skos}definition> "Said; with, signs."@en .`,
    `<http://lab.example/qt> <${skos}exactMatch> <http://other.example/1> .`,
    `<http://lab.example/qt> <${skos}notation> "Q.1" .`,
    '<http://lab.example/qt> <urn:paperstack:origin> "user" .',
    `<http://lab.example/qo> <${skos}related> <http://lab.example/qt> .`,
  ]) assert.ok(all.includes(line), `${line}\nis not in\n${all.join('\n')}`);
  const before = await graph();
  for (const [format, type] of [['turtle', 'text/turtle'], ['ntriples', 'application/n-triples'], ['csv', 'text/csv']]) {
    const { status, body } = await put('/vocabulary?name=lab', await text(`format=${format}&name=lab`), type);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body.warnings, []);
    assert.equal(await graph(), before, format);
    /* A table names what is broader by its id, so there it is the concept of the file that has it. */
    if (format !== 'csv') assert.deepEqual(triples(await text('format=turtle&name=lab'), 'turtle'), all, format);
  }
});

test('everything exported is read by the outside reader, and as one vocabulary gives the same graph', async () => {
  const all = await text('format=turtle&scope=all');
  const read = triples(all, 'turtle');
  assert.deepEqual(triples(await text('format=ntriples&scope=all'), 'ntriples'), read);
  for (const origin of ['vocabulary', 'user', 'discovered'])
    assert.ok(read.some((line) => line.includes(`<urn:paperstack:origin> "${origin}"`)), origin);
  const json = JSON.parse(await text('format=json&scope=all'));
  const labels = json.concepts.reduce((n, c) => n + Object.keys(c.label).length, 0);
  assert.equal(read.filter((line) => line.includes('#prefLabel>')).length, labels);
  const { items } = await server.get('/edges?limit=200');
  const shipped = await put('/vocabulary?name=zz', await text('format=turtle&scope=shipped'), 'text/turtle');
  assert.equal(shipped.body.merged, shipped.body.concepts);
  assert.deepEqual((await server.get('/edges?limit=200')).items, items);
  assert.equal(await remove('zz'), 204);
});

test('a broader concept that nobody knows is a warning of that vocabulary', async () => {
  const { body } = await put('/vocabulary?name=open', 'label,broader\nwug thing,no such wug|对比学习\n', 'text/csv');
  assert.deepEqual(body.warnings, ['open: unknown id no-such-wug']);
  assert.equal(body.problems, 1);
  assert.deepEqual((await put('/vocabulary?name=zz', 'label\nwug two\n', 'text/csv')).body.warnings, []);
  assert.equal(await remove('open'), 204);
  assert.equal(await remove('zz'), 204);
});

test('vocabularies stand beside each other and go one by one', async () => {
  await put('/vocabulary', 'label,alt\nencoder of momentum,momentum encoder\n', 'text/csv');
  assert.deepEqual(await names(), ['shipped', 'lab', 'user']);
  const of = (await server.get('/vocabulary')).items.find((v) => v.name === 'user');
  assert.equal(of.format, 'csv');
  assert.equal(of.labels, 2);
  assert.equal(await remove('user'), 204);
  assert.equal(await remove('user'), 404);
  assert.equal(await remove(''), 400);
  assert.deepEqual(await names(), ['shipped', 'lab']);
});

test('a bad file is refused with the place, and nothing changes', async () => {
  const before = await server.get('/vocabulary');
  for (const [body, type, says] of [
    ['label\n"open\n', 'text/csv', /Line 2, column 1: the quote/],
    ['@prefix a: <http://a/> .\na:b z:c "d" .', 'text/turtle', /Line 2: the prefix "z:" is not declared/],
    ['<?xml version="1.0"?><rdf:RDF/>', 'application/xml', /RDF\/XML is not read/],
    ['{}', 'application/json', /JSON is not read/],
    [Buffer.from([0x6c, 0xff, 0xfe]), 'text/csv', /not UTF-8/],
    ['', 'text/csv', /empty/],
  ]) {
    const { status, body: problem } = await put('/vocabulary?name=lab', body, type);
    assert.equal(status, 422, JSON.stringify(problem));
    assert.match(problem.detail, says);
  }
  assert.equal((await put('/vocabulary?name=shipped', 'label\nx y\n', 'text/csv')).status, 400);
  assert.equal((await put('/vocabulary?name=a%2Fb', 'label\nx y\n', 'text/csv')).status, 400);
  assert.deepEqual(await server.get('/vocabulary'), before);
});

test('notes, previews and questions go on beside imports, and the graph is that of a rebuild', async () => {
  const work = [];
  for (let i = 0; i < 6; i++) {
    work.push(put(`/notes/n${i}.md`, `${NOTE}\nand wibbling ${i}\n`, 'text/markdown'));
    work.push(put('/vocabulary?name=busy', `label\nwibbling${i % 2 ? '' : ' thing'}\nmomentum encoder ${i}\n`, 'text/csv'));
    work.push(server.fetch('/api/v1/notes/preview', { method: 'POST', body: NOTE, headers: { 'Content-Type': 'text/markdown' } })
      .then(async (a) => { await a.arrayBuffer(); return a; }));
    work.push(server.fetch('/api/v1/papers/arxiv:1911.05722/concepts').then(async (a) => { await a.arrayBuffer(); return a; }));
  }
  for (const { status } of await Promise.all(work)) assert.ok(status === 200 || status === 201, status);
  await put('/vocabulary?name=busy', 'label\nwibbling\n', 'text/csv');
  const before = await graph();
  await put('/vocabulary?name=busy', 'label\nwibbling\n', 'text/csv');
  assert.equal(await graph(), before);
});

test('an imported vocabulary is there after a restart', async () => {
  const dataDir = temporaryFolder();
  const first = await Server.start({ dataDir });
  await first.fetch('/api/v1/vocabulary', { method: 'PUT', body: SKOS, headers: { 'Content-Type': 'text/turtle' } });
  await first.stop();
  const second = await Server.start({ dataDir });
  const answer = await second.fetch('/api/v1/notes/preview',
    { method: 'POST', body: NOTE, headers: { 'Content-Type': 'text/markdown' } });
  assert.ok((await answer.text()).includes('concept:quxing-trick'));
  await second.stop();
});
