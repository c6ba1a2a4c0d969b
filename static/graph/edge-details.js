// An edge: the sentences that say so, how sure it is, and what a person says about it.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer, useLatest } from '../lib/answer.js';
import { relationText, t, tCount } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { endUrl } from '../components/edge-card.js';
import { EdgeVerdict } from '../components/edge-verdict.js';
import { evidenceUrl } from '../components/evidence.js';
import { Settled } from '../components/states.js';
import { Strength } from '../components/strength.js';
import { quoteInContext } from './quote.js';

/** @typedef {import('../types.js').PlacedEvidence} PlacedEvidence */

/** Sentences of one edge that are shown at first. */
const shownQuotes = 5;

/** @param {{evidence: PlacedEvidence, edge: string}} props */
function Sentence({ evidence, edge }) {
  const { before, quote, after } = quoteInContext(evidence);
  return html`<figure class="quote">
    <blockquote lang=${languageOf(evidence.quote)}>${before}<mark>${quote}</mark>${after}</blockquote>
    <figcaption><a href=${evidenceUrl(edge, evidence)}>${t('evidence.place', { note: evidence.note, line: evidence.line })}</a>
      <span class="muted"> · ${t('graph.rule')} <code>${evidence.rule}</code></span></figcaption>
  </figure>`;
}

/** @param {{edge: import('../types.js').ExplainedEdge, onChange: () => void}} props */
function ExplainedEdge({ edge, onChange }) {
  return html`<h2 id="picked"><a href=${endUrl(edge.from)} lang=${languageOf(edge.from.label)}>${edge.from.label}</a>
      ${' '}<span class="relation">${relationText(edge.relation)}</span>${' '}
      <a href=${endUrl(edge.to)} lang=${languageOf(edge.to.label)}>${edge.to.label}</a></h2>
    <p class="muted graph-edge-facts"><${Strength} score=${edge.score} /> ${t('score.label', { percent: Math.round(edge.score * 100) })} · ${t(`graph.status.${edge.status}`)}</p>
    <${EdgeVerdict} edge=${edge} onChange=${onChange} />
    ${edge.evidence.length === 0 && html`<p class="by-hand">${t('evidence.by-hand')}</p>`}
    ${edge.evidence.slice(0, shownQuotes).map((evidence) => html`<${Sentence} key=${evidence.note + evidence.start} evidence=${evidence} edge=${edge.id} />`)}
    ${edge.evidence.length > shownQuotes && html`<p class="muted">${tCount('graph.more-sentences', edge.evidence.length - shownQuotes)}</p>`}`;
}

/** @param {{id: string, onChange: () => void}} props */
export function EdgeDetails({ id, onChange }) {
  const answer = useAnswer(`edge ${id}`, (signal) => api.edges.show(id, signal));
  const latest = useLatest(answer.data);
  const edge = answer.data ?? (latest?.id === id ? latest : undefined);
  const changed = () => {
    answer.retry();
    onChange();
  };
  return html`<${Settled} answer=${{ ...answer, isLoading: !edge }} rows=${3}>${edge && html`<${ExplainedEdge} edge=${edge} onChange=${changed} />`}<//>`;
}
