/* The keys that work everywhere. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser, searchBox, settled } from './support/browser.mjs';

/** @type {Browser} */
let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.stop());

const focused = (/** @type {import('playwright-core').Page} */ page) => page.evaluate(() => document.activeElement?.textContent ?? '');

test('/ goes to the search and types no slash', async () => {
  const page = await browser.open('/papers');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'combobox');
  assert.equal(await searchBox(page).inputValue(), '');
  await page.keyboard.type('j/');
  assert.equal(await searchBox(page).inputValue(), 'j/', 'letters are text there');
  await browser.close(page);
});

test('j and k walk along the entries, Enter opens one', async () => {
  const page = await browser.open('/papers');
  const titles = await page.locator('main [data-entry]').allTextContents();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.equal(await focused(page), titles[1]);
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  assert.equal(await focused(page), titles[0], 'the first is the first');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/papers\/./);
  await settled(page);
  assert.equal((await page.locator('main h1').textContent())?.trim(), titles[0].trim());
  await browser.close(page);
});

test('g and a letter go to a list', async () => {
  const page = await browser.open('/');
  for (const [letter, path] of [['c', '/concepts'], ['p', '/papers'], ['n', '/notes'], ['h', '/']]) {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await page.waitForURL((url) => url.pathname === path);
  }
  await settled(page);
  await browser.close(page);
});

test('? shows the keys; they can be switched off', async () => {
  const page = await browser.open('/papers');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement?.hasAttribute('data-entry')), false);
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement?.hasAttribute('data-entry')), true);
  await browser.close(page);
});

test('the first Tab offers to skip the header', async () => {
  const page = await browser.open('/papers');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to the content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
  await browser.close(page);
});
