/* build.mjs OUT: bundles the page into the folder OUT, with the licences of all third-party code that
 * went into the bundle. What depends on nothing but its input is written; no time, no absolute path. */
import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const source = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(source);
const out = path.resolve(process.argv[2] ?? path.join(root, 'build/web'));
const assets = path.join(out, 'assets');

/** The npm packages among the inputs of a bundle, sorted. @param {import('esbuild').Metafile} metafile */
function packagesOf(metafile) {
  const names = Object.keys(metafile.inputs)
    .map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1])
    .filter((name) => name !== undefined);
  return [...new Set(names)].sort();
}

/** The heading and the licence text of one package. @param {string} name */
function licenceOf(name) {
  const folder = path.join(root, 'node_modules', name);
  const { version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? fs.readFileSync(path.join(folder, file), 'utf8').trim() : '';
  return `${name} ${version} (${license})\n\n${text}\n`;
}

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(assets, { recursive: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['static/app.js', 'static/css/app.css', 'static/css/docs.css', 'static/css/graph.css', 'static/css/tools.css'],
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
  outdir: assets,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
for (const name of ['theme.js', 'icon.svg']) fs.copyFileSync(path.join(source, name), path.join(assets, name));
fs.writeFileSync(path.join(out, 'licences.txt'), packagesOf(metafile).map(licenceOf).join(`\n${'-'.repeat(72)}\n\n`));

/** What app.js needs at once is fetched together with it. */
const parts = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === 'static/app.js').imports
  .filter(({ kind }) => kind === 'import-statement')
  .map(({ path: file }) => `<link rel="modulepreload" href="/assets/${path.basename(file)}">\n`);
// Last: its time tells make that all of it is there.
const index = fs.readFileSync(path.join(source, 'index.html'), 'utf8');
fs.writeFileSync(path.join(out, 'index.html'), index.replace('<script type="module"', `${parts.join('')}$&`));
