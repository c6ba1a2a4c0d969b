/* Every view in both themes and languages: it has a heading, the checker of accessibility finds nothing,
 * and at the width of a phone nothing sticks out. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { Browser, settled, viewAddresses } from './support/browser.mjs';

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const looks = [{ language: 'en' }, { language: 'zh', dark: true }, { language: 'en', width: 360, dark: true }, { language: 'zh', width: 360 }];
/** @type {Browser} */
let browser;
/** @type {Record<string, string>} */
let addresses;

before(async () => {
  browser = await Browser.start();
  addresses = await viewAddresses(browser);
});
after(() => browser.stop());

/** The least size of a target does not hold for those inside a sentence (WCAG 2.5.8, "Inline").
 * @param {{id: string, html: string}} violation */
const isInSentence = ({ id, html }) => id === 'target-size' && html.startsWith('<mark class="evidence');

/** @param {import('playwright-core').Page} page */
async function checkAccessibility(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(axeTags).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => ({ id, html: node.html })));
  assert.deepEqual(found.filter((one) => !isInSentence(one)).map(({ id, html }) => `${id}: ${html}`), []);
}

for (const name of ['home', 'search', 'papers', 'paper', 'concepts', 'concept', 'notes', 'note', 'reading', 'review', 'import', 'edit', 'settings', 'unknown', 'missing'])
  test(`view ${name}`, async () => {
    for (const look of looks) {
      const page = await browser.open(addresses[name], look);
      assert.equal(await page.locator('main h1').count(), 1, 'one heading');
      assert.notEqual((await page.locator('main h1').textContent())?.trim(), '');
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overhang <= 0, `${overhang} px stick out at ${look.width ?? 1280}`);
      await checkAccessibility(page);
      await browser.close(page);
    }
  });

test('lists lead to their entries, and back to the place where they were left', async () => {
  const page = await browser.open('/papers');
  const link = page.locator('main [data-entry]').nth(20);
  await link.scrollIntoViewIfNeeded();
  const scroll = await page.evaluate(() => window.scrollY);
  const title = await link.textContent();
  await link.click();
  await settled(page);
  assert.equal((await page.locator('main h1').textContent())?.trim(), title?.trim());
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'MAIN');
  await page.goBack();
  await settled(page);
  assert.ok(Math.abs((await page.evaluate(() => window.scrollY)) - scroll) < 200);
  await browser.close(page);
});

test('language and theme are kept', async () => {
  const page = await browser.open('/papers');
  await page.getByRole('button', { name: '中文' }).click();
  assert.equal(await page.locator('main h1').textContent(), '论文');
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-Hans');
  await page.getByRole('button', { name: /^主题/ }).click();
  await page.getByRole('button', { name: /^主题/ }).click();
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  await page.reload();
  await settled(page);
  assert.equal(await page.locator('main h1').textContent(), '论文');
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(24, 22, 20)');
  await browser.close(page);
});

test('a server that does not answer is reported, with a way to try again', async () => {
  const page = await browser.open('/papers');
  await page.route('**/api/v1/concepts*', (route) => route.abort());
  await page.getByRole('link', { name: 'Concepts' }).click();
  await page.getByRole('alert').waitFor();
  await page.unroute('**/api/v1/concepts*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.entry').first().waitFor();
  await browser.close(page);
});
