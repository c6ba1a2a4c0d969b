// One paper: what it is, its concepts by relation, its relations to other papers, each with the sentence
// that says so, and the passages of the notes about it.
import { html, useMemo, useRef } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { t } from '../lib/i18n.js';
import { graphUrl, identifierUrl, languageOf } from '../lib/text.js';
import { useTitle } from '../lib/title.js';
import { paperFacts, StatusBadge } from '../components/entries.js';
import { Citation } from '../components/citation.js';
import { PaperConcepts } from '../components/paper-concepts.js';
import { PaperRelations } from '../components/paper-relations.js';
import { ReadingControl } from '../components/reading-control.js';
import { PaperSimilar } from '../components/paper-similar.js';
import { PaperNotes } from '../components/paper-notes.js';
import { findMark, showPlace } from '../components/rendered-note.js';
import { Problem, Settled, Unknown } from '../components/states.js';

/** All edges of a paper are asked for at once; a paper with more has its strongest ones shown. */
const edgeLimit = 200;

/** @param {string} url */
const hostOf = (url) => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/.*$/, '');

/** @param {{paper: import('../types.js').Paper}} props */
function Identifiers({ paper }) {
  const named = paper.identifiers.filter((identifier) => !identifier.startsWith('url:'));
  const others = paper.urls.filter((url) => !named.some((identifier) => url.includes(identifier.slice(identifier.indexOf(':') + 1))));
  return html`<ul class="links">
    ${named.map((identifier) => html`<li key=${identifier}>${identifierUrl(identifier)
      ? html`<a href=${identifierUrl(identifier)} rel="noopener noreferrer" target="_blank">${identifier}</a>` : identifier}</li>`)}
    ${others.filter((url) => /^https?:\/\//.test(url)).map((url) => html`<li key=${url}><a href=${url} rel="noopener noreferrer" target="_blank">${hostOf(url)}</a></li>`)}
  </ul>`;
}

/** @param {{paper: import('../types.js').Paper}} props */
function PaperHead({ paper }) {
  const names = [paper.short, ...paper.aliases].filter((name) => name && name !== paper.title);
  return html`<header class="page-head stacked">
    <p class="kicker">${t('type.paper')} <${StatusBadge} status=${paper.status} /></p>
    <h1 lang=${languageOf(paper.title)}>${paper.title}</h1>
    ${names.length > 0 && html`<p class="other-label">${[...new Set(names)].join(' · ')}</p>`}
    ${paperFacts(paper).length > 0 && html`<p class="facts">${paperFacts(paper).join(' · ')}</p>`}
    <${Identifiers} paper=${paper} />
    <div class="head-actions"><${Citation} key=${paper.id} id=${paper.id} /><a class="toggle" href=${graphUrl(paper.id)}>${t('nav.open-in-graph')}</a><a class="toggle" href="/reading">${t('reading.queue')}</a></div>
    <${ReadingControl} id=${paper.id} />
  </header>`;
}

/** @param {string} id @param {AbortSignal} signal */
async function loadLinks(id, signal) {
  const [concepts, edges] = await Promise.all([
    api.papers.concepts(id, { limit: edgeLimit }, signal),
    api.papers.edges(id, { limit: edgeLimit }, signal),
  ]);
  return { concepts: concepts.items, edges: edges.items };
}

/** @param {{id: string}} props */
export function PaperView({ id }) {
  const notesSection = useRef(/** @type {HTMLDivElement | null} */ (null));
  const answer = useAnswer(`paper ${id}`, (signal) => api.papers.show(id, signal));
  const links = useAnswer(`paper links ${id}`, (signal) => loadLinks(id, signal));
  const paper = answer.data;
  const own = useMemo(() => links.data && new Set(links.data.edges.map((edge) => edge.id)), [links.data]);
  useTitle(paper?.title);
  if (answer.error?.status === 404) return html`<${Unknown} name=${id} error=${answer.error} folder="papers" />`;
  if (answer.error) return html`<${Problem} error=${answer.error} retry=${answer.retry} isWhole=${true} />`;

  /** @param {string} edge */
  function showEvidence(edge) {
    const mark = notesSection.current && findMark(notesSection.current, edge);
    if (mark) showPlace(mark);
    return Boolean(mark);
  }

  return html`<article class="page">
    <${Settled} answer=${answer} rows=${3}>${paper && html`<${PaperHead} paper=${paper} />`}<//>
    <${Settled} answer=${answer.error ? { ...links, error: undefined } : links} rows=${6}>
      ${links.data && paper && html`
        <${PaperConcepts} links=${links.data.concepts} onShow=${showEvidence} />
        <${PaperRelations} paper=${paper} edges=${links.data.edges} onShow=${showEvidence} />`}
    <//>
    <div ref=${notesSection}>${own && html`<${PaperNotes} id=${id} own=${own} />`}</div>
    ${paper && html`<${PaperSimilar} id=${id} />`}
  </article>`;
}
