/* Golden cases: a folder with note.md or reading.md (and `path`, when the name of the file matters) and expect.json, what
 * is extracted from it. Add one by adding a folder; `make golden-accept` writes expect.json: read the diff
 * before it is committed. gold.json holds what a careful reader finds, which `make quality` measures. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { evidenceProblems, extract } from '../support/labels.mjs';

const binary = process.env.PAPERSTACK_BINARY ?? 'build/asan/paperstack';
const accept = process.env.ACCEPT === '1';
const folder = path.dirname(new URL(import.meta.url).pathname);

/** What a reviewer wants to see of an extraction: one line a statement. */
function summary(document) {
  const paper = (p) => `${p.line} ${p.status} ${p.key} | ${p.title}${p.short ? ` | ${p.short}` : ''}`;
  const edge = (e) => `${e.from} ${e.relation} ${e.to} ${e.score} @${e.evidence.map((x) => `${x.line}:${x.rule}`).join(',')}`;
  return {
    title: document.note.title,
    papers: document.papers.map(paper),
    edges: document.edges.map(edge),
    warnings: document.warnings.map((w) => `${w.line} ${w.code}`),
  };
}

for (const name of fs.readdirSync(folder).sort()) {
  const note = ['note.md', 'reading.md'].map((file) => path.join(folder, name, file)).find((file) => fs.existsSync(file));
  if (!note) continue;
  test(`golden ${name}`, () => {
    const pathFile = path.join(folder, name, 'path');
    const own = fs.existsSync(pathFile) ? fs.readFileSync(pathFile, 'utf8').trim() : 'note.md';
    const document = extract(binary, note, own);
    assert.deepEqual(evidenceProblems(document, fs.readFileSync(note)).problems, []);
    const expectFile = path.join(folder, name, 'expect.json');
    if (accept) {
      fs.writeFileSync(expectFile, `${JSON.stringify(summary(document), null, 1)}\n`);
      return;
    }
    assert.deepEqual(summary(document), JSON.parse(fs.readFileSync(expectFile, 'utf8')));
  });
}
