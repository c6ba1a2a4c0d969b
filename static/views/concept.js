// One concept: its names, what is broader, and its papers, each with the line that says so; beside them
// their years and the concepts that come up with it.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer, useList } from '../lib/answer.js';
import { kindText, relationText, t, tCount } from '../lib/i18n.js';
import { graphUrl, languageOf, otherLabel, preferredLabel } from '../lib/text.js';
import { useTitle } from '../lib/title.js';
import { changeQuery } from '../router.js';
import { ConceptAside } from '../components/concept-aside.js';
import { endUrl } from '../components/edge-card.js';
import { PaperEntry, Reasons } from '../components/entries.js';
import { Empty, MoreButton, Settled, Unknown } from '../components/states.js';

const relations = ['', 'introduces', 'about', 'uses', 'evaluates_on', 'compares_with', 'mentions'];

/** @param {{concept: import('../types.js').Concept}} props */
function ConceptHead({ concept }) {
  const other = otherLabel(concept.label);
  const broader = concept.broader ?? [];
  return html`<header class="page-head stacked">
    <p class="kicker">${kindText(concept.kind)}</p>
    <h1 lang=${languageOf(preferredLabel(concept.label))}>${preferredLabel(concept.label)}</h1>
    ${other && html`<p class="other-label" lang=${languageOf(other)}>${other}</p>`}
    ${concept.alt.length > 0 && html`<p class="facts names"><span class="muted">${t('concept.alt')}</span> ${concept.alt.join(' · ')}</p>`}
    ${broader.length > 0 && html`<p class="facts"><span class="muted">${t('concept.broader')}</span>
      ${broader.map((item) => html`<a key=${item.id} href=${endUrl(item)}>${item.label}</a>`)}</p>`}
    <p class="facts"><a href=${graphUrl(concept.id)}>${t('nav.open-in-graph')}</a></p>
  </header>`;
}

/** @param {{relation: string}} props */
function RelationTabs({ relation }) {
  return html`<div class="tabs" role="group" aria-label=${t('filter.relation')}>${relations.map((name) => html`
    <button key=${name} type="button" aria-pressed=${name === relation} onClick=${() => changeQuery({ relation: name })}>
      ${name ? relationText(name) : t('filter.any')}</button>`)}</div>`;
}

/** @param {{id: string, label: string, relation: string, year: string}} props */
function ConceptPapers({ id, label, relation, year }) {
  const list = useList(`concept papers ${relation} ${year} ${id}`, (cursor, signal) => api.concepts.papers(id, { relation, year, limit: 30, cursor }, signal));
  return html`<section aria-labelledby="papers">
    <div class="section-head"><h2 id="papers">${t('nav.papers')}</h2><p class="page-count" role="status">${list.data && tCount('count.papers', list.total)}</p></div>
    <${RelationTabs} relation=${relation} />
    <${Settled} answer=${list} rows=${8}>
      ${list.items.length === 0 && html`<${Empty} title=${t('concept.empty')}><p>${t('concept.empty.text')}</p><//>`}
      <ul class="entries">${list.items.map((paper) => html`<${PaperEntry} key=${paper.id} paper=${paper}>
        <${Reasons} why=${paper.why} subjects=${[label]} title=${paper.title} isOneSubject=${true} /><//>`)}</ul>
      <${MoreButton} list=${list} />
    <//>
  </section>`;
}

/** @param {{id: string, place: import('../router.js').Place}} props */
export function ConceptView({ id, place }) {
  const answer = useAnswer(`concept ${id}`, (signal) => api.concepts.show(id, signal));
  const relation = place.query.get('relation') ?? '';
  const year = place.query.get('year') ?? '';
  useTitle(answer.data && preferredLabel(answer.data.label));
  if (answer.error?.status === 404) return html`<${Unknown} name=${id} error=${answer.error} folder="concepts" />`;
  return html`<article class="page">
    <${Settled} answer=${answer} rows=${2}>${answer.data && html`<${ConceptHead} concept=${answer.data} />`}<//>
    <div class="beside">
      <${ConceptPapers} id=${id} label=${answer.data ? preferredLabel(answer.data.label) : ''} relation=${relation} year=${year} />
      <${ConceptAside} id=${id} relation=${relation} year=${year} />
    </div>
  </article>`;
}
