/* The graph: clusters, what stands round a node, paths, filters, sentences, tables, files, each reachable
 * by address; drawn by WebGL in software as on a machine without a graphics card. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { Browser, settled } from './support/browser.mjs';

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** @type {Browser} */
let browser;
before(async () => {
  browser = await Browser.start({ hasWebgl: true });
  await overviewMade(browser);
});
after(() => browser.stop());

/** The server makes the overview when it is first asked for. @param {Browser} one */
async function overviewMade(one) {
  for (let i = 0; i < 100 && !(await one.get('/graph/overview')).made; i++) await new Promise((resolve) => { setTimeout(resolve, 100); });
}

/** @typedef {import('playwright-core').Page} Page */

/** Pixels of the picture that are not of its ground. @param {Page} page */
async function countInk(page) {
  await page.locator('.graph-canvas canvas').first().waitFor();
  const shot = await page.locator('.graph-canvas').screenshot();
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? [];
    const ground = pixels.slice(0, 3).join();
    let n = 0;
    for (let i = 0; i < pixels.length; i += 4) if (pixels.slice(i, i + 3).join() !== ground) n++;
    return n;
  }, shot.toString('base64'));
}

/** @param {Page} page @param {string} name */
const row = (page, name) => page.locator('.graph-table').getByRole('button', { name, exact: true });

test('it opens on named clusters, and a cluster opens to its nodes', async () => {
  const { items } = await browser.get('/graph/overview');
  const page = await browser.open('/graph');
  assert.ok(await countInk(page) > 10_000, 'discs are drawn');
  assert.equal(await page.locator('.graph-table tbody tr').count(), items.length);
  await row(page, items[0].label).click();
  await page.waitForURL(/cluster=/);
  await page.getByRole('heading', { level: 1, name: items[0].label }).waitFor();
  await settled(page);
  const cluster = await browser.get(`/graph/cluster/${items[0].id}`);
  await page.getByRole('button', { name: `Nodes (${cluster.nodes.length})` }).waitFor();
  assert.ok(await countInk(page) > 5_000, 'nodes are drawn');
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Graph' }).waitFor();
  await browser.close(page);
});

test('a node by any name, expanded and collapsed; back undoes it', async () => {
  const page = await browser.open('/graph');
  await page.getByLabel('Start from a paper or concept').fill('对比学习');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'contrastive learning' }).waitFor();
  const before = await page.locator('.graph-table tbody tr').count();
  await page.locator('.graph-row').nth(1).click();
  await page.getByRole('button', { name: 'Expand' }).click();
  await page.getByRole('button', { name: 'Collapse' }).waitFor();
  await settled(page);
  assert.match(page.url(), /open=p_/);
  assert.ok(await page.locator('.graph-table tbody tr').count() > before);
  await page.goBack();
  await page.getByRole('button', { name: 'Expand' }).waitFor();
  await settled(page);
  assert.equal(await page.locator('.graph-table tbody tr').count(), before);
  await browser.close(page);
});

test('a path between two names, with the sentences of each step', async () => {
  const page = await browser.open('/graph');
  await page.getByLabel('Path from').fill('MoCo');
  await page.getByLabel('to', { exact: true }).fill('BYOL');
  await page.getByRole('button', { name: 'Find a path' }).click();
  await page.getByRole('heading', { name: 'How they are linked' }).waitFor();
  assert.ok(await page.locator('.graph-paths blockquote').count() > 0);
  assert.ok(await countInk(page) > 500);
  await browser.close(page);
});

for (const look of [{ language: 'en' }, { language: 'zh', dark: true }, { language: 'en', width: 360, dark: true }, { language: 'zh', width: 360 }])
  test(`accessible and inside the window: ${JSON.stringify(look)}`, async () => {
    for (const address of ['/graph', '/graph?node=contrastive-learning', '/graph?from=MoCo&to=BYOL']) {
      const page = await browser.open(address, look);
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overhang <= 0, `${overhang} px stick out of ${address}`);
      const { violations } = await new AxeBuilder({ page }).withTags(axeTags).analyze();
      assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`)), [], address);
      await browser.close(page);
    }
  });
