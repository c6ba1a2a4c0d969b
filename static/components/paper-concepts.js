import { html, useState } from '../lib/html.js';
import { relationText, t } from '../lib/i18n.js';
import { groupBy, languageOf, preferredLabel } from '../lib/text.js';
import { Quotes } from './evidence.js';
import { Strength } from './strength.js';

/** @typedef {import('../types.js').ConceptLink} ConceptLink */

/** What says most of a paper comes first. */
const order = ['introduces', 'about', 'uses', 'evaluates_on', 'compares_with', 'mentions'];
const rankOf = (/** @type {string} */ relation) => (order.indexOf(relation) + order.length + 1) % (order.length + 1);

/** A concept that is used or discussed is mentioned as well: that need not be said. @param {ConceptLink[]} links */
function withoutRepeats(links) {
  const strong = new Set(links.filter((link) => link.relation !== 'mentions').map((link) => link.concept.id));
  return links.filter((link) => link.relation !== 'mentions' || !strong.has(link.concept.id));
}

/** @param {{link: ConceptLink}} props */
function ConceptChip({ link }) {
  const label = preferredLabel(link.concept.label);
  return html`<a class="chip" data-entry href=${`/concepts/${encodeURIComponent(link.concept.slug)}`}><span lang=${languageOf(label)}>${label}</span> <${Strength} score=${link.score} /></a>`;
}

/** @param {{relation: string, links: ConceptLink[], withQuotes: boolean, onShow: (edge: string) => boolean}} props */
function ConceptGroup({ relation, links, withQuotes, onShow }) {
  return html`<div class="relation-group">
    <h3>${relationText(relation)}</h3>
    <ul class=${withQuotes ? 'quoted' : 'chips'}>${links.map((link) => html`<li key=${link.concept.id}>
      <${ConceptChip} link=${link} />
      ${withQuotes && html`<${Quotes} evidence=${link.evidence} edge=${link.edge} onShow=${onShow} />`}</li>`)}</ul>
  </div>`;
}

/** @param {{links: ConceptLink[], onShow: (edge: string) => boolean}} props */
export function PaperConcepts({ links, onShow }) {
  const [withQuotes, setWithQuotes] = useState(false);
  if (links.length === 0) return null;
  const groups = groupBy(withoutRepeats(links), (link) => link.relation).sort((a, b) => rankOf(a[0]) - rankOf(b[0]));
  return html`<section aria-labelledby="concepts">
    <div class="section-head"><h2 id="concepts">${t('nav.concepts')}</h2>
      <button type="button" class="toggle" aria-pressed=${withQuotes} onClick=${() => setWithQuotes(!withQuotes)}>${t('paper.show-quotes')}</button></div>
    ${groups.map(([relation, group]) => html`<${ConceptGroup} key=${relation} relation=${relation} links=${group} withQuotes=${withQuotes} onShow=${onShow} />`)}
  </section>`;
}
