// What a text finds: as a question, with how it was understood and why each answer is one; and as plain
// words, in papers, concepts and notes.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer, useLatest, useList } from '../lib/answer.js';
import { formatNumber, t, tCount } from '../lib/i18n.js';
import { conditionOfFacet, conditionsOf, hasCondition, toggleCondition, withConditions, withoutLimit } from '../lib/query-document.js';
import { useTitle } from '../lib/title.js';
import { ConceptEntry, Entry, NoteEntry, PaperEntry, PathEntry, Reasons } from '../components/entries.js';
import { Facets } from '../components/facets.js';
import { askDocument, QueryChips } from '../components/query-chips.js';
import { hitUrl, Snippet } from '../components/snippet.js';
import { Empty, MoreButton, Settled } from '../components/states.js';

const kinds = ['', 'paper', 'concept', 'note'];
const answersAtOnce = 20;
/** What the answers may have in common, by what is asked for. @type {Record<string, string[]>} */
const facets = { papers: ['year', 'concept', 'status', 'venue', 'language', 'tag'], concepts: ['kind', 'origin'], notes: ['language', 'source', 'tag'] };

/** @param {string} q @param {string} type */
const searchUrl = (q, type) => `/search?${new URLSearchParams({ q, ...(type && { type }) })}`;

/** @param {{interpretation: import('../types.js').Interpretation}} props */
function Interpretation({ interpretation }) {
  const { phrase, query, terms } = interpretation.interpreted_as;
  const labels = Object.fromEntries(terms.map((term) => [term.text, term.label]));
  return html`<div class="interpretation">
    ${query.path ? null : html`<${QueryChips} query=${query} labels=${labels} onChange=${askDocument} />`}
    <p class="understood"><span class="muted">${t('query.understood')}</span> <span class="phrase">${withoutLimit(phrase, answersAtOnce)}</span></p>
    ${interpretation.warnings.map((warning) => html`<p key=${warning.detail} class="hint">${warning.detail}</p>`)}
  </div>`;
}

/** What the answers have in common; pressing a value narrows the question. @param {{query: import('../lib/query-document.js').QueryDocument}} props */
function AnswerFacets({ query }) {
  const names = facets[query.find] ?? [];
  const document = withConditions(query, conditionsOf(query));
  const answer = useAnswer(names.length ? `facets ${JSON.stringify(document)}` : null, (signal) => api.ask({ ...document, facets: names, limit: 1 }, signal));
  const counted = useLatest(answer.data?.facets);
  const choice = {
    isChosen: (/** @type {string} */ name, /** @type {string} */ value) => hasCondition(query, conditionOfFacet(name, value)),
    toggle: (/** @type {string} */ name, /** @type {string} */ value) => askDocument(toggleCondition(query, conditionOfFacet(name, value))),
  };
  return html`<${Facets} names=${names} counted=${counted} choice=${choice} />`;
}

/** @param {import('../types.js').QueryHit} hit */
const keyOf = (hit) => hit.type === 'path' ? hit.nodes.map((node) => node.id).join() : hit.id;

/** @param {{hit: import('../types.js').QueryHit, subjects: string[]}} props */
function QueryEntry({ hit, subjects }) {
  if (hit.type === 'path') return html`<${PathEntry} path=${hit} />`;
  const reasons = html`<${Reasons} why=${hit.why} subjects=${subjects} title=${'title' in hit ? hit.title : undefined} />`;
  if (hit.type === 'concept') return html`<${ConceptEntry} concept=${hit}>${reasons}<//>`;
  if (hit.type === 'note') return html`<${NoteEntry} note=${hit}>${reasons}<//>`;
  return html`<${PaperEntry} paper=${hit}>${reasons}<//>`;
}

/** The nearest names when a name in the question is not known. @param {{error: import('../api.js').ApiError}} props */
function DidYouMean({ error }) {
  if (error.suggestions.length === 0) return null;
  return html`<div class="interpretation"><p>${error.message}</p>
    <ul class="chips">${error.suggestions.map((text) => html`<li key=${text}><a class="chip" href=${searchUrl(text, '')}>${text}</a></li>`)}</ul></div>`;
}

/** @param {{q: string}} props */
function QuestionSection({ q }) {
  const list = useList(`query ${q}`, (cursor, signal) => api.query({ q, limit: answersAtOnce, cursor }, signal));
  // A text that is no question is answered by the plain search below.
  if (list.error && list.error.status === 422) return html`<${DidYouMean} error=${list.error} />`;
  const subjects = (list.data?.interpreted_as.terms ?? []).map((term) => term.label);
  return html`<section aria-label=${t('query.title')} class="answer">
    ${list.data && html`<${Interpretation} interpretation=${list.data} />`}
    <div class="beside">
      <div class="beside-main"><${Settled} answer=${list} rows=${6}>
        <p class="result-count" role="status">${tCount('count.results', list.total)}</p>
        ${list.items.length === 0 && html`<${Empty} title=${t('query.empty')}><p>${t('query.empty.text')}</p><//>`}
        <ul class="entries">${list.items.map((hit) => html`<${QueryEntry} key=${keyOf(hit)} hit=${hit} subjects=${subjects} />`)}</ul>
        <${MoreButton} list=${list} />
      <//></div>
      ${list.data && html`<${AnswerFacets} query=${list.data.interpreted_as.query} />`}
    </div>
  </section>`;
}

/** @param {{hit: import('../types.js').SearchHit}} props */
function HitEntry({ hit }) {
  const near = hit.match === 'nearest' ? ` · ${t('search.nearest')}` : '';
  const place = hit.line ? ` · ${t('evidence.line', { line: formatNumber(hit.line) })}` : '';
  return html`<${Entry} href=${hitUrl(hit)} title=${hit.title} meta=${`${t(`type.${hit.type}`)}${place}${near}`}>
    ${hit.snippet && html`<p class="snippet"><${Snippet} text=${hit.snippet} /></p>`}
  <//>`;
}

/** @param {{q: string, type: string}} props */
function TextSection({ q, type }) {
  const list = useList(`search ${type} ${q}`, (cursor, signal) => api.search({ q, type, limit: 20, cursor }, signal));
  return html`<section aria-labelledby="text-hits">
    <h2 id="text-hits">${t('search.title')}</h2>
    <nav class="tabs" aria-label=${t('search.kinds')}>${kinds.map((kind) => html`
      <a key=${kind} href=${searchUrl(q, kind)} aria-current=${kind === type ? 'true' : null}>${t(`search.kind.${kind || 'all'}`)}</a>`)}</nav>
    <${Settled} answer=${list} rows=${6}>
      <p class="result-count" role="status">${tCount('count.results', list.total)}</p>
      ${list.items.length === 0
        ? html`<${Empty} title=${t('search.empty')}><p>${t('search.empty.text')}</p><//>`
        : html`<ul class="entries">${list.items.map((hit) => html`<${HitEntry} key=${hit.type + hit.id + hit.line} hit=${hit} />`)}</ul>`}
      <${MoreButton} list=${list} />
    <//>
  </section>`;
}

/** @param {{place: import('../router.js').Place}} props */
export function SearchView({ place }) {
  const q = place.query.get('q')?.trim() ?? '';
  const type = place.query.get('type') ?? '';
  useTitle(q || t('search.title'));
  if (!q) return html`<div class="page"><h1>${t('search.title')}</h1><${Empty} title=${t('search.nothing')}><p>${t('search.nothing.text')}</p><//></div>`;
  return html`<div class="page search-page">
    <h1 class="visually-hidden">${t('search.results', { text: q })}</h1>
    <${QuestionSection} key=${`question ${q}`} q=${q} />
    <${TextSection} key=${`text ${q}`} q=${q} type=${type} />
  </div>`;
}
