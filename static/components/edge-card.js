// What a marked sentence says: the edges that it supports, on a card below it.
import { html, useLayoutEffect, useRef } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { relationText, t } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { Settled } from './states.js';
import { Strength } from './strength.js';

/** Distance to the sentence and to the border of the window, in pixels. */
const gap = 8;

/** Where one end of an edge is shown; a concept by its readable slug. @param {import('../types.js').EdgeEnd} end */
export function endUrl(end) {
  const id = end.type === 'concept' ? end.key.replace(/^concept:/, '') : end.id;
  return `/${end.type}s/${encodeURIComponent(id)}`;
}

/** @param {{end: import('../types.js').EdgeEnd}} props */
function End({ end }) {
  return html`<a href=${endUrl(end)} lang=${languageOf(end.label)}>${end.label}</a>`;
}

/** @param {{edge: import('../types.js').Edge}} props */
function EdgeLine({ edge }) {
  return html`<li class="edge-line"><${End} end=${edge.from} /> <span class="relation">${relationText(edge.relation)}</span> <${End} end=${edge.to} /> <${Strength} score=${edge.score} /></li>`;
}

/** Below the mark, inside the window. @param {HTMLElement} card @param {Element} mark */
function placeCard(card, mark) {
  const at = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  const last = [...mark.getClientRects()].at(-1) ?? at;
  const left = Math.max(gap, Math.min(at.left, window.innerWidth - card.offsetWidth - gap));
  const below = last.bottom + gap;
  const top = below + card.offsetHeight > window.innerHeight ? Math.max(gap, at.top - card.offsetHeight - gap) : below;
  card.style.left = `${left + window.scrollX}px`;
  card.style.top = `${top + window.scrollY}px`;
}

/** A heading may support many edges: so many are asked for. */
const shownEdges = 24;

/** The surest first. @param {string[]} ids @param {AbortSignal} signal */
async function loadEdges(ids, signal) {
  const edges = await Promise.all(ids.slice(0, shownEdges).map((id) => api.edges.show(id, signal)));
  return edges.sort((a, b) => b.score - a.score);
}

/** @param {{mark: Element, edges: string[], onClose: () => void}} props */
export function EdgeCard({ mark, edges, onClose }) {
  const card = useRef(/** @type {HTMLDivElement | null} */ (null));
  const answer = useAnswer(`edges ${edges.join(' ')}`, (signal) => loadEdges(edges, signal));
  useLayoutEffect(() => {
    if (!card.current) return;
    if (!card.current.matches(':popover-open')) card.current.showPopover();
    placeCard(card.current, mark);
  }, [mark, answer.data]);
  return html`<div ref=${card} class="edge-card" popover="auto" role="dialog" aria-label=${t('edge.card')}
    onToggle=${(/** @type {any} */ event) => event.newState === 'closed' && onClose()}>
    <p class="card-title">${t('edge.card')}</p>
    <${Settled} answer=${answer} rows=${Math.min(edges.length, 3)}>
      <ul class="edge-lines">${(answer.data ?? []).map((edge) => html`<${EdgeLine} key=${edge.id} edge=${edge} />`)}</ul>
    <//>
  </div>`;
}
