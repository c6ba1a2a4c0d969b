/* Notes, names and addresses full of scripts: none runs, none is even tried (the policy of the page has
 * nothing to stop), and nothing is asked of another host. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { temporaryFolder } from '../http/support/server.mjs';
import { Browser, settled } from './support/browser.mjs';
import { payloads } from './support/payloads.mjs';

/** @type {Browser} */
let browser;
const noteName = (/** @type {number} */ i) => `hostile/p${i}.md`;

/** A payload wherever a note can hold one. @param {string} payload @param {number} i */
function hostileNote(payload, i) {
  const line = payload.replace(/[\n\u2028]/g, ' ');
  const quoted = JSON.stringify(line);
  return `---\ntitle: ${quoted}\ntags: [${quoted}]\nauthors: [${quoted}]\n---\n\n# ${line}\n\n`
    + `- [${line}](https://arxiv.org/abs/2001.${String(10000 + i)}) **${line}** uses contrastive learning and ${line}\n`
    + `- [[${line}]] extends [MoCo](https://arxiv.org/abs/1911.05722)\n\n${line}\n\n\`${line}\`\n\n| ${line} | paper |\n|---|---|\n| ${line} | [SimCLR](https://arxiv.org/abs/2002.05709) |\n\n`
    + `[empty ${line}]()\n\n\`\`\`html\n${line}\n\`\`\`\n`;
}

before(async () => {
  const notes = temporaryFolder();
  fs.mkdirSync(path.join(notes, 'hostile'));
  for (const [i, payload] of payloads.entries()) fs.writeFileSync(path.join(notes, noteName(i)), hostileNote(payload, i));
  browser = await Browser.start({ notes });
});
after(() => browser.stop());

/** Counts what a script could show of itself. @param {import('playwright-core').Page} page */
async function watch(page) {
  const seen = { dialogs: 0, violations: /** @type {string[]} */ ([]) };
  page.on('dialog', (dialog) => {
    seen.dialogs += 1;
    dialog.dismiss().catch(() => {});
  });
  await page.exposeFunction('reportViolation', (/** @type {string} */ text) => seen.violations.push(text));
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', async (event) => {
      await /** @type {any} */ (window).reportViolation(`${event.violatedDirective} ${event.blockedURI}`);
      document.documentElement.dataset.violation = event.violatedDirective;
    });
  });
  return seen;
}

/** To another view without loading the page anew: what was watched stays. @param {import('playwright-core').Page} page @param {string} url */
async function go(page, url) {
  await page.evaluate((target) => new Promise((done) => {
    history.pushState(null, '', target);
    dispatchEvent(new PopStateEvent('popstate', { state: null }));
    requestAnimationFrame(() => requestAnimationFrame(done));
  }), url);
  await settled(page);
}

/** What may not be in the page, whatever it holds: elements, addresses and attributes that could run something. @param {import('playwright-core').Page} page */
const findDangers = (page) => page.evaluate(() => [...document.querySelectorAll('body *')].flatMap((element) => {
  const isForbidden = element.matches('main :is(script, iframe, object, embed, base, meta, link, style, img, video, audio, math, template, foreignObject)');
  const handlers = [...element.attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => name);
  const addresses = ['href', 'src', 'action', 'xlink:href', 'formaction'].flatMap((name) => element.getAttribute(name) ?? []);
  const bad = addresses.filter((text) => !/^(https?:|mailto:)$/.test(new URL(text, location.href).protocol));
  return isForbidden || handlers.length || bad.length ? [`${element.outerHTML.slice(0, 200)} ${handlers} ${bad}`] : [];
}));

/** @param {import('playwright-core').Page} page @param {Awaited<ReturnType<typeof watch>>} seen @param {string} where */
async function checkQuiet(page, seen, where) {
  assert.deepEqual(await findDangers(page), [], where);
  assert.equal(seen.dialogs, 0, `a script ran: ${where}`);
  assert.deepEqual(seen.violations, [], where);
}

test('there are enough payloads', () => assert.ok(new Set(payloads).size >= 60, String(payloads.length)));

for (const [name, addressOf] of /** @type {[string, (payload: string, i: number) => string][]} */ ([
  ['rendered notes', (_, i) => `/notes/${noteName(i)}`],
  ['answers to questions', (payload) => `/search?q=${encodeURIComponent(payload)}`],
  ['names that nothing has', (payload) => `/papers/${encodeURIComponent(payload)}`],
]))
  test(`no script runs: ${name}`, async () => {
    const page = await browser.open('/');
    const seen = await watch(page);
    for (const [i, payload] of payloads.entries()) {
      await go(page, addressOf(payload, i));
      await checkQuiet(page, seen, payload);
    }
    await browser.close(page);
  });

test('no script runs: lists, papers, concepts, the graph and the tools', async () => {
  const page = await browser.open('/');
  const seen = await watch(page);
  const { items: papers } = await browser.get('/papers?limit=60');
  const { items: concepts } = await browser.get('/concepts?limit=12');
  const addresses = ['/', '/papers', '/concepts', '/notes', '/graph', '/import', '/settings', `/edit/${noteName(0)}`, `/edit/${noteName(20)}`,
    ...papers.filter((/** @type {any} */ _, /** @type {number} */ i) => i % 3 === 0).map((/** @type {any} */ paper) => `/papers/${paper.id}`),
    ...concepts.map((/** @type {any} */ concept) => `/concepts/${encodeURIComponent(concept.slug)}`),
    `/papers?${new URLSearchParams({ tag: payloads[0], status: payloads[20] })}`, `/sign-in?${new URLSearchParams({ next: payloads.at(-8) ?? '' })}`];
  for (const address of addresses) {
    await go(page, address);
    await checkQuiet(page, seen, address);
  }
  await browser.close(page);
});

test('no script runs: typed into the search and the editor', async () => {
  const page = await browser.open('/edit');
  const seen = await watch(page);
  await page.getByLabel('Text of the note').fill(payloads.map(hostileNote).slice(0, 12).join('\n'));
  await page.locator('.found-paper').first().waitFor();
  for (const payload of payloads.slice(16, 20)) {
    await page.locator('input[role=combobox]').fill(payload);
    await page.locator('[role=option]').first().waitFor();
  }
  await checkQuiet(page, seen, 'typed');
  await browser.close(page);
});

test('what the server says of an error is text', async () => {
  const page = await browser.open('/');
  const seen = await watch(page);
  await page.route('**/api/v1/papers?*', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json',
    body: JSON.stringify({ status: 500, code: payloads[16], title: payloads[0], detail: payloads[20], errors: [{ suggestion: payloads[22] }] }) }));
  await go(page, '/papers');
  await page.getByText(payloads[20]).waitFor();
  await checkQuiet(page, seen, 'problem');
  await browser.close(page);
});

test('the detectors fire when a payload is taken for markup', async () => {
  const page = await browser.open('/');
  const seen = await watch(page);
  await page.evaluate((payload) => { document.querySelector('main')?.insertAdjacentHTML('beforeend', payload); }, '<img src="data:," onerror="alert(1)">');
  await page.waitForFunction(() => document.querySelector('main img'));
  await page.waitForFunction(() => document.documentElement.dataset.violation);
  assert.match(seen.violations.join(' '), /script-src/, 'the policy stops it, and that is seen');
  assert.equal((await findDangers(page)).length, 1);
  await page.context().close();

  const context = await browser.chromium.newContext({ bypassCSP: true });
  const open = await context.newPage();
  const dialog = open.waitForEvent('dialog');
  await open.goto(browser.url);
  await open.evaluate((payload) => { document.body.insertAdjacentHTML('beforeend', payload); }, '<img src="data:," onerror="setTimeout(() => alert(1))">');
  await (await dialog).dismiss();
  await context.close();
});
