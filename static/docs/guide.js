// Five questions with curl, asked of this library.
import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { ExampleRequest } from './example-request.js';

const day = 24 * 60 * 60 * 1000;

/** @param {import('./library.js').Library} library @returns {[string, string, [string, string][]][]} name, path below /api/v1, query */
function questionsOf({ concept, label, other, papers: [from, to] }) {
  const yesterday = new Date(Date.now() - day).toISOString().slice(0, 10);
  return [
    ['linked', '/query', [['q', t('home.example.1', { concept: label })], ['limit', '3']]],
    ['both', '/papers', [['linked_to', concept], ['linked_to', other], ['expand', 'none'], ['fields', 'title,why']]],
    ['related', `/concepts/${encodeURIComponent(concept)}/related`, [['limit', '5']]],
    ['path', '/graph/path', [['from', from], ['to', to], ['k', '1']]],
    ['new', '/papers', [['added_at__gte', yesterday], ['fields', 'title,year']]],
  ];
}

/** @param {{library: import('./library.js').Library, withToken: boolean}} props */
export function Guide({ library, withToken }) {
  return html`<section aria-labelledby="guide">
    <h2 id="guide">${t('docs.guide')}</h2>
    ${withToken && html`<p class="hint">${t('docs.token')} <code>export PAPERSTACK_TOKEN=…</code></p>`}
    <ol class="questions">${questionsOf(library).map(([name, path, query]) => html`<li key=${name}>
      <h3>${t(`docs.guide.${name}`)}</h3>
      <p class="hint">${t(`docs.guide.${name}.text`)}</p>
      <${ExampleRequest} request=${{ method: 'GET', path: `/api/v1${path}`, query: [...query, ['pretty', 'true']] }} withToken=${withToken} />
    </li>`)}</ol>
  </section>`;
}
