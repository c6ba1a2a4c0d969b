/* A person's own word about a paper, said on its page and changed for many in the list. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser, settled, viewAddresses } from './support/browser.mjs';

/** @type {Browser} */
let browser;
/** @type {Record<string, string>} */
let addresses;

before(async () => {
  browser = await Browser.start();
  addresses = await viewAddresses(browser);
});
after(() => browser.stop());

test('a state and a rating are kept, and found in the list and among the papers', async () => {
  const page = await browser.open(addresses.paper);
  const title = (await page.locator('main h1').textContent())?.trim();
  await page.locator('.reading select').first().selectOption('read');
  await page.locator('.reading select').nth(1).selectOption('4');
  const id = addresses.paper.replace('/papers/', '');
  await assert.doesNotReject(page.waitForFunction(async (paper) => (await (await fetch(`/api/v1/papers/${paper}/reading`)).json()).rating === 4, id));
  await page.reload();
  await settled(page);
  assert.equal(await page.locator('.reading select').first().inputValue(), 'read');
  await browser.close(page);
  const list = await browser.open('/reading');
  assert.equal((await list.locator('main [data-entry]').textContent())?.trim(), title);
  assert.match(await list.locator('main .entry').innerText(), /read · 4 of 5/);
  await list.getByRole('checkbox').check();
  await list.getByLabel('Set 1 paper to').selectOption('skipped');
  await list.getByText('skipped · 4 of 5').waitFor();
  await browser.close(list);
  const papers = await browser.open('/papers?reading=skipped');
  assert.equal((await papers.locator('main [data-entry]').first().textContent())?.trim(), title);
  assert.equal(await papers.locator('main [data-entry]').count(), 1);
  await browser.close(papers);
});
