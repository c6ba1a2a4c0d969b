// All notes, narrowed by language, tag and where they came from.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { t } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';
import { NoteEntry } from '../components/entries.js';
import { TextFilter } from '../components/filters.js';
import { ListPage, readFilters } from '../components/list-page.js';

const facets = ['language', 'source', 'tag'];
const sorts = ['', 'path', 'title'];

/** @param {{place: import('../router.js').Place}} props */
export function NotesView({ place }) {
  useTitle(t('nav.notes'));
  const filters = readFilters(place, ['q', ...facets]);
  return html`<${ListPage} place=${place} title=${t('nav.notes')} count="count.notes" empty=${t('notes.empty')}
    filters=${filters} facets=${facets} sorts=${sorts} load=${api.notes.list}
    entry=${(/** @type {any} */ note) => html`<${NoteEntry} key=${note.id} note=${note} />`}>
    <div class="typed-filters"><${TextFilter} name="q" label=${t('filter.words')} value=${filters.q} /></div><//>`;
}
