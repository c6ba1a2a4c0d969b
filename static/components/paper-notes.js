import { html } from '../lib/html.js';
import { api, notePath } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { t } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { RenderedNote } from './rendered-note.js';
import { Settled } from './states.js';

/** So many notes are rendered at once; the others are links. */
const renderedNotes = 3;

/** @param {string} id @param {AbortSignal} signal */
async function loadNotes(id, signal) {
  const { items } = await api.papers.notes(id, signal);
  const sources = await Promise.all(items.slice(0, renderedNotes).map((note) => api.notes.html(note.path, signal)));
  return items.map((note, i) => ({ note, source: /** @type {string | undefined} */ (sources[i]) }));
}

/** @param {{note: import('../types.js').Note, source: string | undefined, own: Set<string>}} props */
function PaperNote({ note, source, own }) {
  const hasPassage = source !== undefined && [...own].some((edge) => source.includes(edge));
  return html`<section class="paper-note" aria-label=${note.title || note.path}>
    <p class="paper-note-head"><a data-entry href=${`/notes/${notePath(note.path)}`} lang=${languageOf(note.title)}>${note.title || note.path}</a> <span class="path">${note.path}</span></p>
    ${hasPassage && html`<${RenderedNote} source=${source} title=${note.title} own=${own} />`}
  </section>`;
}

/** @param {{id: string, own: Set<string>}} props */
export function PaperNotes({ id, own }) {
  const answer = useAnswer(`paper notes ${id}`, (signal) => loadNotes(id, signal));
  return html`<section aria-labelledby="notes">
    <h2 id="notes">${t('paper.in-notes')}</h2>
    <${Settled} answer=${answer} rows=${4}>
      ${(answer.data ?? []).map(({ note, source }) => html`<${PaperNote} key=${note.id} note=${note} source=${source} own=${own} />`)}
    <//>
  </section>`;
}
