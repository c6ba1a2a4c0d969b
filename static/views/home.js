// Search first; below it what there is: the largest concepts, the notes, the numbers.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { formatNumber, t } from '../lib/i18n.js';
import { languageOf, preferredLabel } from '../lib/text.js';
import { useTitle } from '../lib/title.js';
import { SearchBox } from '../components/search-box.js';
import { NoteEntry } from '../components/entries.js';
import { Empty, Settled } from '../components/states.js';

const topConcepts = 30;
const firstNotes = 6;

/** @param {AbortSignal} signal */
async function loadHome(signal) {
  const [stats, concepts, notes] = await Promise.all([
    api.stats(signal),
    api.concepts.list({ limit: topConcepts }, signal),
    api.notes.list({ limit: firstNotes }, signal),
  ]);
  return { stats, concepts: concepts.items, notes: notes.items };
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
    ['home.papers', stats.papers.total, '/papers'],
    ['home.concepts', stats.concepts, '/concepts'],
    ['home.edges', stats.edges, null],
    ['home.notes', stats.notes, '/notes'],
  ];
  return html`<dl class="numbers">${rows.map(([key, n, url]) => html`<div key=${key}>
    <dt>${url ? html`<a href=${url}>${t(key)}</a>` : t(key)}</dt><dd>${formatNumber(n)}</dd></div>`)}</dl>`;
}

/** @param {{concepts: import('../types.js').Concept[]}} props */
function ConceptCloud({ concepts }) {
  return html`<section aria-labelledby="top-concepts">
    <h2 id="top-concepts">${t('home.top-concepts')}</h2>
    <ul class="chips">${concepts.map((concept) => html`<li key=${concept.id}>
      <a class="chip" data-entry href=${`/concepts/${encodeURIComponent(concept.slug)}`}>
        <span lang=${languageOf(preferredLabel(concept.label))}>${preferredLabel(concept.label)}</span> <span class="chip-count">${formatNumber(concept.papers)}</span></a></li>`)}
      <li><a class="chip more-chip" href="/concepts">${t('home.all-concepts')}</a></li>
    </ul>
  </section>`;
}

/** @param {{notes: import('../types.js').Note[]}} props */
function FirstNotes({ notes }) {
  return html`<section aria-labelledby="first-notes">
    <h2 id="first-notes">${t('home.notes')}</h2>
    <ul class="entries plain">${notes.map((note) => html`<${NoteEntry} key=${note.id} note=${note} />`)}</ul>
    <p class="more"><a href="/notes">${t('home.all-notes')}</a></p>
  </section>`;
}

export function HomeView() {
  useTitle(undefined);
  const answer = useAnswer('home', loadHome);
  const home = answer.data;
  return html`<div class="home">
    <div class="hero">
      <h1>${t('home.title')}</h1>
      <${SearchBox} isLarge=${true} />
      <div class="examples-place">${home && html`<${Examples} concepts=${home.concepts} />`}</div>
    </div>
    <${Settled} answer=${answer} rows=${8}>
      ${home && home.stats.notes === 0 && html`<${Empty} title=${t('home.empty')}><p>${t('home.empty.text')}</p><pre>paperstack import --data-dir DIR notes/</pre><//>`}
      ${home && home.stats.notes > 0 && html`
        <${Numbers} stats=${home.stats} />
        <div class="columns"><${ConceptCloud} concepts=${home.concepts} /><${FirstNotes} notes=${home.notes} /></div>`}
    <//>
  </div>`;
}
