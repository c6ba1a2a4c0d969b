// Where a concept stands: what is broader above it, what is narrower below it, each with its papers.
import { html, useState } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { formatNumber, t, tCount } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';

/** @typedef {import('../types.js').ConceptNode} ConceptNode */

/** So many narrower concepts are shown before somebody asks for more. */
const firstNarrower = 8;

/** @param {{node: ConceptNode}} props */
function Node({ node }) {
  return html`<a class="tree-node" href=${`/concepts/${encodeURIComponent(node.slug)}`}><span lang=${languageOf(node.label)}>${node.label}</span>
    <span class="count"><span class="visually-hidden">${t('nav.papers')}: </span>${formatNumber(node.papers)}</span></a>`;
}

/** The one way up that has most papers, from the top: a concept may have several broader ones. @param {ConceptNode[]} broader @returns {ConceptNode[][]} */
function levelsAbove(broader) {
  const levels = [];
  for (let level = broader; level.length > 0; level = level.flatMap((node) => node.broader ?? [])) levels.unshift(level);
  return levels;
}

/** @param {{id: string, label: string}} props */
export function ConceptTree({ id, label }) {
  const answer = useAnswer(`concept tree ${id}`, (signal) => api.concepts.tree(id, { depth: 2 }, signal));
  const [isWhole, setWhole] = useState(false);
  const tree = answer.data;
  if (!tree || tree.broader.length + tree.narrower.length === 0) return null;
  const narrower = [...tree.narrower].sort((a, b) => b.papers - a.papers);
  const shown = isWhole ? narrower : narrower.slice(0, firstNarrower);
  const levels = levelsAbove(tree.broader);
  return html`<section aria-labelledby="tree">
    <h2 id="tree">${t('concept.tree')}</h2>
    <ul class="tree" aria-label=${t('concept.broader')}>${levels.map((level, i) => level.map((node) => html`<li key=${node.id} class=${`tree-level-${Math.min(i, 3)}`}><${Node} node=${node} /></li>`))}</ul>
    <p class=${`tree-self tree-level-${Math.min(levels.length, 3)}`}>${label}</p>
    <ul class="tree" aria-label=${t('concept.narrower')}>${shown.map((node) => html`<li key=${node.id} class=${`tree-level-${Math.min(levels.length + 1, 4)}`}><${Node} node=${node} /></li>`)}</ul>
    ${shown.length < narrower.length && html`<button type="button" class="quiet" onClick=${() => setWhole(true)}>${tCount('facet.more', narrower.length - shown.length)}</button>`}
  </section>`;
}
