/* The queue of suggestions: answered by keys, said to be saved, taken back. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { temporaryFolder } from '../http/support/server.mjs';
import { Browser } from './support/browser.mjs';

/** @type {Browser} */
let browser;

before(async () => {
  browser = await Browser.start();
});
after(() => browser.stop());

const firstEntry = (page) => page.locator('main .entry').first();

test('an entry is accepted, taken back and rejected by keys, and each says that it was saved', async () => {
  const page = await browser.open('/review?kind=edge');
  const key = await firstEntry(page).getAttribute('data-suggestion');
  const id = key.replace('edge:', '');
  assert.ok((await firstEntry(page).locator('blockquote').count()) > 0, 'the sentence is quoted');
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.getByRole('status').getByText('Saved: accepted.').waitFor();
  assert.equal((await browser.get(`/edges/${id}`)).status, 'confirmed');
  assert.notEqual(await page.evaluate(() => document.activeElement?.closest('[data-suggestion]')?.getAttribute('data-suggestion')), key, 'the next one has the focus');
  await page.keyboard.press('u');
  await page.getByRole('status').getByText('Taken back.').waitFor();
  assert.equal((await browser.get(`/edges/${id}`)).status, 'proposed');
  await page.keyboard.press('r');
  await page.getByRole('status').getByText('Saved: rejected.').waitFor();
  assert.equal((await browser.get(`/edges/${id}`)).status, 'rejected');
  await browser.close(page);
});

test('what was dismissed is not there again', async () => {
  const page = await browser.open('/review?kind=warning', { language: 'zh' });
  const key = await firstEntry(page).getAttribute('data-suggestion');
  await firstEntry(page).getByRole('button', { name: '不必处理' }).click();
  await page.getByRole('status').getByText('已保存：不再显示。').waitFor();
  await page.reload();
  await firstEntry(page).waitFor();
  assert.notEqual(await firstEntry(page).getAttribute('data-suggestion'), key);
  await firstEntry(page).getByRole('button', { name: '不必处理' }).click();
  await firstEntry(page).getByRole('button', { name: '撤回' }).click();
  await page.getByRole('status').getByText('已撤回。').waitFor();
  await browser.close(page);
});

test('an empty queue says so', async () => {
  const notes = temporaryFolder();
  fs.writeFileSync(`${notes}/a.md`, '# Nothing open\n\nA sentence.\n');
  const other = await Browser.start({ notes });
  const page = await other.open('/review');
  await page.getByText('Nothing to review').waitFor();
  await other.close(page);
  await other.stop();
});
