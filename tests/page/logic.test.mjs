/* What of the page needs no browser: reading addresses, snippets and quotes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.navigator ??= /** @type {any} */ ({ language: 'en' });
globalThis.localStorage ??= /** @type {any} */ ({ getItem: () => null, setItem: () => {} });
const { matchRoute } = await import('../../static/router.js');
const { groupBy, identifierUrl, languageOf, otherLabel, preferredLabel, snippetParts } = await import('../../static/lib/text.js');
const { readableQuote, evidenceUrl } = await import('../../static/components/evidence.js');
const { conditionOfFacet, conditionsOf, plainRelation, replaceCondition, toggleCondition, withoutLimit } = await import('../../static/lib/query-document.js');
const { apiUrl, notePath } = await import('../../static/api.js');

const table = /** @type {[string, string][]} */ ([['/', 'home'], ['/papers', 'papers'], ['/papers/:id', 'paper'], ['/notes/*path', 'note']]);

const addresses = [
  ['/', { view: 'home', params: {} }],
  ['/papers/', { view: 'papers', params: {} }],
  ['/papers/arxiv:1911.05722', { view: 'paper', params: { id: 'arxiv:1911.05722' } }],
  ['/papers/doi:10.1000%2Fabc', { view: 'paper', params: { id: 'doi:10.1000/abc' } }],
  ['/papers/a/b', null],
  ['/notes/a/%E7%AC%94%E8%AE%B0.md', { view: 'note', params: { path: 'a/笔记.md' } }],
  ['/papers/%zz', { view: 'paper', params: { id: '%zz' } }],
  ['/nothing', null],
];
for (const [path, expected] of addresses) test(`address ${path}`, () => assert.deepEqual(matchRoute(table, path), expected));

test('a snippet is text and matches, and its escapes are undone once', () => {
  assert.deepEqual(snippetParts('a &lt;b&gt; <mark>c &amp;lt;</mark> d'), [
    { text: 'a <b> ', marked: false }, { text: 'c &lt;', marked: true }, { text: ' d', marked: false }]);
  assert.deepEqual(snippetParts(''), []);
  assert.deepEqual(snippetParts('<mark>open'), [{ text: '<mark>open', marked: false }]);
});

const quotes = [
  ['- extends **InstDisc** with a queue', 'extends InstDisc with a queue'],
  ['* see [MoCo](https://arxiv.org/abs/1) and ![x](y.png)', 'see MoCo and x'],
  ['## 1. 对比学习', '1. 对比学习'],
  ['two\n  lines', 'two lines'],
];
for (const [quote, expected] of quotes) test(`quote ${expected}`, () => assert.equal(readableQuote(quote), expected));
test('a long quote is cut', () => assert.equal(readableQuote('x'.repeat(1000)).length, 281));

test('labels', () => {
  assert.equal(preferredLabel({ en: 'a', zh: '一' }), 'a');
  assert.equal(preferredLabel({ zh: '一' }), '一');
  assert.equal(otherLabel({ en: 'a', zh: '一' }), '一');
  assert.equal(otherLabel({ zh: '一' }), null);
});

test('languages of texts', () => {
  assert.deepEqual(['plain', '对比', 'あ対', '한국'].map(languageOf), [undefined, 'zh', 'ja', 'ko']);
});

test('identifiers lead to their pages', () => {
  assert.equal(identifierUrl('arxiv:1911.05722'), 'https://arxiv.org/abs/1911.05722');
  assert.equal(identifierUrl('doi:10.1000/a.b'), 'https://doi.org/10.1000/a.b');
  assert.equal(identifierUrl('isbn:978'), null);
});

test('addresses of the API and of evidence', () => {
  assert.equal(apiUrl('/papers', { q: 'a b', limit: 5, status: '' }), '/api/v1/papers?q=a+b&limit=5');
  assert.equal(notePath('a b/c#d.md'), 'a%20b/c%23d.md');
  assert.equal(evidenceUrl('e_1', { note: 'a/b.md', line: 7, start: 0, end: 1, quote: '', rule: '' }), '/notes/a/b.md?edge=e_1#L7');
});

test('groups keep the order of their first items', () => {
  assert.deepEqual(groupBy(['b1', 'a1', 'b2'], (item) => item[0]), [['b', ['b1', 'b2']], ['a', ['a1']]]);
});

const linked = { linked: { to: 'moco' } };
const documents = [
  [{ find: 'papers' }, []],
  [{ find: 'papers', where: linked }, [linked]],
  [{ find: 'papers', where: { all: [linked, { year: 2020 }] } }, [linked, { year: 2020 }]],
  [{ find: 'papers', where: { ...linked, year: 2020 } }, [linked, { year: 2020 }]],
  [{ find: 'papers', where: { all: [linked], year: 2020 } }, [{ all: [linked] }, { year: 2020 }]],
  [{ find: 'papers', where: { any: [linked] } }, [{ any: [linked] }]],
];
for (const [query, conditions] of documents) test(`conditions of ${JSON.stringify(query)}`, () => assert.deepEqual(conditionsOf(query), conditions));

test('conditions are added, replaced and taken away', () => {
  const one = toggleCondition({ find: 'papers', sort: ['-year'], limit: 5 }, linked);
  assert.deepEqual(one, { find: 'papers', where: linked, sort: ['-year'] });
  const two = toggleCondition(one, conditionOfFacet('year', '2020'));
  assert.deepEqual(two.where, { all: [linked, { year: 2020 }] });
  assert.deepEqual(toggleCondition(two, linked).where, { year: 2020 });
  assert.deepEqual(replaceCondition(two, 1, null).where, linked);
  assert.deepEqual(replaceCondition(two, 1, { year: { gte: 2019 } }).where, { all: [linked, { year: { gte: 2019 } }] });
});

test('only a limit of the page leaves the phrase', () => {
  assert.equal(withoutLimit('papers top 1', 1), 'papers');
  assert.equal(withoutLimit('papers top 10', 1), 'papers top 10');
  assert.equal(withoutLimit('论文，前20个', 20), '论文');
});

test('a relation can be chosen where a link says nothing more', () => {
  assert.equal(plainRelation({ to: 'a' }), '');
  assert.equal(plainRelation({ to: 'a', relation: ['uses'], direction: 'out' }), 'uses');
  for (const link of [{ to: ['a', 'b'] }, { to: 'a', hops: 2 }, { to: 'a', relation: ['uses', 'about'] }, { to: 'a', relation: ['cites'], direction: 'in' }])
    assert.equal(plainRelation(link), undefined, JSON.stringify(link));
});
