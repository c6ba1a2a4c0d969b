import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useList } from '../lib/answer.js';
import { t, tCount } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';
import { NoteEntry } from '../components/entries.js';
import { Empty, MoreButton, Settled } from '../components/states.js';

export function NotesView() {
  useTitle(t('nav.notes'));
  const list = useList('notes', (cursor, signal) => api.notes.list({ cursor }, signal));
  return html`<div class="page">
    <header class="page-head"><h1>${t('nav.notes')}</h1>
      <p class="page-count" role="status">${list.data && tCount('count.notes', list.total)}</p></header>
    <${Settled} answer=${list} rows=${10}>
      ${list.items.length === 0
        ? html`<${Empty} title=${t('home.empty')}><p>${t('home.empty.text')}</p><//>`
        : html`<ul class="entries">${list.items.map((note) => html`<${NoteEntry} key=${note.id} note=${note} />`)}</ul>`}
      <${MoreButton} list=${list} />
    <//>
  </div>`;
}
