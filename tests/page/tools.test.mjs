/* What changes the library from the page: adding files, writing a note, tokens; and the reference of a paper. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { temporaryFolder } from '../http/support/server.mjs';
import { Browser, settled } from './support/browser.mjs';

/** @type {Browser} */
let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.stop());

const texts = {
  'stack/moco.md': '# MoCo\n\n[MoCo](https://arxiv.org/abs/1911.05722) uses contrastive learning.\n',
  'stack/sub/simclr.md': '# SimCLR\n\n[SimCLR](https://arxiv.org/abs/2002.05709) uses data augmentation.\n',
  'stack/figure.png': 'no note',
  'stack/.git/HEAD.md': 'hidden',
};

/** A folder with notes, and what is none. */
function makeFolder() {
  const root = temporaryFolder();
  for (const [name, text] of Object.entries(texts)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return path.join(root, 'stack');
}

const rowOf = (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ name) => page.getByRole('row', { name: new RegExp(`^${name}`) });

test('a folder is compared first and stored on demand', async () => {
  const folder = makeFolder();
  const page = await browser.open('/import');
  await page.locator('input[type=file]').last().setInputFiles(folder);
  await page.getByText('2 notes are new or changed. Nothing is stored yet.').waitFor();
  await page.getByText('2 files are no Markdown notes and are left out.').waitFor();
  assert.match((await rowOf(page, 'stack/moco.md').textContent()) ?? '', /new.*1 paper/);
  assert.equal((await fetch(`${browser.url}/api/v1/notes/stack/moco.md`)).status, 404, 'nothing is stored yet');
  assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, []);
  await page.getByRole('button', { name: 'Take in 2 notes' }).click();
  await page.getByText('Done: 2 notes are in the library.').waitFor();
  assert.equal((await fetch(`${browser.url}/api/v1/notes/stack/sub/simclr.md`)).status, 200);
  await page.getByRole('button', { name: 'Add more' }).click();
  fs.appendFileSync(path.join(folder, 'moco.md'), '\nIt also uses momentum.\n');
  await page.locator('input[type=file]').last().setInputFiles(folder);
  await page.getByText('1 note is new or changed.').waitFor();
  assert.match((await rowOf(page, 'stack/moco.md').textContent()) ?? '', /changed/);
  assert.match((await rowOf(page, 'stack/sub/simclr.md').textContent()) ?? '', /unchanged/);
  await page.getByRole('button', { name: 'Take in 1 note' }).click();
  await page.getByText('Done: 1 notes').waitFor();
  await rowOf(page, 'stack/moco.md').getByRole('link').click();
  await settled(page);
  assert.equal(await page.locator('main h1').textContent(), 'MoCo');
  await browser.close(page);
});

test('files that are dropped are taken, and what is refused says why', async () => {
  const page = await browser.open('/import');
  const drop = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['# Good\n'], 'good.md'));
    data.items.add(new File([new Uint8Array(3 << 20)], 'huge.md'));
    return data;
  });
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: drop });
  await page.getByText('1 note is new or changed.').waitFor();
  assert.match((await rowOf(page, 'huge.md').textContent()) ?? '', /refused.*\d/);
  await browser.close(page);
});

test('a note is written with a preview, and saved', async () => {
  const page = await browser.open('/edit');
  await page.getByLabel('Path').fill('written/here.md');
  const field = page.getByLabel('Text of the note');
  await field.fill('# BYOL\n\n中文 [BYOL](https://arxiv.org/abs/2006.07733) uses momentum encoder.\n\n[nothing]()\n');
  await page.locator('.found-paper').getByText('BYOL').first().waitFor();
  const marked = await page.locator('.marked-back mark').allTextContents();
  assert.ok(marked.some((text) => text.includes('[BYOL](https://arxiv.org/abs/2006.07733) uses momentum encoder.')), marked.join(' | '));
  await page.locator('.found-paper .line').first().click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'note-text');
  await page.keyboard.press('Control+s');
  await page.getByText('added: 1 paper').waitFor();
  await page.getByRole('link', { name: 'Show the note' }).click();
  await page.waitForURL('**/notes/written/here.md');
  await settled(page);
  await page.getByRole('complementary', { name: 'What it says' }).getByText('BYOL').first().waitFor();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.waitForURL('**/edit/written/here.md');
  assert.match(await page.getByLabel('Text of the note').inputValue(), /^# BYOL/);
  await browser.close(page);
});

test('a line of what was extracted is shown in the note', async () => {
  const page = await browser.open('/notes/gnn/GNN-notes.md');
  const line = page.locator('.note-aside .found-paper .line').last();
  await line.waitFor();
  await line.click();
  await page.locator('.prose .shown').waitFor();
  await browser.close(page);
});

test('the reference of a paper is shown and downloaded in each form', async () => {
  const page = await browser.open('/papers/arxiv:1911.05722');
  await page.locator('summary', { hasText: 'Cite' }).click();
  await page.locator('.citation pre').getByText('@').waitFor();
  for (const [name, sign] of [['RIS', 'TY  -'], ['CSL-JSON', '"title"'], ['Text', 'Momentum']]) {
    await page.getByRole('button', { name, exact: true }).click();
    await page.locator('.citation pre').getByText(sign).waitFor();
  }
  await browser.close(page);
});

test('the first token closes the library, and whoever made it stays inside', async () => {
  const page = await browser.open('/settings');
  await page.getByLabel('For whom').fill('<b>Li Wei</b>');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const secret = (await page.locator('.secret code').textContent()) ?? '';
  assert.match(secret, /^ps_/);
  assert.equal((await fetch(`${browser.url}/api/v1/papers`)).status, 401);
  assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, []);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  assert.equal(await page.getByText(secret).count(), 0, 'shown once');
  await page.getByLabel('For whom').fill('reader');
  await page.getByLabel('Rights').selectOption('read');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const second = (await page.locator('.secret code').textContent()) ?? '';
  assert.equal((await fetch(`${browser.url}/api/v1/papers`, { headers: { Authorization: `Bearer ${second}` } })).status, 200);
  await page.getByRole('button', { name: 'Revoke the token of reader' }).click();
  await page.getByRole('button', { name: 'Revoke for good' }).click();
  await page.getByRole('row', { name: /reader/ }).waitFor({ state: 'detached' });
  assert.equal((await fetch(`${browser.url}/api/v1/papers`, { headers: { Authorization: `Bearer ${second}` } })).status, 401);
  await page.getByRole('row', { name: /<b>Li Wei<\/b>/ }).waitFor();
  await browser.close(page);
});
