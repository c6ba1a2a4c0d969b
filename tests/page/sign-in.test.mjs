/* A library with tokens: the page asks to sign in, comes back to where it was, and signs out. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { binary, temporaryFolder } from '../http/support/server.mjs';
import { Browser, settled } from './support/browser.mjs';

/** @type {Browser} */
let browser;
/** @type {string} */
let token;

before(async () => {
  const dataDir = temporaryFolder();
  token = execFileSync(binary, ['token', 'create', '李雷', '--rights', 'curate', '--data-dir', dataDir], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  browser = await Browser.start({ notes: 'tests/demo-notes', dataDir });
});
after(() => browser.stop());

for (const look of [{ language: 'en' }, { language: 'zh', dark: true, width: 360 }])
  test(`signing in and out (${look.language})`, async () => {
    const page = await browser.open('/sign-in?next=/papers', look);
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, []);
    await page.getByLabel(/Token|令牌/).fill('ps_wrong');
    await page.locator('.sign-in button').click();
    await page.locator('[role=alert]').waitFor();
    await page.getByLabel(/Token|令牌/).fill(token);
    await page.locator('.sign-in button').click();
    // The address of the sign-in names that place too.
    await page.waitForURL((url) => url.pathname === '/papers');
    await settled(page);
    assert.ok(await page.locator('main [data-entry]').count() > 5);
    await page.locator('.account').click();
    await page.waitForURL('**/sign-in');
    await page.goto(`${browser.url}/papers`);
    await page.locator('main .button.primary').click();
    await page.waitForURL((url) => url.searchParams.get('next') === '/papers');
    await browser.close(page);
  });

test('signing in leads to no other host', async () => {
  for (const next of ['//evil.example/', 'https://evil.example/', '/\\evil.example']) {
    const page = await browser.open(`/sign-in?${new URLSearchParams({ next })}`);
    await page.getByLabel('Token').fill(token);
    await page.locator('.sign-in button').click();
    await page.waitForURL(`${browser.url}/`);
    await browser.close(page);
  }
});

test('the commands of the docs carry the token, and are shown to whom has not signed in', async () => {
  const page = await browser.open('/docs');
  const command = await page.locator('.questions .command').nth(1).textContent() ?? '';
  assert.match(command, /-H "Authorization: Bearer \$PAPERSTACK_TOKEN"/);
  const answer = execFileSync('sh', ['-c', `${command} --silent`], { encoding: 'utf8', env: { ...process.env, PAPERSTACK_TOKEN: token } });
  assert.ok(Array.isArray(JSON.parse(answer).items), answer);
  await page.getByRole('button', { name: 'Try it' }).first().click();
  await page.locator('.status-code.bad').getByText('401').waitFor();
  await page.goto(`${browser.url}/docs#health.show`);
  await settled(page);
  assert.doesNotMatch(await page.locator('[id="health.show"] .command').textContent() ?? '', /Authorization/);
  await browser.close(page);
});
