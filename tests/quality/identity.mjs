/* identity.mjs: how often one paper becomes two nodes, and two papers one, over a large made-up library.
 *
 *   node tests/quality/identity.mjs --binary build/paperstack [--seed N] [--papers N] [--notes N] [--show]
 *
 * Duplicates: papers that are more than one node. False merges: nodes that hold mentions of several papers.
 * Lost: mentions that no node answers for. It fails above the limits below. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeLibrary } from '../support/synthetic-library.mjs';

const LIMITS = { duplicates: 0.02, merges: 0.005, lost: 0.02 };

const { values } = parseArgs({
  options: { binary: { type: 'string' }, seed: { type: 'string', default: '1' }, papers: { type: 'string', default: '2000' },
    notes: { type: 'string', default: '3000' }, show: { type: 'boolean' } },
});

/** Takes the notes in and gives the lines of the export. */
function exported(notes) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'paperstack-identity-'));
  try {
    for (const note of notes) {
      const file = path.join(folder, 'notes', note.path);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, note.text);
    }
    const data = ['--data-dir', path.join(folder, 'data')];
    execFileSync(path.resolve(values.binary), ['import', ...data, 'notes'], { cwd: folder });
    const out = execFileSync(path.resolve(values.binary), ['export', ...data, '--format', 'jsonl'],
      { cwd: folder, maxBuffer: 1 << 30 });
    return out.toString('utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** "note:line" -> key of the paper that speaks there. */
function nodesByPlace(lines) {
  const nodes = new Map();
  for (const edge of lines.filter((l) => l.type === 'edge' && l.to.startsWith('concept:')))
    for (const e of edge.evidence) nodes.set(`${e.note}:${e.line}`, edge.from);
  return nodes;
}

function groupBy(list, key, value) {
  const groups = new Map();
  for (const item of list) groups.set(key(item), (groups.get(key(item)) ?? new Set()).add(value(item)));
  return groups;
}

const library = makeLibrary({ seed: Number(values.seed), papers: Number(values.papers), notes: Number(values.notes) });
const lines = exported(library.notes);
const nodes = nodesByPlace(lines);
const found = library.mentions.map((m) => ({ ...m, node: nodes.get(`${m.note}:${m.line}`) })).filter((m) => m.node);
const perPaper = groupBy(found, (m) => m.paper, (m) => m.node);
const perNode = groupBy(found, (m) => m.node, (m) => m.paper);
const doubled = [...perPaper].filter(([, keys]) => keys.size > 1);
const merged = [...perNode].filter(([, papers]) => papers.size > 1);
const figures = { duplicates: doubled.length / perPaper.size, merges: merged.length / perNode.size,
  lost: 1 - found.length / library.mentions.length };

if (values.show) {
  for (const [paper, keys] of doubled) console.log(`    two nodes: ${library.papers[paper].title}: ${[...keys].join(' | ')}`);
  for (const [key, papers] of merged) console.log(`    one node: ${key}: ${[...papers].map((p) => library.papers[p].title).join(' | ')}`);
}
const percent = (x) => `${(100 * x).toFixed(2)} %`;
console.log(`identity: ${library.notes.length} notes, ${library.mentions.length} mentions of ${perPaper.size} papers; ` +
  `duplicates ${percent(figures.duplicates)}, false merges ${percent(figures.merges)}, lost ${percent(figures.lost)}`);
const over = Object.keys(LIMITS).filter((k) => figures[k] > LIMITS[k]);
over.forEach((k) => console.error(`${k} are ${percent(figures[k])}, the limit is ${percent(LIMITS[k])}`));
if (over.length) process.exit(1);
