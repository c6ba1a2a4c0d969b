/* What stands near: the years of a concept's papers and the concepts that come up with it, and the papers
 * similar to a paper with what they share. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser, settled } from './support/browser.mjs';

/** @type {Browser} */
let browser;
/** @type {any} */
let concept;

before(async () => {
  browser = await Browser.start();
  concept = (await browser.get('/concepts?limit=1')).items[0];
});
after(() => browser.stop());

test('a year of a concept leaves its papers of that year, as many as the bar says', async () => {
  const page = await browser.open(`/concepts/${concept.slug}`);
  const year = page.locator('.years button').first();
  const [, name, count] = /^(\d+): (\d+)/.exec(await year.getAttribute('aria-label') ?? '') ?? assert.fail();
  const { page: { total } } = await browser.get(`/concepts/${concept.slug}/papers?year=${name}&limit=1`);
  assert.equal(Number(count), total);
  await year.click();
  await page.waitForURL(new RegExp(`year=${name}`));
  await settled(page);
  assert.match(await page.locator('.section-head .page-count').textContent() ?? '', new RegExp(`^${count} `));
  assert.equal(await year.getAttribute('aria-pressed'), 'true');
  await year.click();
  await page.waitForURL((url) => !url.searchParams.has('year'));
  await browser.close(page);
});

test('the concepts that come up with a concept lead to their pages', async () => {
  const page = await browser.open(`/concepts/${concept.slug}`);
  const { items } = await browser.get(`/concepts/${concept.slug}/related?limit=15`);
  const chips = page.locator('.concept-aside .chip');
  assert.equal(await chips.count(), items.length);
  await chips.first().click();
  await settled(page);
  assert.ok(page.url().endsWith(`/concepts/${encodeURIComponent(items[0].slug)}`));
  await browser.close(page);
});

test('a paper shows the papers similar to it, and what they share', async () => {
  const { items: [paper] } = await browser.get(`/papers?linked_to=${concept.slug}&status=entry&limit=1`);
  const { items } = await browser.get(`/papers/${paper.id}/similar?limit=5`);
  assert.ok(items.length > 0);
  const page = await browser.open(`/papers/${paper.id}`);
  const section = page.getByRole('region', { name: 'Similar papers' });
  assert.deepEqual(await section.locator('.entry-title').allTextContents(), items.map((one) => one.title));
  const shared = items[0].why.concepts.map((one) => one.label);
  for (const label of shared) assert.ok(await section.locator('.entry').first().getByRole('link', { name: label, exact: true }).count() > 0, label);
  await browser.close(page);
});
