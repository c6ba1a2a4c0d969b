// Beside the papers of a concept: when they came out, and what is broader and narrower, and
// which concepts go with it.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer, useLatest } from '../lib/answer.js';
import { formatNumber, t, tCount } from '../lib/i18n.js';
import { languageOf, preferredLabel } from '../lib/text.js';
import { changeQuery } from '../router.js';
import { ConceptTree } from './concept-tree.js';
import { Settled } from './states.js';

const relatedLimit = 15;
/** The latest years; what is older is found by the filter of the papers. */
const shownYears = 12;

/** @param {string} id @param {string} relation @param {AbortSignal} signal */
async function loadAside(id, relation, signal) {
  const [papers, related] = await Promise.all([
    api.concepts.papers(id, { relation, facets: 'year', limit: 1 }, signal),
    api.concepts.related(id, { limit: relatedLimit }, signal),
  ]);
  const years = (papers.facets?.year.values ?? []).map(({ value, count }) => ({ year: Number(value), papers: count }));
  return { years: years.sort((a, b) => b.year - a.year).slice(0, shownYears), related: related.items };
}

/** @param {{part: number}} props part: of the longest bar, from 0 to 1 */
const Bar = ({ part }) => html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width=${(100 * part).toFixed(1)} height="8" /></svg>`;

/** @param {{years: {year: number, papers: number}[], chosen: string}} props */
function Years({ years, chosen }) {
  if (years.length === 0) return null;
  const most = Math.max(...years.map((one) => one.papers));
  return html`<section aria-labelledby="years">
    <h2 id="years">${t('concept.years')}</h2>
    <ul class="years">${years.map(({ year, papers }) => html`<li key=${year}>
      <button type="button" aria-pressed=${chosen === String(year)} aria-label=${`${year}: ${tCount('count.papers', papers)}`}
        onClick=${() => changeQuery({ year: chosen === String(year) ? '' : String(year) })}>
        <span>${year}</span><${Bar} part=${papers / most} /><span>${formatNumber(papers)}</span></button></li>`)}</ul>
  </section>`;
}

/** @param {{related: import('../types.js').RelatedConcept[]}} props */
function Related({ related }) {
  if (related.length === 0) return null;
  return html`<section aria-labelledby="related">
    <h2 id="related">${t('concept.related')}</h2>
    <ul class="chips">${related.map((concept) => html`<li key=${concept.id}><a class="chip" href=${`/concepts/${encodeURIComponent(concept.slug)}`}
      title=${tCount('concept.both', concept.papers_with_both)}><span lang=${languageOf(preferredLabel(concept.label))}>${preferredLabel(concept.label)}</span>
      ${' '}<span class="chip-count">${formatNumber(concept.papers_with_both)}</span></a></li>`)}</ul>
  </section>`;
}

/** @param {{id: string, label: string, relation: string, year: string}} props */
export function ConceptAside({ id, label, relation, year }) {
  const answer = useAnswer(`concept aside ${relation} ${id}`, (signal) => loadAside(id, relation, signal));
  const aside = useLatest(answer.data);
  return html`<aside class="concept-aside" aria-label=${t('concept.aside')}><${Settled} answer=${{ ...answer, isLoading: !aside }} rows=${4}>${aside && html`
    <${Years} years=${aside.years} chosen=${year} /><${ConceptTree} id=${id} label=${label} /><${Related} related=${aside.related} />`}<//></aside>`;
}
