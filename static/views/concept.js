// One concept: its names, and its papers, each with the line that says so; beside them their years, what
// is broader and narrower, and the concepts that come up with it.
import { html, useState } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer, useList } from '../lib/answer.js';
import { kindText, relationText, t, tCount } from '../lib/i18n.js';
import { graphUrl, languageOf, preferredLabel } from '../lib/text.js';
import { useTitle } from '../lib/title.js';
import { changeQuery } from '../router.js';
import { ConceptAside } from '../components/concept-aside.js';
import { PaperEntry, Reasons } from '../components/entries.js';
import { Empty, MoreButton, Problem, Settled, Unknown } from '../components/states.js';

const relations = ['', 'introduces', 'about', 'uses', 'evaluates_on', 'compares_with', 'mentions'];

/** So many other names are read at a glance. */
const firstNames = 6;

/** Its label in each language but the one of the heading. @param {{labels: import('../types.js').Labels}} props */
function OtherLabels({ labels }) {
  const others = Object.entries(labels).filter(([, label]) => label && label !== preferredLabel(labels));
  if (others.length === 0) return null;
  return html`<p class="other-label">${others.map(([language, label], i) => html`${i > 0 && ' · '}<span key=${language} lang=${language}>${label}</span>`)}</p>`;
}

/** @param {{names: string[]}} props */
function OtherNames({ names }) {
  const [isWhole, setWhole] = useState(false);
  if (names.length === 0) return null;
  const shown = isWhole ? names : names.slice(0, firstNames);
  return html`<p class="facts names"><span class="muted">${t('concept.alt')}</span> ${shown.join(' · ')}${' '}
    ${shown.length < names.length && html`<button type="button" class="quiet" onClick=${() => setWhole(true)}>${tCount('facet.more', names.length - shown.length)}</button>`}</p>`;
}

/** @param {{concept: import('../types.js').Concept}} props */
function ConceptHead({ concept }) {
  return html`<header class="page-head stacked">
    <p class="kicker">${kindText(concept.kind)}</p>
    <h1 lang=${languageOf(preferredLabel(concept.label))}>${preferredLabel(concept.label)}</h1>
    <${OtherLabels} labels=${concept.label} />
    <${OtherNames} names=${concept.alt} />
    <div class="head-actions"><a class="toggle" href=${graphUrl(concept.id)}>${t('nav.open-in-graph')}</a></div>
  </header>`;
}

/** @param {{relation: string}} props */
function RelationTabs({ relation }) {
  return html`<div class="tabs" role="group" aria-label=${t('filter.relation')}>${relations.map((name) => html`
    <button key=${name} type="button" aria-pressed=${name === relation} onClick=${() => changeQuery({ relation: name })}>
      ${name ? relationText(name) : t('filter.any')}</button>`)}</div>`;
}

/** @param {{id: string, labels: string[], relation: string, year: string}} props labels: in all languages, since a reason may use any */
function ConceptPapers({ id, labels, relation, year }) {
  const list = useList(`concept papers ${relation} ${year} ${id}`, (cursor, signal) => api.concepts.papers(id, { relation, year, limit: 30, cursor }, signal));
  return html`<section aria-labelledby="papers">
    <div class="section-head"><h2 id="papers">${t('nav.papers')}</h2><p class="page-count" role="status">${list.data && tCount('count.papers', list.total)}</p></div>
    <${RelationTabs} relation=${relation} />
    <${Settled} answer=${list} rows=${8}>
      ${list.items.length === 0 && html`<${Empty} title=${t('concept.empty')}><p>${t('concept.empty.text')}</p><//>`}
      <ul class="entries">${list.items.map((paper) => html`<${PaperEntry} key=${paper.id} paper=${paper}>
        <${Reasons} why=${paper.why} subjects=${labels} title=${paper.title} isOneSubject=${true} /><//>`)}</ul>
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
  if (answer.error) return html`<${Problem} error=${answer.error} retry=${answer.retry} isWhole=${true} />`;
  return html`<article class="page">
    <${Settled} answer=${answer} rows=${2}>${answer.data && html`<${ConceptHead} concept=${answer.data} />`}<//>
    <div class="beside">
      <${ConceptPapers} id=${id} labels=${Object.values(answer.data?.label ?? {}).filter((label) => label !== undefined)} relation=${relation} year=${year} />
      <${ConceptAside} id=${id} label=${answer.data ? preferredLabel(answer.data.label) : ''} relation=${relation} year=${year} />
    </div>
  </article>`;
}
