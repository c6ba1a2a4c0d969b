// One note, rendered, with the evidence marked. ?edge= and #L<line> bring a place into view.
import { html } from '../lib/html.js';
import { api, apiUrl, notePath } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { t } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { useTitle } from '../lib/title.js';
import { RenderedNote } from '../components/rendered-note.js';
import { Settled, Unknown } from '../components/states.js';

/** @param {{note: import('../types.js').Note}} props */
function NoteFacts({ note }) {
  return html`<p class="facts"><span class="path">${note.path}</span>
    ${note.date && html`<span>${note.date}</span>`}
    ${(note.tags ?? []).map((tag) => html`<span key=${tag} class="tag" lang=${languageOf(tag)}>${tag}</span>`)}
    <a href=${apiUrl(`/notes/${notePath(note.path)}`, { format: 'md' })} target="_blank">${t('note.source')}</a></p>`;
}

/** @param {{path: string, place: import('../router.js').Place}} props */
export function NoteView({ path, place }) {
  const answer = useAnswer(`note ${path}`, async (signal) => {
    const [note, source] = await Promise.all([api.notes.show(path, signal), api.notes.html(path, signal)]);
    return { note, source };
  });
  const title = answer.data?.note.title || path;
  useTitle(title);
  if (answer.error?.status === 404) return html`<${Unknown} name=${path} error=${answer.error} folder="notes" />`;
  return html`<article class="page">
    <header class="page-head stacked">
      <p class="kicker">${t('type.note')}</p>
      <h1 lang=${languageOf(title)}>${title}</h1>
      ${answer.data && html`<${NoteFacts} note=${answer.data.note} />`}
    </header>
    <${Settled} answer=${answer} rows=${12}>
      <p class="hint">${t('note.hint')}</p>
      ${answer.data && html`<${RenderedNote} source=${answer.data.source} title=${title}
        focusEdge=${place.query.get('edge') ?? undefined} line=${place.hash || undefined} />`}
    <//>
  </article>`;
}
