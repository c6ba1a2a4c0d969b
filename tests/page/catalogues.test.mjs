/* The words of the page: both languages have the same keys and the same places to fill in, and the page
 * uses each of them. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';

/** Of the page, and of the view that brings its own. */
const folders = ['static/i18n', 'static/docs/i18n', 'static/graph/i18n'];
const read = (/** @type {string} */ file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const all = (/** @type {string} */ language) => Object.assign({}, ...folders.map((folder) => read(`${folder}/${language}.json`)));
const catalogues = { en: all('en'), zh: all('zh') };
const sources = fs.readdirSync('static', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .map((file) => fs.readFileSync(`static/${file}`, 'utf8'))
  .join('\n');
/** Keys that are put together from a word of the API. */
const families = [/^(relation|reading|kind|problem|status|type|theme|facet|find|origin|sort|source|query|warning|rights|import\.state|settings\.theme|search\.kind|home\.example|docs\.(guide|group|rights)|graph\.(family|scene|status)|verdict\.saved|review\.(kind|answer|saved|reason))\./, /\.(one|other)$/];

const placesOf = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test('both catalogues have the same keys, sorted', () => {
  for (const folder of folders) {
    const keys = Object.keys(read(`${folder}/en.json`));
    assert.deepEqual(Object.keys(read(`${folder}/zh.json`)), keys);
    assert.deepEqual(keys, [...keys].sort());
  }
});

test('no catalogue has a key of another', () => {
  const keys = folders.flatMap((folder) => Object.keys(read(`${folder}/en.json`)));
  assert.equal(keys.length, new Set(keys).size);
});

test('each text has the same places to fill in', () => {
  for (const [key, text] of Object.entries(catalogues.en)) assert.deepEqual(placesOf(catalogues.zh[key]), placesOf(text), key);
});

test('no text is empty', () => {
  for (const [language, texts] of Object.entries(catalogues))
    for (const [key, text] of Object.entries(texts)) assert.notEqual(text.trim(), '', `${language} ${key}`);
});

test('each key that the page names is there', () => {
  const named = [...sources.matchAll(/\bt\('([^']+)'/g)].map(([, key]) => key);
  const counted = [...sources.matchAll(/\btCount\('([^']+)'/g)].flatMap(([, key]) => [`${key}.one`, `${key}.other`]);
  assert.ok(named.length > 50);
  for (const key of [...named, ...counted]) assert.ok(key in catalogues.en, key);
});

test('each key is used', () => {
  const unused = Object.keys(catalogues.en).filter((key) => !sources.includes(`'${key}'`) && !families.some((family) => family.test(key)));
  assert.deepEqual(unused, []);
});
