// Search first; below it what is new, when notes were written, and the largest concepts.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { formatNumber, t } from '../lib/i18n.js';
import { languageOf, preferredLabel } from '../lib/text.js';
import { useTitle } from '../lib/title.js';
import { SearchBox } from '../components/search-box.js';
import { Activity } from '../components/activity.js';
import { NoteEntry, PaperEntry } from '../components/entries.js';
import { Empty, Settled } from '../components/states.js';

const topConcepts = 24;
const newest = 6;

/** @param {AbortSignal} signal */
async function loadHome(signal) {
  const [stats, concepts, papers, notes] = await Promise.all([
    api.stats(signal),
    api.concepts.list({ limit: topConcepts }, signal),
    api.papers.list({ limit: newest, sort: '-added_at' }, signal),
    api.notes.list({ limit: newest }, signal),
  ]);
  return { stats, concepts: concepts.items, papers: papers.items, notes: notes.items };
}

/** Questions that this library can answer. @param {{concepts: import('../types.js').Concept[]}} props */
function Examples({ concepts }) {
  const phrases = concepts.slice(0, 3).map((concept, i) => t(`home.example.${i + 1}`, { concept: preferredLabel(concept.label) }));
  return html`<ul class="examples" aria-label=${t('home.examples')}>
    ${phrases.map((phrase) => html`<li key=${phrase}><a class="example" href=${`/search?${new URLSearchParams({ q: phrase })}`}>${phrase}</a></li>`)}
  </ul>`;
}

/** @param {{stats: import('../types.js').Stats}} props */
function Numbers({ stats }) {
  /** @type {[string, number, string | null][]} */
  const rows = [
    ['nav.papers', stats.papers.total, '/papers'],
    ['nav.concepts', stats.concepts, '/concepts'],
    ['home.edges', stats.edges, null],
    ['nav.notes', stats.notes, '/notes'],
  ];
  return html`<dl class="numbers">${rows.map(([key, n, url]) => html`<div key=${key}>
    <dd>${formatNumber(n)}</dd><dt>${url ? html`<a href=${url}>${t(key)}</a>` : t(key)}</dt></div>`)}</dl>`;
}

/** @param {{concepts: import('../types.js').Concept[]}} props */
function ConceptCloud({ concepts }) {
  return html`<section aria-labelledby="top-concepts">
    <div class="section-head"><h2 id="top-concepts">${t('home.top-concepts')}</h2><a class="section-more" href="/concepts">${t('home.all-concepts')}</a></div>
    <ul class="chips">${concepts.map((concept) => html`<li key=${concept.id}>
      <a class="chip" data-entry href=${`/concepts/${encodeURIComponent(concept.slug)}`}>
        <span lang=${languageOf(preferredLabel(concept.label))}>${preferredLabel(concept.label)}</span> <span class="chip-count">${formatNumber(concept.papers)}</span></a></li>`)}
    </ul>
  </section>`;
}

/** @param {{id: string, title: string, all: string, url: string, children?: import('../lib/html.js').Children}} props */
function Latest({ id, title, all, url, children }) {
  return html`<section aria-labelledby=${id}>
    <div class="section-head"><h2 id=${id}>${title}</h2><a class="section-more" href=${url}>${all}</a></div>
    <ul class="entries plain">${children}</ul>
  </section>`;
}

/** @param {{home: Awaited<ReturnType<typeof loadHome>>}} props */
function Library({ home }) {
  return html`<div class="columns">
      <${Latest} id="new-papers" title=${t('home.new-papers')} all=${t('home.all-papers')} url="/papers">
        ${home.papers.map((paper) => html`<${PaperEntry} key=${paper.id} paper=${paper} />`)}<//>
      <div>
        <${Activity} weeks=${home.stats.weeks} />
        <p><a href="/review">${t('review.link')}</a></p>
        <${Latest} id="new-notes" title=${t('home.notes')} all=${t('home.all-notes')} url="/notes">
          ${home.notes.map((note) => html`<${NoteEntry} key=${note.id} note=${note} />`)}<//>
      </div>
    </div>
    <${ConceptCloud} concepts=${home.concepts} />`;
}

export function HomeView() {
  useTitle(undefined);
  const answer = useAnswer('home', loadHome);
  const home = answer.data;
  return html`<div class="home">
    <div class="hero">
      <h1>${t('home.title')}</h1>
      <${SearchBox} isLarge=${true} />
      <div class="examples-place">${home && html`<${Examples} concepts=${home.concepts} /><${Numbers} stats=${home.stats} />`}</div>
    </div>
    <${Settled} answer=${answer} rows=${8}>
      ${home && home.stats.notes === 0 && html`<${Empty} title=${t('home.empty')}><p>${t('home.empty.text')}</p>
        <p class="state-actions"><a class="button primary" href="/import">${t('import.title')}</a></p><pre>paperstack import --data-dir DIR notes/</pre><//>`}
      ${home && home.stats.notes > 0 && html`<${Library} home=${home} />`}
    <//>
  </div>`;
}
