/* browser.mjs: Debian's Chromium before a server that holds the demo notes. A page that writes an error to
 * the console, throws, or asks another host for anything fails the test that opened it.
 * PAPERSTACK_URL=http://… tests a server that already runs. */
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { Server } from '../../http/support/server.mjs';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

/** A slow machine is no fault of the page; nothing waits longer than its condition takes, in milliseconds. */
const patience = 30000;
/** WebGL in software, where there is no graphics card. */
const webgl = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];

export class Browser {
  /** @param {{notes?: string, dataDir?: string, hasWebgl?: boolean}} options the demo notes when left out */
  static async start({ notes = 'tests/demo-notes', dataDir, hasWebgl = false } = {}) {
    const browser = new Browser();
    const running = process.env.PAPERSTACK_URL;
    browser.server = running ? undefined : await Server.start({ notes, dataDir });
    browser.url = running ?? browser.server.url;
    browser.chromium = await chromium.launch({ executablePath: '/usr/bin/chromium', args: hasWebgl ? [...flags.filter((flag) => flag !== '--disable-gpu'), ...webgl] : flags });
    return browser;
  }

  /** The JSON of an answer of the API. @param {string} target */
  async get(target) {
    const answer = await fetch(`${this.url}/api/v1${target}`);
    assert.equal(answer.status, 200, target);
    return answer.json();
  }

  /** A page of its own context at `target`, settled.
   * @param {string} target @param {{width?: number, dark?: boolean, language?: string, init?: () => void}} [options] init: runs in the page before its own scripts */
  async open(target, { width = 1280, dark = false, language = 'en', init } = {}) {
    const context = await this.chromium.newContext({
      viewport: { width, height: 900 },
      colorScheme: dark ? 'dark' : 'light',
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(patience);
    if (init) await context.addInitScript(init);
    const page = await context.newPage();
    page.complaints = [];
    page.on('console', (message) => {
      // The browser itself reports each 404 and 422; whether one was due is for the test to say.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) page.complaints.push(message.text());
    });
    page.on('pageerror', (error) => page.complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(this.url) && !/^(data|blob):/.test(request.url())) page.complaints.push(`request to ${request.url()}`);
    });
    await page.goto(this.url + target);
    await settled(page);
    return page;
  }

  /** Fails on what the page complained about. @param {import('playwright-core').Page} page */
  async close(page) {
    await page.context().close();
    assert.deepEqual(page.complaints, []);
  }

  async stop() {
    await this.chromium.close();
    await this.server?.stop();
  }
}

/** Waits until the view has its answers. @param {import('playwright-core').Page} page */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('main .skeleton, main [aria-busy=true]'));
}

/** The box of the header or of the first page. @param {import('playwright-core').Page} page */
export const searchBox = (page) => page.locator('input[role=combobox]');

/** Addresses of one view each, from what the server holds. @param {Browser} browser */
export async function viewAddresses(browser) {
  const { items: [concept] } = await browser.get('/concepts?limit=1');
  const { items: [note] } = await browser.get('/notes?limit=1');
  const paper = await findPaperWithRelations(browser);
  return {
    home: '/',
    search: `/search?q=${encodeURIComponent(`papers linked to ${concept.label.en ?? concept.slug}`)}`,
    papers: '/papers',
    paper: `/papers/${paper.id}`,
    concepts: '/concepts',
    concept: `/concepts/${concept.slug}`,
    notes: '/notes',
    note: `/notes/${note.path.split('/').map(encodeURIComponent).join('/')}`,
    reading: '/reading',
    review: '/review',
    import: '/import',
    edit: `/edit/${note.path.split('/').map(encodeURIComponent).join('/')}`,
    settings: '/settings',
    unknown: '/papers/no-such-paper-at-all',
    missing: '/no/such/view',
  };
}

/** A paper with an edge to another paper, whose evidence can be looked at. @param {Browser} browser */
export async function findPaperWithRelations(browser) {
  const { items } = await browser.get('/papers?status=entry&limit=200');
  for (const paper of items) {
    const { items: edges } = await browser.get(`/papers/${paper.id}/edges?limit=200`);
    const edge = edges.find((one) => one.from.type === 'paper' && one.to.type === 'paper' && one.evidence.length > 0);
    if (edge) return { ...paper, edge };
  }
  throw new Error('no paper of the demo notes is related to another');
}
