// All papers, narrowed by what they have in common.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { t } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';
import { PaperEntry } from '../components/entries.js';
import { TextFilter } from '../components/filters.js';
import { ListPage, readFilters } from '../components/list-page.js';

const facets = ['year', 'status', 'concept', 'venue', 'language', 'tag', 'reading'];
const filterNames = ['q', 'year__gte', 'year__lte', ...facets];
const sorts = ['', '-year', 'year', '-notes', 'title'];
const isYear = (/** @type {string} */ text) => /^[12]\d{3}$/.test(text);

/** @param {{filters: Record<string, string>}} props */
function TypedFilters({ filters }) {
  return html`<div class="typed-filters">
    <${TextFilter} name="q" label=${t('filter.title')} value=${filters.q} />
    <div class="year-range">
      <${TextFilter} name="year__gte" label=${t('filter.from')} value=${filters.year__gte} isNumber=${true} isValid=${isYear} />
      <${TextFilter} name="year__lte" label=${t('filter.to')} value=${filters.year__lte} isNumber=${true} isValid=${isYear} />
    </div>
  </div>`;
}

/** @param {{place: import('../router.js').Place}} props */
export function PapersView({ place }) {
  useTitle(t('nav.papers'));
  const filters = readFilters(place, filterNames);
  return html`<${ListPage} place=${place} title=${t('nav.papers')} count="count.papers" empty=${t('papers.empty')}
    filters=${filters} facets=${facets} sorts=${sorts} load=${api.papers.list}
    entry=${(/** @type {any} */ paper) => html`<${PaperEntry} key=${paper.id} paper=${paper} />`}><${TypedFilters} filters=${filters} /><//>`;
}
