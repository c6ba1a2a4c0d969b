// One note, rendered, with the evidence marked, beside what was extracted from it. ?edge= and #L<line>
// bring a place into view.
import { html, useRef } from '../lib/html.js';
import { api, apiUrl, notePath } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { t } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { useTitle } from '../lib/title.js';
import { Extracted } from '../components/extracted.js';
import { RenderedNote, showPlace } from '../components/rendered-note.js';
import { Settled, Unknown } from '../components/states.js';

/** @param {string} path @param {AbortSignal} signal */
async function loadNote(path, signal) {
  const [note, source] = await Promise.all([api.notes.show(path, signal), api.notes.html(path, signal)]);
  return { note, source };
}

/** @param {{note: import('../types.js').Note}} props */
function NoteFacts({ note }) {
  return html`<p class="facts"><span class="path">${note.path}</span>
    ${note.date && html`<span>${note.date}</span>`}
    ${(note.tags ?? []).map((tag) => html`<span key=${tag} class="tag" lang=${languageOf(tag)}>${tag}</span>`)}
    <a href=${apiUrl(`/notes/${notePath(note.path)}`, { format: 'md' })} target="_blank">${t('note.source')}</a>
    <a href=${`/edit/${notePath(note.path)}`}>${t('edit.open')}</a></p>`;
}

/** The block that begins on a line or, when none does, the last one before it. @param {HTMLElement} root @param {number} line */
function blockAt(root, line) {
  const blocks = [...root.querySelectorAll('[id^=L]')];
  return blocks.filter((one) => Number(one.id.slice(1)) <= line).at(-1) ?? blocks[0];
}

/** @param {{path: string, onLine: (line: number) => void}} props */
function NoteAside({ path, onLine }) {
  const answer = useAnswer(`extraction ${path}`, async (signal) => api.notes.preview(path, await api.notes.source(path, signal), signal));
  return html`<aside class="note-aside" aria-label=${t('note.extracted')}><h2>${t('note.extracted')}</h2>
    <${Settled} answer=${answer} rows=${6}>${answer.data && html`<${Extracted} document=${answer.data} onLine=${onLine} />`}<//></aside>`;
}

/** @param {{path: string, place: import('../router.js').Place}} props */
export function NoteView({ path, place }) {
  const body = useRef(/** @type {HTMLDivElement | null} */ (null));
  const answer = useAnswer(`note ${path}`, (signal) => loadNote(path, signal));
  const title = answer.data?.note.title || path;
  useTitle(title);
  if (answer.error?.status === 404) return html`<${Unknown} name=${path} error=${answer.error} folder="notes" />`;

  /** @param {number} line */
  function onLine(line) {
    const block = body.current && blockAt(body.current, line);
    if (block) showPlace(block);
  }

  return html`<article class="page">
    <header class="page-head stacked">
      <p class="kicker">${t('type.note')}</p>
      <h1 lang=${languageOf(title)}>${title}</h1>
      ${answer.data && html`<${NoteFacts} note=${answer.data.note} />`}
    </header>
    <div class="beside wide">
      <div class="beside-main" ref=${body}><${Settled} answer=${answer} rows=${12}>
        <p class="hint">${t('note.hint')}</p>
        ${answer.data && html`<${RenderedNote} source=${answer.data.source} title=${title}
          focusEdge=${place.query.get('edge') ?? undefined} line=${place.hash || undefined} />`}
      <//></div>
      ${answer.data && html`<${NoteAside} path=${answer.data.note.path} onLine=${onLine} />`}
    </div>
  </article>`;
}
