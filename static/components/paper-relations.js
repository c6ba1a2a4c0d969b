import { html } from '../lib/html.js';
import { relationText, t } from '../lib/i18n.js';
import { groupBy, languageOf } from '../lib/text.js';
import { Quotes } from './evidence.js';
import { Strength } from './strength.js';

/** @typedef {import('../types.js').Edge} Edge */

/** @param {{edge: Edge, other: import('../types.js').EdgeEnd, onShow: (edge: string) => boolean}} props */
function RelatedPaper({ edge, other, onShow }) {
  return html`<li>
    <p class="related"><a class="entry-title small" data-entry href=${`/papers/${other.id}`} lang=${languageOf(other.label)}>${other.label}</a> <${Strength} score=${edge.score} /></p>
    <${Quotes} evidence=${edge.evidence} edge=${edge.id} limit=${2} onShow=${onShow} />
  </li>`;
}

/** Edges to and from other papers, grouped by how they read from this one.
 * @param {{paper: import('../types.js').Paper, edges: Edge[], onShow: (edge: string) => boolean}} props */
export function PaperRelations({ paper, edges, onShow }) {
  const related = edges
    .filter((edge) => edge.from.type === 'paper' && edge.to.type === 'paper')
    .map((edge) => ({ edge, isInverse: edge.to.id === paper.id, other: edge.to.id === paper.id ? edge.from : edge.to }));
  if (related.length === 0) return null;
  const groups = groupBy(related, ({ edge, isInverse }) => relationText(edge.relation, isInverse));
  return html`<section aria-labelledby="relations">
    <h2 id="relations">${t('paper.relations')}</h2>
    ${groups.map(([text, group]) => html`<div key=${text} class="relation-group">
      <h3>${text}</h3>
      <ul class="quoted">${group.map(({ edge, other }) => html`<${RelatedPaper} key=${edge.id} edge=${edge} other=${other} onShow=${onShow} />`)}</ul>
    </div>`)}
  </section>`;
}
