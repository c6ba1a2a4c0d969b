// How to ask with curl: five questions, then every operation as /openapi.json describes it.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { addTexts, hasText, t, tCount } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';
import { TextFilter } from '../components/filters.js';
import { Empty, Settled } from '../components/states.js';
import { Guide } from './guide.js';
import { loadLibrary, withLibrary } from './library.js';
import { fits, groupOperations, operationsOf } from './openapi.js';
import { OperationEntry } from './operation.js';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh.json' with { type: 'json' };

addTexts({ en, zh });

/** @param {AbortSignal} signal */
async function loadDocs(signal) {
  const [document, me, library] = await Promise.all([api.openapi(signal), api.me(signal), loadLibrary(signal)]);
  return { library, withToken: !me.open, schemas: document.components.schemas, operations: operationsOf(document).map((one) => withLibrary(one, library)) };
}

/** @param {string} name */
const groupText = (name) => (hasText(`docs.group.${name}`) ? t(`docs.group.${name}`) : name);

/** @param {{docs: Awaited<ReturnType<typeof loadDocs>>, place: import('../router.js').Place}} props */
function Operations({ docs: { operations, schemas, withToken }, place }) {
  const text = place.query.get('q') ?? '';
  const found = operations.filter((one) => fits(one, text) || one.id === place.hash);
  return html`<section aria-labelledby="operations">
    <div class="section-head"><h2 id="operations">${t('docs.operations')}</h2>
      <p class="page-count" role="status">${tCount('docs.count', found.length)}</p></div>
    <div class="filters"><${TextFilter} name="q" label=${t('docs.filter')} value=${text} placeholder=${t('docs.filter.placeholder')} /></div>
    ${found.length === 0 && html`<${Empty} title=${t('docs.empty')}><p><a href="/docs">${t('filter.reset')}</a></p><//>`}
    ${groupOperations(found).map(([name, members]) => html`<section key=${name} class="operation-group" aria-labelledby=${`group-${name}`}>
      <h3 id=${`group-${name}`}>${groupText(name)}</h3>
      <ul>${members.map((one) => html`<${OperationEntry} key=${one.id} operation=${one} schemas=${schemas} withToken=${withToken} isTarget=${one.id === place.hash} />`)}</ul>
    </section>`)}
  </section>`;
}

/** @param {{place: import('../router.js').Place}} props */
export function DocsView({ place }) {
  useTitle(t('docs.title'));
  const answer = useAnswer('docs', loadDocs);
  const docs = answer.data;
  return html`<div class="page docs">
    <header class="page-head stacked"><h1>${t('docs.title')}</h1>
      <p class="lead">${t('docs.lead')} <a href="/openapi.json">openapi.json</a></p></header>
    <${Settled} answer=${answer} rows=${10}>${docs && html`
      <${Guide} library=${docs.library} withToken=${docs.withToken} />
      <${Operations} docs=${docs} place=${place} />`}<//>
  </div>`;
}
