// What a note says, as it was extracted: its papers in order, each with what it is linked to, the concepts,
// and what could not be read, by line.
import { html } from '../lib/html.js';
import { formatNumber, hasText, relationText, t, tCount } from '../lib/i18n.js';
import { groupBy, languageOf, preferredLabel } from '../lib/text.js';
import { StatusBadge } from './entries.js';

/** @typedef {import('../types.js').Extraction} Extraction */
/** @typedef {(line: number) => void} GoToLine */

/** @param {{line: number, onLine: GoToLine}} props */
function LineButton({ line, onLine }) {
  return html`<button type="button" class="quiet line" onClick=${() => onLine(line)}>${t('evidence.line', { line: formatNumber(line) })}</button>`;
}

/** @param {{code: string, detail: string, line: number, onLine: GoToLine}} props */
const Warning = ({ code, detail, line, onLine }) => html`<li class="warning"><${LineButton} line=${line} onLine=${onLine} />
  <span>${hasText(`warning.${code}`) ? t(`warning.${code}`) : code}${detail && html` <span class="muted" lang=${languageOf(detail)}>${detail}</span>`}</span></li>`;

/** @param {{warnings: import('../types.js').NoteWarning[], onLine: GoToLine}} props */
export function NoteWarnings({ warnings, onLine }) {
  if (warnings.length === 0) return null;
  return html`<section class="found warnings" aria-label=${t('note.warnings')}>
    <h3>${t('note.warnings')} <span class="count">${formatNumber(warnings.length)}</span></h3>
    <ul>${warnings.map((one, i) => html`<${Warning} key=${i} ...${one} onLine=${onLine} />`)}</ul></section>`;
}

/** Names of all that edges lead to, by key. @param {Extraction} document */
const namesOf = (document) => new Map([
  ...document.papers.map((paper) => /** @type {const} */ ([paper.key, paper.short ?? paper.title])),
  ...document.concepts.map((concept) => /** @type {const} */ ([concept.key, preferredLabel(concept.label)])),
]);

/** What only repeats a stronger word is left out. @param {import('../types.js').FoundEdge[]} edges */
function spoken(edges) {
  const strong = new Set(edges.filter((edge) => edge.relation !== 'mentions').map((edge) => edge.to));
  return edges.filter((edge) => edge.relation !== 'mentions' || !strong.has(edge.to));
}

/** @param {{paper: import('../types.js').FoundPaper, edges: import('../types.js').FoundEdge[], names: Map<string, string>, isLinked: boolean, onLine: GoToLine}} props */
function FoundPaper({ paper, edges, names, isLinked, onLine }) {
  return html`<li class="found-paper">
    <p class="found-title">${isLinked ? html`<a data-entry href=${`/papers/${encodeURIComponent(paper.key)}`} lang=${languageOf(paper.title)}>${paper.title}</a>` : html`<span lang=${languageOf(paper.title)}>${paper.title}</span>`}
      ${paper.status !== 'entry' && html` <${StatusBadge} status=${paper.status} />`} <${LineButton} line=${paper.line} onLine=${onLine} /></p>
    ${groupBy(spoken(edges), (edge) => edge.relation).map(([relation, group]) => html`<p key=${relation} class="found-edges"><span class="relation">${relationText(relation)}</span>${' '}
      ${group.map((edge) => names.get(edge.to) ?? edge.to).join(' · ')}</p>`)}
  </li>`;
}

/** @param {{document: Extraction, isLinked?: boolean, onLine: GoToLine}} props isLinked: what is named is in the library */
export function Extracted({ document, isLinked = true, onLine }) {
  const names = namesOf(document);
  const of = new Map(groupBy(document.edges, (edge) => edge.from));
  return html`<div class="extracted">
    <${NoteWarnings} warnings=${document.warnings} onLine=${onLine} />
    <section class="found" aria-label=${t('nav.papers')}><h3>${tCount('count.papers', document.papers.length)}</h3>
      <ul>${document.papers.map((paper) => html`<${FoundPaper} key=${paper.key} paper=${paper} edges=${of.get(paper.key) ?? []} names=${names} isLinked=${isLinked} onLine=${onLine} />`)}</ul></section>
    ${document.concepts.length > 0 && html`<section class="found" aria-label=${t('nav.concepts')}><h3>${tCount('count.concepts', document.concepts.length)}</h3>
      <ul class="chips small">${document.concepts.map((concept) => html`<li key=${concept.key}>${isLinked
        ? html`<a class="chip" href=${`/concepts/${encodeURIComponent(concept.key.replace(/^concept:/, ''))}`}>${preferredLabel(concept.label)}</a>`
        : html`<span class="chip">${preferredLabel(concept.label)}</span>`}</li>`)}</ul></section>`}
  </div>`;
}
