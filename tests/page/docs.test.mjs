/* "/docs": every operation of the description is there, the commands run as they are copied, and the page
 * is legible in both languages and themes at the width of a phone and of a desk. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { Browser, settled } from './support/browser.mjs';

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const looks = [{ language: 'en' }, { language: 'zh', dark: true }, { language: 'en', width: 360, dark: true }, { language: 'zh', width: 360 }];
/** @type {Browser} */
let browser;
/** @type {{id: string, method: string, path: string, raw: any}[]} */
let operations;

before(async () => {
  browser = await Browser.start();
  const description = await (await fetch(`${browser.url}/openapi.json`)).json();
  operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({ id: raw.operationId, method: method.toUpperCase(), path, raw })));
});
after(() => browser.stop());

/** @param {import('playwright-core').Page} page @param {string} id */
const operation = (page, id) => page.locator(`[id="${id}"]`);

/** Presses "Copy as curl" of a part of the page. @param {import('playwright-core').Page} page @param {import('playwright-core').Locator} part */
async function copyFrom(page, part) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await part.getByRole('button', { name: 'Copy as curl' }).click();
  await part.getByText('Copied').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** @param {string} command */
function run(command) {
  const text = execFileSync('sh', ['-c', `${command} --silent --show-error --max-time 20 --write-out '\n%{http_code}'`], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const at = text.lastIndexOf('\n');
  return { status: Number(text.slice(at + 1)), body: text.slice(0, at) };
}

for (const look of looks)
  test(`the page, ${JSON.stringify(look)}`, async () => {
    const page = await browser.open('/docs#papers.list', look);
    await page.locator('.questions .button.try').first().click();
    await page.locator('.live .json').waitFor();
    await operation(page, 'query.post').locator('summary').click();
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overhang <= 0, `${overhang} px stick out`);
    const { violations } = await new AxeBuilder({ page }).withTags(axeTags).analyze();
    assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`)), []);
    await browser.close(page);
  });

test('every operation is there, with its rights, parameters and answer', async () => {
  const page = await browser.open('/docs');
  assert.ok(operations.length > 40);
  assert.equal(await page.locator('details.operation').count(), operations.length);
  for (const { id, method, path, raw } of operations) {
    const entry = operation(page, id);
    assert.equal(await entry.locator('.method').textContent(), method);
    assert.equal(await entry.locator('.address').textContent(), path);
    assert.equal(await entry.locator('.operation-summary').textContent(), raw.summary);
    await entry.locator('summary').first().click();
    await entry.locator('.operation-body').waitFor();
    const named = await entry.locator('.parameters code').allTextContents();
    for (const parameter of raw.parameters) assert.ok(named.includes(parameter.name), `${id}: ${parameter.name}`);
    await entry.locator('summary').first().click();
  }
  await browser.close(page);
});

test('the five questions run as they are copied, and "try it" shows the same answer', async () => {
  const page = await browser.open('/docs');
  const questions = page.locator('.questions > li');
  assert.equal(await questions.count(), 5);
  for (const question of await questions.all()) {
    const { status, body } = run(await copyFrom(page, question));
    assert.equal(status, 200, body);
    const { items } = JSON.parse(body);
    assert.ok(items.length > 0, await question.locator('h3').textContent());
    await question.getByRole('button', { name: 'Try it' }).click();
    await question.locator('.json').waitFor();
    const { title, label } = items[0];
    const shown = typeof title === 'string' ? title : label?.en ?? items[0].nodes[0].label;
    assert.ok((await question.locator('.json').textContent())?.includes(shown), shown);
  }
  await browser.close(page);
});

test('the first question is answered with the sentence that says so', async () => {
  const page = await browser.open('/docs');
  const question = page.locator('.questions > li').first();
  const { items: [hit] } = JSON.parse(run(await copyFrom(page, question)).body);
  await question.getByRole('button', { name: 'Try it' }).click();
  await question.locator('.json').waitFor();
  assert.ok(await question.getByText(JSON.stringify(hit.why[0].evidence[0].quote)).first().isVisible());
  await browser.close(page);
});

/** A stream has no end, and no decision is there yet. */
const needsMore = new Set(['events.show', 'decisions.show']);

test('the example of each question of the description runs as it is copied', async () => {
  const page = await browser.open('/docs');
  for (const { id } of operations.filter((one) => one.method === 'GET' && !needsMore.has(one.id))) {
    const { status, body } = run(await copyFrom(page, await opened(page, id)));
    assert.equal(status, 200, `${id}: ${body}`);
  }
  await browser.close(page);
});

test('bodies are sent as they stand, with quotes, lines and Chinese', async () => {
  const page = await browser.open('/docs#notes.preview');
  const { raw } = operations.find((one) => one.id === 'notes.preview') ?? assert.fail();
  const example = raw.requestBody.content['text/markdown'].example;
  const answer = run(await copyFrom(page, operation(page, 'notes.preview')));
  assert.equal(answer.status, 200, answer.body);
  const direct = await fetch(`${browser.url}/api/v1/notes/preview`, { method: 'POST', body: example, headers: { 'Content-Type': 'text/markdown' } });
  assert.deepEqual(JSON.parse(answer.body), await direct.json());
  const query = run(await copyFrom(page, await opened(page, 'query.post')));
  assert.equal(query.status, 200, query.body);
  await browser.close(page);
});

/** @param {import('playwright-core').Page} page @param {string} id */
async function opened(page, id) {
  await operation(page, id).locator('summary').first().click();
  return operation(page, id);
}

test('an example of the table goes into the request and out of it again', async () => {
  const page = await browser.open('/docs#search.find');
  const entry = operation(page, 'search.find');
  const command = entry.locator('.command');
  assert.match(await command.textContent() ?? '', /--data-urlencode 'q=/);
  await entry.getByTitle('Put limit into').click();
  assert.match(await command.textContent() ?? '', /-d limit=\d+/);
  assert.equal(run(await copyFrom(page, entry)).status, 200);
  await entry.getByTitle('Put limit into').click();
  assert.doesNotMatch(await command.textContent() ?? '', /limit/);
  await browser.close(page);
});

test('of an answer that does not end its beginning is shown; one that is no success is shown as it is', async () => {
  const page = await browser.open('/docs#events.show');
  await operation(page, 'events.show').getByRole('button', { name: 'Try it' }).click();
  await operation(page, 'events.show').locator('.live-text').waitFor();
  const clusters = await opened(page, 'graph.cluster');
  await page.route('**/graph/cluster/*', (route) => route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{"code":"not-found","title":"No"}' }));
  await clusters.getByRole('button', { name: 'Try it' }).click();
  await clusters.locator('.status-code.bad').waitFor();
  assert.match(await clusters.locator('.json').textContent() ?? '', /not-found/);
  await browser.close(page);
});

test('copying works by keyboard, says so, and works where the browser has no clipboard for the page', async () => {
  const page = await browser.open('/docs');
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.evaluate(() => document.addEventListener('copy', () => { document.body.dataset.copied = String(getSelection()); }));
  const button = page.getByRole('button', { name: 'Copy as curl' }).first();
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Copied').waitFor();
  assert.ok(await button.evaluate((element) => element === document.activeElement), 'the focus stays');
  assert.equal(await page.evaluate(() => document.body.dataset.copied), await page.locator('.command').first().textContent());
  await browser.close(page);
});

test('the box leaves what has the words; a permalink opens its operation', async () => {
  const page = await browser.open('/docs');
  await page.getByLabel('Find an operation').fill('graph path');
  await page.waitForURL(/q=graph/);
  await page.locator('details.operation').nth(0).waitFor();
  assert.deepEqual(await page.locator('details.operation').evaluateAll((all) => all.map((one) => one.id)), ['graph.path']);
  await page.goto(`${browser.url}/docs#edges.show`);
  await settled(page);
  await operation(page, 'edges.show').locator('.operation-body').waitFor();
  assert.ok(await operation(page, 'edges.show').evaluate((element) => element.getBoundingClientRect().top < innerHeight));
  await browser.close(page);
});

test('every page leads to it, by link and by keys, and only it loads its script', async () => {
  const page = await browser.open('/papers');
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await settled(page);
  assert.equal(asked.filter((path) => /docs/.test(path)).length, 0);
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.waitForURL(/\/docs$/);
  await settled(page);
  assert.ok(asked.some((path) => /^\/assets\/docs-view-/.test(path)) && asked.includes('/assets/docs.css'));
  await page.goBack();
  await settled(page);
  await page.getByRole('contentinfo').getByRole('link', { name: 'Ask with curl' }).click();
  await page.waitForURL(/\/docs$/);
  await browser.close(page);
});

test('the first view stays small: all script that it loads, compressed', async () => {
  const page = await browser.open('/');
  const scripts = await page.evaluate(() => performance.getEntriesByType('resource').filter((one) => one.name.endsWith('.js')).map((one) => one.name));
  const texts = await Promise.all([...new Set(scripts)].map(async (url) => (await fetch(url)).arrayBuffer()));
  const bytes = texts.reduce((sum, text) => sum + gzipSync(Buffer.from(text)).length, 0);
  assert.ok(bytes > 10000 && bytes <= 60 * 1024, `${bytes} bytes`);
  await browser.close(page);
});
