// A list as a view: a heading with the count and the order, the filters that are set, the entries, and
// beside them what they have in common. The address holds it all.
import { html } from '../lib/html.js';
import { useLatest, useList } from '../lib/answer.js';
import { t, tCount } from '../lib/i18n.js';
import { changeQuery } from '../router.js';
import { ChosenFilters } from './chosen-filters.js';
import { Facets } from './facets.js';
import { SelectFilter } from './filters.js';
import { Empty, MoreButton, Settled } from './states.js';

/** @param {import('../router.js').Place} place @param {string[]} names @returns {Record<string, string>} */
export const readFilters = (place, names) => Object.fromEntries(names.map((name) => [name, place.query.get(name) ?? '']));

/** The texts of values that are keys. @param {import('./facets.js').Counted | undefined} counted */
function labelsOf(counted) {
  const values = Object.values(counted ?? {}).flatMap((facet) => facet.values);
  return Object.fromEntries(values.flatMap((one) => (one.label ? [[one.value, one.label]] : [])));
}

/**
 * @param {{place: import('../router.js').Place, title: string, count: string, empty: string, filters: Record<string, string>, facets: string[],
 *   sorts: string[], load: (params: any, signal?: AbortSignal) => Promise<any>, entry: (item: any) => any, isDense?: boolean,
 *   children?: import('../lib/html.js').Children}} props
 *   count: key of "3 papers"; sorts: '' is the order of the server; children: filters that are typed
 */
export function ListPage({ place, title, count, empty, filters, facets, sorts, load, entry, isDense = false, children }) {
  const sort = place.query.get('sort') ?? '';
  const params = { ...filters, sort, facets: facets.join() };
  const list = useList(`list ${place.path} ${JSON.stringify(params)}`, (cursor, signal) => load({ ...params, cursor }, signal));
  const shown = useLatest(list.data && list) ?? list;
  const counted = shown.data?.facets;
  const choice = {
    isChosen: (/** @type {string} */ name, /** @type {string} */ value) => filters[name] === value,
    toggle: (/** @type {string} */ name, /** @type {string} */ value) => changeQuery({ [name]: filters[name] === value ? '' : value }),
  };
  return html`<div class="page">
    <header class="page-head"><h1>${title}</h1>
      <p class="page-count" role="status">${shown.data && tCount(count, shown.total)}</p>
      <${SelectFilter} name="sort" label=${t('filter.sort')} value=${sort} options=${sorts.map((one) => [one, t(one ? `sort.${one}` : `sort${place.path.replace('/', '.')}`)])} />
    </header>
    <div class="beside">
      <div class="beside-main">
        <${ChosenFilters} filters=${filters} labels=${labelsOf(counted)} />
        <${Settled} answer=${shown.data && !list.error ? shown : list} rows=${10}>
          ${shown.items.length === 0
            ? html`<${Empty} title=${empty}><p><a href=${place.path}>${t('filter.reset')}</a></p><//>`
            : html`<ul aria-busy=${list.isBusy} class=${isDense ? 'entries two' : 'entries'}>${shown.items.map(entry)}</ul>`}
          <${MoreButton} list=${shown} />
        <//>
      </div>
      <${Facets} names=${facets} counted=${counted} choice=${choice} chosen=${Object.values(filters).filter((value) => value !== '').length}>${children}<//>
    </div>
  </div>`;
}
