/* Search as you type, and questions. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser, searchBox, settled } from './support/browser.mjs';

/** @type {Browser} */
let browser;
/** A concept of the demo notes and its English label. @type {any} */
let concept;
before(async () => {
  browser = await Browser.start();
  const { items } = await browser.get('/concepts?limit=50');
  concept = items.find((/** @type {any} */ one) => /^[a-z]{6,} [a-z]+$/.test(one.label.en ?? ''));
});
after(() => browser.stop());

test('names appear while typing; arrows choose, Enter opens', async () => {
  const page = await browser.open('/papers');
  await searchBox(page).pressSequentially(concept.label.en.slice(0, 6));
  const option = page.getByRole('option', { name: concept.label.en }).first();
  await option.waitFor();
  assert.equal(await searchBox(page).getAttribute('aria-expanded'), 'true');
  assert.equal(await searchBox(page).getAttribute('aria-activedescendant'), null);
  await page.keyboard.press('ArrowDown');
  const active = await searchBox(page).getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`[id="${active}"]`).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(concepts|papers)\/./);
  await settled(page);
  await browser.close(page);
});

test('a late answer to an older text is dropped', async () => {
  const page = await browser.open('/papers');
  const [slow, fast] = [concept.label.en.slice(0, 3), concept.label.en.slice(0, 6)];
  // The answer to the first text comes when that to the second is shown.
  let release = () => {};
  const isAsked = new Promise((asked) => page.route(`**/api/v1/suggest?q=${slow}&*`, async (route) => {
    asked(undefined);
    await new Promise((done) => { release = () => done(undefined); });
    await route.fulfill({ json: { items: [{ type: 'concept', id: 'late', title: 'late answer', snippet: null, line: null, score: 1 }] } }).catch(() => {});
    release = () => {};
  }));
  await searchBox(page).pressSequentially(slow);
  await isAsked;
  await searchBox(page).pressSequentially(fast.slice(slow.length));
  await page.getByRole('option', { name: concept.label.en }).first().waitFor();
  release();
  await page.evaluate(() => fetch('/healthz'));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await page.getByText('late answer').count(), 0);
  await browser.close(page);
});

test('Escape closes the list, then leaves the box', async () => {
  const page = await browser.open('/papers');
  await searchBox(page).fill('lear');
  await page.locator('[role=listbox] [role=option]').first().waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('[role=listbox] [role=option]').count(), 0);
  await page.keyboard.press('Escape');
  assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'INPUT');
  await browser.close(page);
});

for (const [language, phraseOf] of /** @type {const} */ ([
  ['en', (/** @type {any} */ one) => `papers linked to ${one.label.en}`],
  ['zh', (/** @type {any} */ one) => `与${one.label.zh ?? one.label.en}相关的论文`],
]))
  test(`a question is answered with how it was understood and why (${language})`, async () => {
    const page = await browser.open('/', { language });
    await searchBox(page).fill(phraseOf(concept));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    await settled(page);
    assert.match((await page.locator('.interpretation').textContent()) ?? '', new RegExp(concept.label.en, 'i'));
    assert.ok(await page.locator('.answer .entry').count() > 0);
    assert.ok(await page.locator('.answer .reason').count() > 0);
    assert.ok(await page.locator('.answer .quote blockquote').count() > 0);
    assert.equal(await searchBox(page).inputValue(), phraseOf(concept));
    await browser.close(page);
  });

test('a name with a slip is offered as it is written', async () => {
  const slip = concept.label.en.slice(0, 4) + concept.label.en.slice(5);
  const page = await browser.open(`/search?q=${encodeURIComponent(`papers linked to ${slip}`)}`);
  assert.match((await page.locator('.interpretation').textContent()) ?? '', new RegExp(concept.label.en, 'i'));
  await browser.close(page);
});

test('plain words are found; kinds narrow them', async () => {
  const page = await browser.open(`/search?q=${encodeURIComponent(concept.label.en)}`);
  assert.ok(await page.locator('section[aria-labelledby=text-hits] .entry').count() > 0);
  await page.getByRole('link', { name: 'Notes' }).last().click();
  await page.waitForURL(/type=note/);
  await settled(page);
  const links = await page.locator('section[aria-labelledby=text-hits] .entry-title').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  assert.ok(links.every((href) => href.startsWith('/notes/')), links.join(' '));
  await browser.close(page);
});

test('a hit in a note leads to its line', async () => {
  const page = await browser.open(`/search?q=${encodeURIComponent(concept.label.en)}&type=note`);
  await page.locator('section[aria-labelledby=text-hits] .entry-title').first().click();
  await page.waitForURL(/\/notes\//);
  await settled(page);
  await page.locator('.prose').waitFor();
  await browser.close(page);
});

test('text of people is never markup', async () => {
  const page = await browser.open(`/search?q=${encodeURIComponent('<img src=x onerror=alert(1)>"\'&')}`);
  assert.equal(await page.locator('main img').count(), 0);
  await browser.close(page);
});
