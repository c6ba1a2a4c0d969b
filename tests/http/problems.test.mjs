/* Every problem has a page that says what to do, in both languages. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { Server } from './support/server.mjs';

/** The codes of the one table, but for those of the command line. */
const codes = [...fs.readFileSync('include/base/err.h', 'utf8').matchAll(/X\(([A-Z_]+),\s*(\d+),\s*"([a-z-]+)"/g)]
  .map(([, name, status, slug]) => ({ name, status, slug }))
  .filter(({ name }) => !['NONE', 'USAGE', 'UNREACHABLE'].includes(name));

test('the page of every code names it, its status and the fix', async () => {
  const server = await Server.start();
  assert.ok(codes.length > 25);
  for (const { status, slug } of codes) {
    const en = await server.fetch(`/problems/${slug}`);
    assert.equal(en.status, 200, slug);
    const page = await en.text();
    assert.ok(page.includes(`${slug}</code> · HTTP ${status}`), slug);
    assert.match(page, /<html lang="en">[\s\S]*<section lang="en">[\s\S]*<section lang="zh">/, slug);
    const zh = await (await server.fetch(`/problems/${slug}`, { headers: { 'Accept-Language': 'zh-CN' } })).text();
    assert.match(zh, /<html lang="zh">[\s\S]*<section lang="zh">[\s\S]*<section lang="en">/, slug);
  }
  assert.equal((await server.fetch('/problems/no-such-code')).status, 404);
  await server.stop();
});

test('the type of a problem is the address of its page', async () => {
  const server = await Server.start();
  for (const target of ['/api/v1/papers?yaer=1', '/api/v1/papers/nothing', '/api/v1/changes?since=soon']) {
    const problem = await (await server.fetch(target)).json();
    const page = await server.fetch(problem.type);
    assert.equal(page.status, 200, problem.type);
    assert.ok((await page.text()).includes(problem.code));
  }
  await server.stop();
});
