/* Lists and answers narrowed by what they have in common, and the question as parts that can be changed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { Browser, searchBox, settled } from './support/browser.mjs';

/** @type {Browser} */
let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.stop());

const countOf = async (/** @type {import('playwright-core').Locator} */ value) => Number(((await value.locator('.facet-count').textContent()) ?? '').replace(/\D/g, ''));
const facet = (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ name) => page.getByRole('region', { name, exact: true });

test('a counted value narrows the list to just so many, and gives them back', async () => {
  const page = await browser.open('/papers');
  const value = facet(page, 'Year').getByRole('button').first();
  const n = await countOf(value);
  await value.click();
  await page.waitForURL(/year=\d{4}/);
  await page.getByText(`${n} papers`, { exact: true }).waitFor();
  assert.equal(await facet(page, 'Year').getByRole('button').first().getAttribute('aria-pressed'), 'true');
  await page.getByRole('button', { name: /^Remove: Year/ }).click();
  await page.waitForURL((url) => !url.searchParams.has('year'));
  const { page: { total } } = await browser.get('/papers?limit=1');
  await page.getByText(`${total} papers`, { exact: true }).waitFor();
  await browser.close(page);
});

test('the address sets the filters, and half a year is none', async () => {
  const page = await browser.open('/papers?status=cited');
  const { page: { total } } = await browser.get('/papers?limit=1&status=cited');
  await page.getByText(`${total} papers`, { exact: true }).waitFor();
  assert.equal(await page.locator('.badge.cited').count(), await page.locator('main .entry').count());
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByLabel('From year').pressSequentially('2019', { delay: 250 });
  await page.waitForURL(/year__gte=2019/);
  assert.ok(!asked.some((url) => /year__gte=(2|20|201)(&|$)/.test(url)), asked.join(' '));
  await page.getByRole('button', { name: 'Remove the filters' }).click();
  await page.waitForURL((url) => url.search === '');
  assert.equal(await page.getByLabel('From year').inputValue(), '', 'the field follows the address');
  await browser.close(page);
});

test('the order is chosen', async () => {
  const page = await browser.open('/papers');
  await page.getByLabel('Order').selectOption('-year');
  await page.waitForURL(/sort=-year/);
  const { items: [first] } = await browser.get('/papers?sort=-year&limit=1');
  await page.locator('main .entry-title').first().getByText(first.title, { exact: true }).waitFor();
  await browser.close(page);
});

test('on a phone the filters are a sheet', async () => {
  const page = await browser.open('/concepts', { width: 390 });
  assert.equal(await page.locator('.facet').count(), 0);
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^method/ }).click();
  await page.waitForURL(/kind=method/);
  assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, []);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Filters 1' }).waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
  await browser.close(page);
});

const question = 'papers linked to "contrastive learning" since 2019';

test('the parts of a question are changed in place; the phrase is the address', async () => {
  const page = await browser.open(`/search?q=${encodeURIComponent(question)}`);
  const chips = page.getByRole('list', { name: 'Understood as' });
  await chips.getByLabel('Relation').selectOption('about');
  await page.waitForURL((url) => url.searchParams.get('q') === 'papers whose subject is "contrastive learning" since 2019');
  await chips.getByRole('textbox', { name: 'Year' }).fill('2020');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('q') === 'papers whose subject is "contrastive learning" since 2020');
  await chips.getByRole('button', { name: /^Remove: Year/ }).click();
  await page.waitForURL((url) => url.searchParams.get('q') === 'papers whose subject is "contrastive learning"');
  await chips.getByLabel('What to find').selectOption('notes');
  await page.waitForURL((url) => url.searchParams.get('q') === 'notes whose subject is "contrastive learning"');
  await settled(page);
  assert.equal(await searchBox(page).inputValue(), 'notes whose subject is "contrastive learning"');
  await page.goBack();
  await page.waitForURL((url) => url.searchParams.get('q') === 'papers whose subject is "contrastive learning"');
  await browser.close(page);
});

test('a counted value narrows a question', async () => {
  const page = await browser.open(`/search?q=${encodeURIComponent(question)}`);
  const value = facet(page, 'Year').getByRole('button').first();
  const [n, year] = [await countOf(value), (await value.locator('.facet-text').textContent()) ?? ''];
  await value.click();
  await page.waitForURL((url) => (url.searchParams.get('q') ?? '').includes(`in ${year}`));
  await page.locator('.answer .result-count').getByText(`${n} result`).waitFor();
  await browser.close(page);
});

test('a Chinese question has Chinese parts', async () => {
  const page = await browser.open(`/search?q=${encodeURIComponent('与对比学习相关的论文')}`, { language: 'zh' });
  await page.getByRole('list', { name: '理解为' }).getByLabel('关系').selectOption('uses');
  await page.waitForURL((url) => url.searchParams.get('q') === '使用“对比学习”的论文');
  await settled(page);
  await browser.close(page);
});
