/* measure.mjs: how well extraction agrees with the labels, over the notes below the folders that are named.
 *
 *   node tests/quality/measure.mjs --binary build/paperstack [--show] [--floors FILE] FOLDER…
 *
 * Micro: all decisions pooled. Macro: the mean of the notes. With --floors it fails when a figure is below
 * the one that is stored. */
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { compare, extract, figures, labelledNotes, noCounts } from '../support/labels.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { binary: { type: 'string' }, show: { type: 'boolean' }, floors: { type: 'string' } },
});
const percent = (x) => (100 * x).toFixed(1).padStart(5);
const row = (name, f) => console.log(
  `${name.slice(0, 38).padEnd(38)} ${['papers', 'concepts', 'relations']
    .map((k) => `${percent(f[k].p)} ${percent(f[k].r)} ${percent(f[k].f)}`).join('   ')}  ${percent(f.typed)} ${percent(f.evidence)}`);

function mean(list) {
  const average = (get) => list.reduce((sum, f) => sum + get(f), 0) / list.length;
  const kind = (k) => ({ p: average((f) => f[k].p), r: average((f) => f[k].r), f: average((f) => f[k].f) });
  return { papers: kind('papers'), concepts: kind('concepts'), relations: kind('relations'),
    typed: average((f) => f.typed), evidence: average((f) => f.evidence) };
}

function belowFloor(measured, floors) {
  const problems = [];
  for (const level of ['micro', 'macro'])
    for (const [kind, floor] of Object.entries(floors[level])) {
      const got = kind.split('.').reduce((o, k) => o[k], measured[level]);
      if (got < floor) problems.push(`${level} ${kind} is ${got.toFixed(3)}, the floor is ${floor}`);
    }
  return problems;
}

const total = noCounts();
const rows = [];
console.log(`${''.padEnd(38)} papers P/R/F1       concepts P/R/F1     relations P/R/F1   typed  evid.`);
for (const folder of positionals) {
  for (const note of labelledNotes(folder)) {
    const document = extract(values.binary, note.file, note.path);
    const { counts, wrong } = compare(document, note.labels, fs.readFileSync(note.file));
    const f = figures(counts);
    rows.push(f);
    for (const key of Object.keys(total)) total[key] += counts[key];
    row(note.name, f);
    if (values.show) wrong.forEach((w) => console.log(`    ${w}`));
  }
}
if (rows.length === 0) {
  console.error('No labelled notes: name folders of them.');
  process.exit(2);
}
const measured = { micro: figures(total), macro: mean(rows) };
row('MICRO', measured.micro);
row('MACRO', measured.macro);
if (values.floors) {
  const problems = belowFloor(measured, JSON.parse(fs.readFileSync(values.floors, 'utf8')));
  problems.forEach((p) => console.error(p));
  if (problems.length) process.exit(1);
}
