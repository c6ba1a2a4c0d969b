// Papers near to one, each with what the two share.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { t, tCount } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { endUrl } from './edge-card.js';
import { PaperEntry } from './entries.js';
import { Settled } from './states.js';
import { Strength } from './strength.js';

const similarLimit = 5;

/** @typedef {import('../types.js').EdgeEnd} EdgeEnd */

/** @param {{text: string, shared: EdgeEnd[]}} props */
function Shared({ text, shared }) {
  if (shared.length === 0) return null;
  return html`<div class="shared"><span class="relation">${text}</span>
    <ul>${shared.map((one) => html`<li key=${one.id}><a href=${endUrl(one)} lang=${languageOf(one.label)}>${one.label}</a></li>`)}</ul></div>`;
}

/** @param {{paper: import('../types.js').SimilarPaper}} props */
function SimilarEntry({ paper }) {
  const { shared, concepts, papers } = paper.why;
  return html`<${PaperEntry} paper=${paper} aside=${html`<${Strength} score=${paper.score} />`}>
    <${Shared} text=${tCount('similar.concepts', shared)} shared=${concepts} />
    <${Shared} text=${t('similar.papers')} shared=${papers} />
  <//>`;
}

/** @param {{id: string}} props */
export function PaperSimilar({ id }) {
  const answer = useAnswer(`paper similar ${id}`, (signal) => api.papers.similar(id, { limit: similarLimit }, signal));
  if (answer.data?.items.length === 0) return null;
  return html`<section aria-labelledby="similar">
    <h2 id="similar">${t('similar.title')}</h2>
    <${Settled} answer=${answer} rows=${similarLimit}>
      <ul class="entries">${(answer.data?.items ?? []).map((paper) => html`<${SimilarEntry} key=${paper.id} paper=${paper} />`)}</ul>
    <//>
  </section>`;
}
