import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useLatest, useList } from '../lib/answer.js';
import { kindText, t, tCount } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';
import { ConceptEntry } from '../components/entries.js';
import { SelectFilter, TextFilter } from '../components/filters.js';
import { Empty, MoreButton, Settled } from '../components/states.js';

const kinds = ['method', 'task', 'dataset', 'metric', 'theory', 'architecture', 'component', 'loss', 'system', 'tool', 'field'];
const filterNames = ['q', 'kind', 'sort'];

/** @param {{filters: Record<string, string>}} props */
function Filters({ filters }) {
  return html`<div class="filters" role="group" aria-label=${t('filter.label')}>
    <${TextFilter} name="q" label=${t('filter.name')} value=${filters.q} />
    <${SelectFilter} name="kind" label=${t('filter.kind')} value=${filters.kind} options=${[['', t('filter.any')], ...kinds.map((kind) => [kind, kindText(kind)])]} />
    <${SelectFilter} name="sort" label=${t('filter.sort')} value=${filters.sort} options=${[['', t('sort.papers')], ['slug', t('sort.key')]]} />
  </div>`;
}

/** @param {{place: import('../router.js').Place}} props */
export function ConceptsView({ place }) {
  useTitle(t('nav.concepts'));
  const filters = Object.fromEntries(filterNames.map((name) => [name, place.query.get(name) ?? '']));
  const list = useList(`concepts ${JSON.stringify(filters)}`, (cursor, signal) => api.concepts.list({ ...filters, cursor }, signal));
  const shown = useLatest(list.data && list) ?? list;
  return html`<div class="page">
    <header class="page-head"><h1>${t('nav.concepts')}</h1>
      <p class="page-count" role="status">${shown.data && tCount('count.concepts', shown.total)}</p></header>
    <${Filters} filters=${filters} />
    <${Settled} answer=${shown.data && !list.error ? shown : list} rows=${10}>
      ${shown.items.length === 0
        ? html`<${Empty} title=${t('concepts.empty')}><p><a href="/concepts">${t('filter.reset')}</a></p><//>`
        : html`<ul aria-busy=${list.isBusy} class="entries two">${shown.items.map((concept) => html`<${ConceptEntry} key=${concept.id} concept=${concept} />`)}</ul>`}
      <${MoreButton} list=${shown} />
    <//>
  </div>`;
}
