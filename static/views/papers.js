import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useLatest, useList } from '../lib/answer.js';
import { t, tCount } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';
import { PaperEntry } from '../components/entries.js';
import { SelectFilter, TextFilter } from '../components/filters.js';
import { Empty, MoreButton, Settled } from '../components/states.js';

const filterNames = ['q', 'status', 'year__gte', 'year__lte'];
const isYear = (/** @type {string} */ text) => /^[12]\d{3}$/.test(text);

/** @param {{filters: Record<string, string>}} props */
function Filters({ filters }) {
  /** @type {[string, string][]} */
  const statuses = [['', t('filter.any')], ...['entry', 'cited', 'stub'].map((status) => /** @type {[string, string]} */ ([status, t(`status.${status}`)]))];
  return html`<div class="filters" role="group" aria-label=${t('filter.label')}>
    <${TextFilter} name="q" label=${t('filter.title')} value=${filters.q} />
    <${SelectFilter} name="status" label=${t('filter.status')} value=${filters.status} options=${statuses} />
    <${TextFilter} name="year__gte" label=${t('filter.from')} value=${filters.year__gte} isNumber=${true} isValid=${isYear} />
    <${TextFilter} name="year__lte" label=${t('filter.to')} value=${filters.year__lte} isNumber=${true} isValid=${isYear} />
  </div>`;
}

/** @param {{place: import('../router.js').Place}} props */
export function PapersView({ place }) {
  useTitle(t('nav.papers'));
  const filters = Object.fromEntries(filterNames.map((name) => [name, place.query.get(name) ?? '']));
  const list = useList(`papers ${JSON.stringify(filters)}`, (cursor, signal) => api.papers.list({ ...filters, cursor }, signal));
  const shown = useLatest(list.data && list) ?? list;
  return html`<div class="page">
    <header class="page-head"><h1>${t('nav.papers')}</h1>
      <p class="page-count" role="status">${shown.data && tCount('count.papers', shown.total)}</p></header>
    <${Filters} filters=${filters} />
    <${Settled} answer=${shown.data && !list.error ? shown : list} rows=${10}>
      ${shown.items.length === 0
        ? html`<${Empty} title=${t('papers.empty')}><p><a href="/papers">${t('filter.reset')}</a></p><//>`
        : html`<ul aria-busy=${list.isBusy} class="entries">${shown.items.map((paper) => html`<${PaperEntry} key=${paper.id} paper=${paper} />`)}</ul>`}
      <${MoreButton} list=${shown} />
    <//>
  </div>`;
}
