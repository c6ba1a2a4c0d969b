// What is picked: a node with what can be done with it, or an edge with the sentences that say so, which is
// loaded when the first edge is picked.
import { html } from '../lib/html.js';
import { kindText, t, tCount } from '../lib/i18n.js';
import { lazyPart } from '../lib/lazy-view.js';
import { languageOf } from '../lib/text.js';
import { nodeUrl } from './scene.js';
import { togglePin } from './keys.js';
import { adjust, goTo, sceneUrl, toggleOpen } from './state.js';

/** @typedef {import('./state.js').GraphState} GraphState */
/** @typedef {import('./scene.js').GraphNode} GraphNode */

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

const ExplainedEdge = lazyPart('edge-details', async () => (await import('./edge-details.js')).EdgeDetails);

/** @param {{id: string, onChange: () => void}} props */
export function EdgeDetails({ id, onChange }) {
  return html`<section class="graph-details" aria-label=${t('edge.card')}><${CloseButton} /><${ExplainedEdge} id=${id} onChange=${onChange} /></section>`;
}
