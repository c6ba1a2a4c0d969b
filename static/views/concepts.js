// All concepts, narrowed by kind and by where they come from.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { t } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';
import { ConceptEntry } from '../components/entries.js';
import { TextFilter } from '../components/filters.js';
import { ListPage, readFilters } from '../components/list-page.js';

const facets = ['kind', 'origin'];
const sorts = ['', 'slug'];

/** @param {{place: import('../router.js').Place}} props */
export function ConceptsView({ place }) {
  useTitle(t('nav.concepts'));
  const filters = readFilters(place, ['q', ...facets]);
  return html`<${ListPage} place=${place} title=${t('nav.concepts')} count="count.concepts" empty=${t('concepts.empty')}
    filters=${filters} facets=${facets} sorts=${sorts} load=${api.concepts.list} isDense=${true}
    entry=${(/** @type {any} */ concept) => html`<${ConceptEntry} key=${concept.id} concept=${concept} />`}>
    <div class="typed-filters"><${TextFilter} name="q" label=${t('filter.name')} value=${filters.q} /></div><//>`;
}
