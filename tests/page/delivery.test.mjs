/* How the page is brought: how much of it, below which path, and what is left of it on paper or without a
 * connection. */
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import zlib from 'node:zlib';
import { Server } from '../http/support/server.mjs';
import { Browser, findPaperWithRelations, settled } from './support/browser.mjs';

/** @type {Browser} */
let browser;
/** @type {string} */
let paper;
before(async () => {
  browser = await Browser.start();
  paper = `/papers/${(await findPaperWithRelations(browser)).id}`;
});
after(() => browser.stop());

test('the first view of a paper takes at most 60 KB of script', async () => {
  const context = await browser.chromium.newContext();
  const page = await context.newPage();
  /** @type {Promise<[string, number]>[]} */
  const sizes = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      sizes.push(response.body().then((body) => [response.url(), zlib.gzipSync(body, { level: 9 }).length]));
  });
  await page.goto(browser.url + paper);
  await settled(page);
  const all = await Promise.all(sizes);
  const total = all.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(total > 10000 && total <= 60000, `${total} bytes: ${all.join(' ')}`);
  await context.close();
});

test('nothing jumps while a paper comes', async () => {
  const page = await browser.open('/sign-in');
  await page.addInitScript(() => {
    /** @type {any} */ (window).shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of /** @type {any[]} */ (list.getEntries())) /** @type {any} */ (window).shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const address of ['/', '/papers', '/concepts', '/notes']) {
    await page.goto(browser.url + address);
    await settled(page);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const shift = await page.evaluate(() => /** @type {any} */ (window).shift);
    assert.ok(shift < 0.1, `${address}: ${shift}`);
  }
  await browser.close(page);
});

/** A proxy that shows the server below a folder, and takes the folder off. @param {string} target @param {string} folder */
async function startProxy(target, folder) {
  const proxy = http.createServer((asked, answer) => {
    const { url = '', method, headers } = asked;
    if (!url.startsWith(`${folder}/`)) return answer.writeHead(404).end();
    const { port } = new URL(target);
    const onward = http.request({ port, host: '127.0.0.1', path: url.slice(folder.length), method, headers },
      (given) => given.pipe(answer.writeHead(given.statusCode ?? 502, given.headers)));
    return asked.pipe(onward);
  });
  await new Promise((done) => proxy.listen(0, '127.0.0.1', () => done(undefined)));
  return proxy;
}

test('below a path of a proxy every view and link works', async (t) => {
  const server = await Server.start({ notes: 'tests/demo-notes', args: ['--base-path', '/lab/stack', '--allowed-host', '127.0.0.1'] });
  const proxy = await startProxy(server.url, '/lab/stack');
  t.after(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await server.stop();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (proxy.address());
  const context = await browser.chromium.newContext();
  const page = await context.newPage();
  /** @type {string[]} */
  const missing = [];
  page.on('response', (response) => { if (response.status() >= 400) missing.push(response.url()); });
  await page.goto(`http://127.0.0.1:${port}/lab/stack/papers`);
  await settled(page);
  await page.locator('main [data-entry]').first().click();
  await page.waitForURL('**/lab/stack/papers/*');
  await settled(page);
  await page.reload();
  await settled(page);
  await page.getByRole('link', { name: 'Concepts' }).click();
  await page.waitForURL('**/lab/stack/concepts');
  await page.locator('main [data-entry]').first().waitFor();
  await page.locator('input[role=combobox]').fill('papers linked to contrastive learning');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/lab/stack/search?q=*');
  await page.locator('.answer .entry').first().waitFor();
  await page.goto(`http://127.0.0.1:${port}/lab/stack/docs`);
  await settled(page);
  await page.goBack();
  await settled(page);
  assert.deepEqual(missing, []);
  await context.close();
});

test('a paper on paper: what was found, in black, without what is pressed', async () => {
  const page = await browser.open(paper, { dark: true });
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.header').isVisible(), false);
  assert.equal(await page.locator('.footer').isVisible(), false);
  assert.equal(await page.locator('main h1').isVisible(), true);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), 'rgb(0, 0, 0)');
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
  await browser.close(page);
});

test('without a connection the page says so', async () => {
  const page = await browser.open('/papers');
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Concepts' }).click();
  await page.getByText('This device is offline.').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('main [data-entry]').first().waitFor();
  await browser.close(page);
});
