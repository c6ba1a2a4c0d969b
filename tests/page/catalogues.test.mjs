/* The words of the page: both languages have the same keys and the same places to fill in, and the page
 * uses each of them. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';

const read = (/** @type {string} */ language) => JSON.parse(fs.readFileSync(`static/i18n/${language}.json`, 'utf8'));
const catalogues = { en: read('en'), zh: read('zh') };
const sources = fs.readdirSync('static', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .map((file) => fs.readFileSync(`static/${file}`, 'utf8'))
  .join('\n');
/** Keys that are put together from a word of the API. */
const families = [/^(relation|kind|problem|status|type|theme|search\.kind|home\.example)\./, /\.(one|other)$/];

const placesOf = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test('both catalogues have the same keys, sorted', () => {
  assert.deepEqual(Object.keys(catalogues.zh), Object.keys(catalogues.en));
  assert.deepEqual(Object.keys(catalogues.en), Object.keys(catalogues.en).sort());
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
