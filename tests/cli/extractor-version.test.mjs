/* The version of the extractor is a hash of what it is made of: whatever changes there changes it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { temporaryFolder } from './support/run.mjs';

const parts = ['include/base', 'include/extract', 'server/base', 'server/extract', 'server/app/resolve',
  'server/store/graph/name.c', 'server/store/search/index.c'];
const version = (root) => execFileSync('server/tools/extractor_version.sh', [root], { encoding: 'utf8' });

function copyOfSources() {
  const root = temporaryFolder();
  for (const part of parts) fs.cpSync(part, path.join(root, part), { recursive: true });
  return root;
}

test('the build uses the hash of the sources', () => {
  const header = fs.readFileSync('build/gen/extractor_version.h', 'utf8');
  assert.equal(header.trim(), `#define EXTRACTOR_VERSION "${version('.').trim()}"`);
});

test('the same sources have the same version wherever they are', () => {
  assert.equal(version(copyOfSources()), version('.'));
});

test('a changed source, a changed table and a new file each change it', () => {
  const root = copyOfSources();
  const seen = [version(root)];
  for (const file of ['server/extract/extract.c', 'server/extract/tables/cues.tsv', 'server/base/fold.c',
    'server/app/resolve/papers.c', 'server/store/search/index.c', 'server/extract/vocabulary/new.tsv']) {
    fs.appendFileSync(path.join(root, file), ' ');
    const now = version(root);
    assert.ok(!seen.includes(now), file);
    seen.push(now);
  }
});
