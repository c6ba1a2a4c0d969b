// What a text finds: as a question, with how it was understood and why each answer is one; and as plain
// words, in papers, concepts and notes.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer, useList } from '../lib/answer.js';
import { formatNumber, t, tCount } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { useTitle } from '../lib/title.js';
import { ConceptEntry, Entry, NoteEntry, PaperEntry, PathEntry, Reasons } from '../components/entries.js';
import { hitUrl, Snippet } from '../components/snippet.js';
import { Empty, MoreButton, Settled } from '../components/states.js';

const kinds = ['', 'paper', 'concept', 'note'];

/** @param {string} q @param {string} type */
const searchUrl = (q, type) => `/search?${new URLSearchParams({ q, ...(type && { type }) })}`;

/** @param {{interpretation: import('../types.js').Interpretation}} props */
function Interpretation({ interpretation }) {
  const { phrase, terms } = interpretation.interpreted_as;
  return html`<div class="interpretation">
    <p><span class="kicker">${t('query.understood')}</span> <span class="phrase">${phrase}</span></p>
    <ul class="chips">${terms.map((term) => html`<li key=${term.key}><a class="chip"
      href=${`/${term.type}s/${encodeURIComponent(term.type === 'concept' ? term.key.replace(/^concept:/, '') : term.key)}`}>
      ${term.text !== term.label && html`<span class="muted">${term.text} → </span>`}<span lang=${languageOf(term.label)}>${term.label}</span></a></li>`)}</ul>
    ${interpretation.warnings.map((warning) => html`<p key=${warning.detail} class="hint">${warning.detail}</p>`)}
  </div>`;
}

/** @param {import('../types.js').QueryHit} hit */
const keyOf = (hit) => hit.type === 'path' ? hit.nodes.map((node) => node.id).join() : hit.id;

/** @param {{hit: import('../types.js').QueryHit, subjects: string[]}} props */
function QueryEntry({ hit, subjects }) {
  if (hit.type === 'path') return html`<${PathEntry} path=${hit} />`;
  const reasons = html`<${Reasons} why=${hit.why} subjects=${subjects} />`;
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
  const list = useList(`query ${q}`, (cursor, signal) => api.query({ q, limit: 20, cursor }, signal));
  // A text that is no question is answered by the plain search below.
  if (list.error && list.error.status === 422) return html`<${DidYouMean} error=${list.error} />`;
  const subjects = (list.data?.interpreted_as.terms ?? []).map((term) => term.label);
  return html`<section aria-labelledby="answer" class="answer">
    <h2 id="answer">${t('query.title')}</h2>
    <${Settled} answer=${list} rows=${4}>
      ${list.data && html`<${Interpretation} interpretation=${list.data} />`}
      <p class="result-count" role="status">${tCount('count.results', list.total)}</p>
      <ul class="entries">${list.items.map((hit) => html`<${QueryEntry} key=${keyOf(hit)} hit=${hit} subjects=${subjects} />`)}</ul>
      <${MoreButton} list=${list} />
    <//>
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
