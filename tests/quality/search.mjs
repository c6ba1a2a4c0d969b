/* search.mjs: how well searches find what a person would want to see (search/queries.tsv), over the demo notes
 * and the labelled ones.
 *
 *   node tests/quality/search.mjs --binary build/paperstack [--floors FILE] [--show]
 *
 * Recall: the share of what is wanted that stands among the first ten. MRR: the mean of one over the place of
 * the first that is wanted. Searches of the class "prefix" are asked as somebody still types. */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { binary: { type: 'string' }, floors: { type: 'string' }, show: { type: 'boolean' } },
});
process.env.PAPERSTACK_BINARY = path.resolve(values.binary);
const { Server, temporaryFolder } = await import('../http/support/server.mjs');

function makeLibrary() {
  const folder = temporaryFolder();
  fs.cpSync('tests/demo-notes', folder, { recursive: true });
  fs.mkdirSync(path.join(folder, 'quality'));
  for (const name of fs.readdirSync('tests/quality')) {
    const files = /^\d/.test(name) ? fs.readdirSync(path.join('tests/quality', name)) : [];
    for (const file of files.filter((f) => f.endsWith('.md')))
      fs.copyFileSync(path.join('tests/quality', name, file), path.join(folder, 'quality', `${name}.md`));
  }
  return folder;
}

const queries = fs.readFileSync('tests/quality/search/queries.tsv', 'utf8').split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([kind, text, wanted]) => ({ kind, text, wanted: wanted.split(' ') }));

const nameOf = (hit) => (hit.type === 'note' ? `note:${hit.path}` : hit.key);
const folder = makeLibrary();
const server = await Server.start({ notes: folder });
const classes = new Map();
for (const { kind, text, wanted } of queries) {
  const prefix = kind === 'prefix' ? '&prefix=true' : '';
  const { items } = await server.get(`/search?q=${encodeURIComponent(text)}&limit=10${prefix}`);
  const found = items.map(nameOf);
  const places = wanted.map((w) => found.indexOf(w)).filter((place) => place >= 0);
  const recall = places.length / wanted.length;
  const rank = places.length ? 1 / (1 + Math.min(...places)) : 0;
  if (values.show && (recall < 1 || rank < 1))
    console.log(`    ${kind}: ${text}: wanted ${wanted.join(' ')}\n        found ${found.join(' ')}`);
  const sum = classes.get(kind) ?? { n: 0, recall: 0, mrr: 0 };
  classes.set(kind, { n: sum.n + 1, recall: sum.recall + recall, mrr: sum.mrr + rank });
}
await server.stop();
fs.rmSync(folder, { recursive: true });

const total = { n: 0, recall: 0, mrr: 0 };
const row = (name, { n, recall, mrr }) => console.log(
  `search: ${name.padEnd(12)} ${String(n).padStart(4)}  recall@10 ${(100 * recall / n).toFixed(1).padStart(5)}  MRR ${(mrr / n).toFixed(3)}`);
for (const [kind, sum] of classes) {
  row(kind, sum);
  for (const figure of Object.keys(total)) total[figure] += sum[figure];
}
row('ALL', total);

if (values.floors) {
  const floors = JSON.parse(fs.readFileSync(values.floors, 'utf8')).search;
  const below = Object.keys(floors).filter((figure) => total[figure] / total.n < floors[figure]);
  below.forEach((f) => console.error(`search ${f} is ${(total[f] / total.n).toFixed(3)}, the floor is ${floors[f]}`));
  if (below.length) process.exit(1);
}
