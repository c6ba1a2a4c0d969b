// The paths in words: each step with the sentence that says so.
import { html } from '../lib/html.js';
import { PathEntry } from '../components/entries.js';
import { t } from '../lib/i18n.js';

/** @typedef {import('./scene.js').GraphPath} GraphPath */

/** As an answer of the search shows it. @param {GraphPath} path @returns {any} */
const entryOf = (path) => ({
  nodes: path.nodes,
  why: path.edges.map((edge) => ({ edge: edge.id, from: edge.from.label, relation: edge.relation, to: edge.to.label, score: edge.score, evidence: edge.evidence })),
});

/** @param {{scene: import('./scene.js').Scene}} props */
export function PathList({ scene }) {
  if (scene.paths.length === 0) return null;
  return html`<section class="graph-paths" aria-labelledby="paths">
    <h2 id="paths">${t('graph.paths')}</h2>
    <ul class="entries">${scene.paths.map((path) => html`<${PathEntry} key=${path.edges.map((edge) => edge.id).join(' ')} path=${entryOf(path)} />`)}</ul>
  </section>`;
}
