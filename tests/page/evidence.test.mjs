/* From an edge to its sentence, and from a sentence to its edges. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser, findPaperWithRelations, settled } from './support/browser.mjs';

/** @type {Browser} */
let browser;
/** @type {any} */
let paper;
before(async () => {
  browser = await Browser.start();
  paper = await findPaperWithRelations(browser);
});
after(() => browser.stop());

test('a paper shows its relations with their sentences, and its passages of the notes', async () => {
  const page = await browser.open(`/papers/${paper.id}`);
  assert.ok(await page.locator('section[aria-labelledby=relations] .quote blockquote').count() > 0);
  assert.ok(await page.locator('.prose mark.evidence').count() > 0);
  await browser.close(page);
});

test('a quote leads to its sentence', async () => {
  const page = await browser.open(`/papers/${paper.id}`);
  await page.locator('section[aria-labelledby=relations] .quote a').first().click();
  await page.locator('.prose .shown').waitFor();
  assert.ok(await page.locator('.prose .shown').first().isVisible());
  await browser.close(page);
});

test('the sentence of an edge is in view in its note', async () => {
  const { edge } = paper;
  const note = edge.evidence[0].note.split('/').map(encodeURIComponent).join('/');
  const page = await browser.open(`/notes/${note}?edge=${edge.id}`);
  const mark = page.locator(`mark.evidence[data-edges~="${edge.id}"]`).first();
  await mark.waitFor();
  const box = await mark.boundingBox();
  assert.ok(box && box.y > 0 && box.y < 900, `at ${box?.y}`);
  await browser.close(page);
});

test('a marked sentence says what it supports, by mouse and by key', async () => {
  const note = paper.edge.evidence[0].note.split('/').map(encodeURIComponent).join('/');
  const page = await browser.open(`/notes/${note}`);
  const mark = page.locator('mark.evidence[role=button]').first();
  await mark.click();
  await page.getByRole('dialog').locator('.edge-line').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await mark.focus();
  await page.keyboard.press('Enter');
  const card = page.getByRole('dialog');
  await card.locator('.edge-line a, .state').first().waitFor();
  assert.equal(await card.locator('.state').count(), 0, (await card.textContent()) ?? '');
  await card.locator('.edge-line a').first().click();
  await page.waitForURL(/\/(papers|concepts)\//);
  await settled(page);
  await browser.close(page);
});

test('what is folded away can be shown again', async () => {
  const page = await browser.open(`/papers/${paper.id}`);
  const button = page.locator('button.unfold').first();
  if (await button.count()) {
    const hidden = await page.locator('.prose [hidden]').count();
    await button.click();
    assert.ok(await page.locator('.prose [hidden]').count() < hidden);
  }
  await browser.close(page);
});
