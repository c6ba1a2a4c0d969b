// What is picked: a node with what can be done with it, or an edge with the sentences that say so.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer, useLatest } from '../lib/answer.js';
import { kindText, relationText, t, tCount } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { endUrl } from '../components/edge-card.js';
import { EdgeVerdict } from '../components/edge-verdict.js';
import { evidenceUrl } from '../components/evidence.js';
import { Settled } from '../components/states.js';
import { Strength } from '../components/strength.js';
import { nodeUrl } from './scene.js';
import { quoteInContext } from './quote.js';
import { togglePin } from './keys.js';
import { adjust, goTo, sceneUrl, toggleOpen } from './state.js';

/** @typedef {import('./state.js').GraphState} GraphState */
/** @typedef {import('./scene.js').GraphNode} GraphNode */
/** @typedef {import('../types.js').PlacedEvidence} PlacedEvidence */

/** Sentences of one edge that are shown at first. */
const shownQuotes = 5;

const CloseButton = () => html`<button type="button" class="graph-close" title=${t('graph.close')} aria-label=${t('graph.close')} onClick=${() => adjust({ pick: '', edge: '' })}>×</button>`;

/** @param {GraphNode} node */
function factsOf(node) {
  const what = node.type === 'concept' ? kindText(node.kind ?? '') : t('type.paper');
  return [what, node.year ? String(node.year) : '', tCount('graph.edges', node.degree)].filter((text) => text !== '').join(' · ');
}

/** @param {{node: GraphNode, state: GraphState, isCenter: boolean, controls: {current: import('./renderer.js').Renderer | null}}} props */
export function NodeDetails({ node, state, isCenter, controls }) {
  const isOpen = state.open.includes(node.id);
  const isPinned = state.pins.has(node.id);
  return html`<section class="graph-details" aria-labelledby="picked">
    <${CloseButton} />
    <h2 id="picked" lang=${languageOf(node.label)}><a href=${nodeUrl(node)}>${node.label}</a></h2>
    <p class="muted">${factsOf(node)}</p>
    <div class="graph-actions">
      ${!isCenter && html`<button type="button" class="button small" onClick=${() => toggleOpen(state, node.id)}>${t(isOpen ? 'graph.collapse' : 'graph.expand')}</button>`}
      ${!isCenter && html`<a class="button small" href=${sceneUrl({ node: node.id })}>${t('graph.center')}</a>`}
      <button type="button" class="button small" aria-pressed=${isPinned} onClick=${() => togglePin(state, node.id, controls.current)}>${t('graph.pin')}</button>
      ${state.from && state.from !== node.id && state.kind !== 'path'
        ? html`<button type="button" class="button small" onClick=${() => goTo({ from: state.from, to: node.id })}>${t('graph.path.here')}</button>`
        : html`<button type="button" class="button small" onClick=${() => goTo({ ...sceneOf(state), from: node.id })}>${t('graph.path.from')}</button>`}
    </div>
  </section>`;
}

/** What a beginning of a path is picked in; of a path the scene round its end. @param {GraphState} state @returns {Record<string, string>} */
function sceneOf({ kind, node, cluster, depth, open, pick }) {
  if (kind === 'path') return { node: pick };
  return { node, cluster, depth: depth > 1 ? String(depth) : '', open: open.join(','), pick };
}

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
  return html`<section class="graph-details" aria-label=${t('edge.card')}>
    <${CloseButton} />
    <${Settled} answer=${{ ...answer, isLoading: !edge }} rows=${3}>${edge && html`<${ExplainedEdge} edge=${edge} onChange=${changed} />`}<//>
  </section>`;
}
