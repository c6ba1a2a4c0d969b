/* twins.mjs: how many of the twins that are suggested are one work (twins/pairs.json), over the notes beside it.
 *
 *   node tests/quality/twins.mjs --binary build/paperstack [--floors FILE] [--show]
 *
 * A suggested pair that is not labelled as one thing counts as wrong. What the notes made one node already, or did
 * not make two of, is left to nobody to decide: it does not count. */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { binary: { type: 'string' }, floors: { type: 'string' }, show: { type: 'boolean' } },
});
process.env.PAPERSTACK_BINARY = path.resolve(values.binary);
const { Server, temporaryFolder } = await import('../http/support/server.mjs');

/** The spelling of a label is the notes' choice. */
const plain = (label) => label.toLowerCase().replace(/s$/, '');
const nameOf = (titles) => titles.map(plain).sort().join(' | ');
const labelled = JSON.parse(fs.readFileSync('tests/quality/twins/pairs.json', 'utf8'));
const twins = new Set(labelled.twins.map(nameOf));
const folder = temporaryFolder();
fs.cpSync('tests/quality/twins/notes', folder, { recursive: true });
const server = await Server.start({ notes: folder });
const idOf = async (name) => {
  for (const kind of ['papers', 'concepts']) {
    const answer = await server.fetch(`/api/v1/${kind}/${encodeURIComponent(name)}`);
    if (answer.ok) return (await answer.json()).id;
  }
  return undefined;
};
/** Both are there, as two nodes. */
const areTwo = async ([one, other]) => {
  const ids = [await idOf(one), await idOf(other)];
  return ids[0] && ids[1] && ids[0] !== ids[1];
};
const open = [];
for (const titles of labelled.twins) if (await areTwo(titles)) open.push(nameOf(titles));
const { items } = await server.get('/suggestions?kind=twins&limit=200');
await server.stop();
fs.rmSync(folder, { recursive: true });

const found = items.map((s) => ({ name: nameOf(s.nodes.map((n) => n.label)), reasons: s.reasons.map((r) => r.code), score: s.score }));
const right = found.filter((s) => twins.has(s.name));
const figures = { precision: found.length ? right.length / found.length : 0, recall: right.length / open.length };
if (values.show) {
  for (const s of found) console.log(`    ${twins.has(s.name) ? 'right' : 'WRONG'} ${s.score} ${s.name}: ${s.reasons.join(', ')}`);
  for (const name of open) if (!found.some((s) => s.name === name)) console.log(`    missed ${name}`);
}
const percent = (x) => `${(100 * x).toFixed(1)} %`;
console.log(`twins: ${twins.size} labelled, ${open.length} of them two nodes, ${labelled.others.length} look-alikes, ${found.length} suggested; ` +
  `precision ${percent(figures.precision)}, recall ${percent(figures.recall)}`);
const floors = values.floors ? JSON.parse(fs.readFileSync(values.floors, 'utf8')).twins : {};
const below = Object.keys(floors).filter((name) => figures[name] < floors[name]);
below.forEach((name) => console.error(`${name} of twins is ${percent(figures[name])}, the floor is ${percent(floors[name])}`));
if (below.length) process.exit(1);
