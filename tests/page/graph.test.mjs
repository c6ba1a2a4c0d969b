/* The graph: clusters, what stands round a node, paths, filters, sentences, tables, files, each reachable
 * by address; drawn by WebGL in software as on a machine without a graphics card. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { gzipSync } from 'node:zlib';
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
  await page.getByText('Path between two').click();
  await page.getByLabel('Path from').fill('MoCo');
  await page.getByLabel('to', { exact: true }).fill('BYOL');
  await page.getByRole('button', { name: 'Find a path' }).click();
  await page.getByRole('heading', { name: 'How they are linked' }).waitFor();
  assert.ok(await page.locator('.graph-paths blockquote').count() > 0);
  assert.ok(await countInk(page) > 500);
  await browser.close(page);
});

/** The file that a button saves. @param {Page} page @param {string} name */
async function save(page, name) {
  await page.locator('.graph-canvas canvas').first().waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
  return { name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path()) };
}

/** Where nodes and lines are in the window: the picture as SVG says it. @param {Page} page */
async function readPicture(page) {
  const { bytes } = await save(page, 'SVG');
  const box = await page.locator('.graph-canvas').boundingBox();
  assert.ok(box);
  const found = await page.evaluate((source) => {
    const document = new DOMParser().parseFromString(source, 'application/xml');
    const read = (/** @type {Element} */ element, /** @type {string} */ name) => Number(element.getAttribute(name));
    const nodes = [...document.querySelectorAll('circle, rect:has(title)')].map((node) => ({
      title: node.textContent ?? '',
      x: node.tagName === 'circle' ? read(node, 'cx') : read(node, 'x') + read(node, 'width') / 2,
      y: node.tagName === 'circle' ? read(node, 'cy') : read(node, 'y') + read(node, 'height') / 2,
    }));
    const lines = [...document.querySelectorAll('line')].map((line) => ({ x: (read(line, 'x1') + read(line, 'x2')) / 2, y: (read(line, 'y1') + read(line, 'y2')) / 2 }));
    return { nodes, lines };
  }, bytes.toString());
  const inWindow = (/** @type {any} */ one) => ({ ...one, x: one.x + box.x, y: one.y + box.y });
  return { nodes: found.nodes.map(inWindow), lines: found.lines.map(inWindow) };
}

test('a pressed line shows its sentence, and what a person decides about it is saved and taken back', async () => {
  const page = await browser.open('/graph?node=contrastive-learning&type=concept');
  const { edges: [edge], nodes } = await browser.get('/graph/neighbourhood?node=contrastive-learning&type=concept');
  const { lines: [line] } = await readPicture(page);
  await page.mouse.move(line.x, line.y);
  for (const id of [edge.from, edge.to]) await page.locator('.graph-tip', { hasText: nodes.find((node) => node.id === id).label }).waitFor();
  await page.mouse.click(line.x, line.y);
  await page.waitForURL(new RegExp(`edge=${edge.id}`));
  const { evidence: [place] } = await browser.get(`/edges/${edge.id}`);
  const details = page.locator('.graph-details');
  await details.locator('mark').first().waitFor();
  assert.match(await details.textContent() ?? '', new RegExp(`line ${place.line}.*rule.*${place.rule}`, 's'));
  assert.match(await details.locator('figcaption a').first().getAttribute('href') ?? '', new RegExp(`edge=${edge.id}#L${place.line}$`));

  await page.getByRole('button', { name: 'That is wrong' }).click();
  await details.getByText('Saved: rejected.').waitFor();
  assert.equal((await browser.get(`/edges/${edge.id}`)).status, 'rejected');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'That is wrong' }).waitFor();
  assert.equal((await browser.get(`/edges/${edge.id}`)).status, 'proposed');
  await page.getByRole('button', { name: 'That is right' }).click();
  await details.getByText('Saved: confirmed.').waitFor();
  assert.equal((await browser.get(`/edges/${edge.id}`)).status, 'confirmed');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'That is right' }).waitFor();
  await browser.close(page);
});

test('a dragged node is pinned where it was put, also for whoever gets the address', async () => {
  const page = await browser.open('/graph?node=contrastive-learning');
  const [, at] = (await readPicture(page)).nodes;
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 40, at.y - 30, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/pins=[pc]_\w+\.-?\d+\.-?\d+/);
  const id = /pins=([pc]_\w+)/.exec(decodeURIComponent(page.url()))?.[1];
  await browser.close(page);
  const shared = await browser.open(`${new URL(page.url()).pathname}${new URL(page.url()).search}&pick=${id}`);
  assert.equal(await shared.getByRole('button', { name: 'Pin', exact: true }).getAttribute('aria-pressed'), 'true');
  await shared.getByRole('button', { name: 'Pin', exact: true }).click();
  await shared.waitForURL((url) => !url.search.includes('pins'));
  await browser.close(shared);
});

test('filters by relation, kind, strength, status, year and whose note are part of the address', async () => {
  for (const [name, value, label, choice] of [
    ['relation', 'uses', 'Relation', 'uses'], ['type', 'concept', 'Kind', 'concept'], ['min_score', '0.9', 'Strength', '0.9'],
    ['status', 'confirmed', 'Status', 'confirmed'], ['year__gte', '2020', 'From year', '2020'], ['year__lte', '2019', 'To year', '2019'],
    ['note', 'reading/2020', 'From notes in', 'reading/2020']]) {
    const page = await browser.open('/graph?node=contrastive-learning');
    await page.getByText('Filters', { exact: true }).click();
    const field = page.locator('.graph-tools label').filter({ has: page.getByText(label, { exact: true }) }).locator('select, input');
    if (await field.evaluate((element) => element.tagName === 'SELECT')) await field.selectOption(choice);
    else await field.fill(choice);
    await page.waitForURL((url) => url.searchParams.get(name) === value);
    const { nodes } = await browser.get(`/graph/neighbourhood?node=contrastive-learning&limit=80&${name}=${value}`);
    await page.getByRole('button', { name: `Nodes (${nodes.length})` }).waitFor();
    await page.getByRole('button', { name: 'Remove the filters' }).click();
    await page.waitForURL((url) => !url.searchParams.has(name));
    await browser.close(page);
  }
});

test('tables are sorted by each of their columns', async () => {
  const page = await browser.open('/graph?node=contrastive-learning');
  const years = async () => (await page.locator('.graph-table tbody tr td:nth-child(3)').allTextContents()).map(Number);
  await page.getByRole('button', { name: 'Year' }).click();
  assert.equal(await page.getByRole('columnheader', { name: 'Year' }).getAttribute('aria-sort'), 'ascending');
  const rising = await years();
  assert.deepEqual(rising, [...rising].sort((a, b) => a - b));
  await page.getByRole('button', { name: 'Year' }).click();
  assert.deepEqual(await years(), [...rising].sort((a, b) => b - a));
  await page.getByRole('button', { name: /^Links \(/ }).click();
  await page.locator('.graph-row').first().click();
  await page.locator('.graph-details mark').first().waitFor();
  await browser.close(page);
});

test('what is seen is saved as PNG and SVG, the whole scene as GraphML', async () => {
  const page = await browser.open('/graph?node=contrastive-learning');
  const png = await save(page, 'PNG');
  assert.equal(png.name, 'paperstack-contrastive-learning.png');
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
  assert.ok(png.bytes.length > 10_000);
  const { nodes, edges } = await browser.get('/graph/neighbourhood?node=contrastive-learning&limit=80');
  const parse = (/** @type {string} */ text, /** @type {string} */ what) => page.evaluate(([source, selector]) => {
    const document = new DOMParser().parseFromString(source, 'application/xml');
    return document.querySelector('parsererror') ? -1 : document.querySelectorAll(selector).length;
  }, [text, what]);
  const svg = (await save(page, 'SVG')).bytes.toString();
  assert.equal(await parse(svg, 'rect > title, circle > title'), nodes.length);
  assert.equal(await parse(svg, 'line'), edges.length);
  assert.match(svg, />contrastive learning<\/text>/);
  const graphml = (await save(page, 'GraphML')).bytes.toString();
  assert.equal(await parse(graphml, 'node'), nodes.length);
  assert.equal(await parse(graphml, 'edge > data[key=edge-relation]'), edges.length);
  await browser.close(page);
});

test('keys expand, centre, pin and go back; the dialog names them', async () => {
  const page = await browser.open('/graph?node=contrastive-learning');
  await page.locator('.graph-canvas canvas').first().waitFor();
  await page.locator('.graph-row').nth(1).click();
  await page.getByRole('button', { name: 'Expand' }).waitFor();
  await page.keyboard.press('p');
  await page.waitForURL(/pins=/);
  await page.keyboard.press('e');
  await page.waitForURL(/open=/);
  await page.getByRole('button', { name: 'Collapse' }).waitFor();
  await page.keyboard.press('b');
  await page.waitForURL((url) => !url.searchParams.has('open'));
  await page.keyboard.press('c');
  await page.waitForURL((url) => url.searchParams.get('node') !== 'contrastive-learning');
  await settled(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Expand or collapse what is picked').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('o');
  await page.waitForURL((url) => url.pathname === '/graph' && url.search === '');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.waitForURL(/\/papers$/);
  await settled(page);
  await page.keyboard.press('?');
  assert.equal(await page.getByRole('dialog').getByText('Expand or collapse').count(), 0, 'they go with the view');
  await browser.close(page);
});

test('papers and concepts lead to the graph round them', async () => {
  const { items: [paper] } = await browser.get('/papers?status=entry&limit=1');
  for (const address of [`/papers/${paper.id}`, '/concepts/contrastive-learning']) {
    const page = await browser.open(address);
    const title = await page.locator('main h1').textContent();
    await page.getByRole('link', { name: 'Open in the graph' }).click();
    await page.locator('.graph-table').waitFor();
    assert.equal(await page.locator('main h1').textContent(), title);
    await browser.close(page);
  }
});

test('a name that nothing has is answered with the nearest, and another can be given', async () => {
  const page = await browser.open('/graph?node=contrastive-lerning');
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Start from a paper or concept').fill('contrastive-learning');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.locator('.graph-table').waitFor();
  await browser.close(page);
});

test('a phone shows the picture or the table', async () => {
  const page = await browser.open('/graph?node=contrastive-learning', { width: 360 });
  assert.equal(await page.locator('.graph-table').isVisible(), false);
  assert.equal(await page.locator('.graph-canvas').isVisible(), true);
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await page.locator('.graph-table').waitFor();
  assert.equal(await page.locator('.graph-canvas').isVisible(), false);
  await page.reload();
  await settled(page);
  await page.getByRole('button', { name: 'Picture', exact: true }).click();
  assert.ok(await countInk(page) > 500, 'a picture that was hidden at first is drawn');
  await browser.close(page);
});

/** As in a browser that has no WebGL. */
function withoutWebgl() {
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (/** @type {string} */ kind, ...rest) {
    return kind.startsWith('webgl') ? null : getContext.call(this, kind, ...rest);
  };
}

test('without WebGL the tables stand alone, and the page says why', async () => {
  const page = await browser.open('/graph', { init: withoutWebgl });
  await page.getByText('it has no WebGL').waitFor();
  assert.equal(await page.locator('.graph-canvas').count(), 0);
  assert.ok(await page.locator('.graph-table tbody tr').count() > 5);
  await browser.close(page);
});

test('the graph is loaded when it is opened; it and a paper keep to 60 KB of script', async () => {
  const scriptsOf = async (/** @type {string} */ address) => {
    const page = await browser.open(address);
    const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js')));
    await browser.close(page);
    return Promise.all([...new Set(names)].map(async (url) => {
      const answer = await fetch(url);
      return { name: url.slice(url.lastIndexOf('/') + 1), size: gzipSync(Buffer.from(await answer.arrayBuffer()), { level: 9 }).length };
    }));
  };
  const sum = (/** @type {{size: number}[]} */ scripts) => scripts.reduce((total, { size }) => total + size, 0);
  const { items: [paper] } = await browser.get('/papers?status=entry&limit=1');
  const ofPaper = await scriptsOf(`/papers/${paper.id}`);
  assert.ok(sum(ofPaper) > 10_000 && sum(ofPaper) <= 60 * 1024, `a paper: ${sum(ofPaper)}`);
  assert.deepEqual(ofPaper.filter(({ name }) => /graph|layout/.test(name)), []);
  const ofGraph = (await scriptsOf('/graph?node=contrastive-learning')).filter(({ name }) => !ofPaper.some((one) => one.name === name));
  assert.ok(sum(ofGraph) <= 60 * 1024, `the graph: ${JSON.stringify(ofGraph)}`);
});

test('licences of what draws the graph are told', async () => {
  const text = await (await fetch(`${browser.url}/licences.txt`)).text();
  for (const name of ['sigma', 'graphology', 'd3-force']) assert.match(text, new RegExp(`^${name} \\d`, 'm'));
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
