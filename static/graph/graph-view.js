// The graph: it opens on named clusters or on one node, never on everything. The address says what is
// shown; the picture and the tables beside it show the same.
import { html, useEffect, useMemo, useRef } from '../lib/html.js';
import { useAnswer, useLatest } from '../lib/answer.js';
import { addTexts, formatNumber, t, tCount } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';
import { Empty, Settled } from '../components/states.js';
import { EdgeDetails, NodeDetails } from './details.js';
import { hasManyEdges } from './drawing.js';
import { useGraphKeys } from './keys.js';
import { PathList } from './path-list.js';
import { SaveMenu } from './save.js';
import { hasWebgl } from './renderer.js';
import { loadScene, sceneQuestion } from './scene.js';
import { Stage } from './stage.js';
import { adjust, goTo, readState, sceneUrl, setPin, toggleOpen } from './state.js';
import { GraphTable } from './table.js';
import { GraphFilters, Legend, PathForm, StartForm } from './toolbar.js';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh.json' with { type: 'json' };

addTexts({ en, zh });

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./state.js').GraphState} GraphState */
/** @typedef {import('./renderer.js').Renderer} Renderer */

/** While the server makes the overview it is asked again so often, in milliseconds. */
const pauseWhileMade = 1000;

/** @param {Scene} scene @param {GraphState} state @returns {Omit<import('./renderer.js').Listener, 'onPoint'>} */
function actionsOf(scene, state) {
  if (scene.kind === 'overview') {
    const open = (/** @type {string} */ cluster) => goTo({ cluster });
    return { onPick: (target) => target && 'node' in target && open(target.node), onOpen: () => {}, onMove: () => {} };
  }
  return {
    onPick: (target) => adjust({ pick: target && 'node' in target ? target.node : '', edge: target && 'edge' in target ? target.edge : '' }),
    onOpen: (node) => node !== scene.center && toggleOpen(state, node),
    onMove: (node, place) => setPin(state, node, place),
  };
}

/** @param {Scene} scene */
function countText(scene) {
  if (scene.kind === 'overview') return tCount('graph.clusters', scene.nodes.length);
  if (scene.remark) return scene.remark;
  const counts = `${tCount('graph.nodes', scene.nodes.length)} · ${tCount('graph.edges', scene.edges.length)}`;
  return scene.kind === 'cluster' && scene.shown < scene.total ? `${counts} · ${t('graph.of', { total: formatNumber(scene.total) })}` : counts;
}

/** @param {{scene: Scene}} props */
function Head({ scene }) {
  return html`<header class="page-head stacked graph-head">
    ${scene.kind === 'overview' ? html`<h1>${t('graph.title')}</h1>`
      : html`<p class="kicker"><a href=${sceneUrl({})}>${t('graph.all')}</a> · ${t(`graph.scene.${scene.kind}`)}</p><h1>${scene.title}</h1>`}
    <p class="page-count" role="status">${countText(scene)}</p>
  </header>`;
}

/** @param {{scene: Scene, state: GraphState, onChange: () => void, controls: {current: Renderer | null}}} props */
function Side({ scene, state, onChange, controls }) {
  const node = scene.nodes.find(({ id }) => id === state.pick);
  return html`<div class="graph-side">
    ${state.edge ? html`<${EdgeDetails} id=${state.edge} onChange=${onChange} />`
      : node && scene.kind !== 'overview' && html`<${NodeDetails} key=${node.id} node=${node} state=${state} isCenter=${node.id === scene.center} controls=${controls} />`}
    ${scene.kind === 'path' && html`<${PathList} scene=${scene} />`}
    <${GraphTable} key=${scene.kind} scene=${scene} state=${state} />
  </div>`;
}

/** @param {{scene: Scene, state: GraphState, onChange: () => void}} props */
function SceneParts({ scene, state, onChange }) {
  const controls = useRef(/** @type {Renderer | null} */ (null));
  const isDrawn = hasWebgl();
  useGraphKeys(state, scene, controls);
  const isShown = isDrawn && scene.nodes.length > 0;
  const labelOf = (/** @type {string} */ id) => scene.nodes.find((node) => node.id === id)?.label ?? id;
  return html`<${Head} scene=${scene} />
    <div class="graph-tools">
      <${StartForm} /><${PathForm} state=${state} labelOf=${labelOf} />
      ${scene.kind !== 'overview' && html`<${GraphFilters} state=${state} />`}
    </div>
    ${!isDrawn && html`<p class="graph-notice" role="status">${t('graph.no-webgl')}</p>`}
    ${scene.nodes.length === 0 && !scene.isBeingMade && html`<${Empty} title=${t('graph.empty')}><p>${t('graph.empty.text')}</p><//>`}
    ${isShown && html`<div class="tabs graph-switch" role="group" aria-label=${t('graph.show')}>
      <button type="button" aria-pressed=${!state.isTable} onClick=${() => adjust({ show: '' })}>${t('graph.show.picture')}</button>
      <button type="button" aria-pressed=${state.isTable} onClick=${() => adjust({ show: 'table' })}>${t('graph.show.table')}</button></div>`}
    <div class=${`graph-parts${state.isTable ? ' table-only' : ''}${isShown ? '' : ' no-picture'}`}>
      ${isShown && html`<div class="graph-main">
        <${Stage} scene=${scene} state=${state} actions=${actionsOf(scene, state)} controls=${controls} />
        <div class="graph-below">${scene.kind !== 'overview' && html`<${Legend} />`}<${SaveMenu} scene=${scene} controls=${controls} /></div>
        <p class="hint">${t(scene.kind === 'overview' ? 'graph.hint.clusters' : 'graph.hint')}${hasManyEdges(scene) && ` ${t('graph.hint.many')}`}</p>
      </div>`}
      ${scene.nodes.length > 0 && html`<${Side} scene=${scene} state=${state} onChange=${onChange} controls=${controls} />`}
    </div>`;
}

/** Asks again while the server is still making the overview. @param {Scene | undefined} scene @param {() => void} retry */
function useUntilMade(scene, retry) {
  useEffect(() => {
    if (!scene?.isBeingMade) return undefined;
    const timer = setTimeout(retry, pauseWhileMade);
    return () => clearTimeout(timer);
  }, [scene]);
}

/** @param {{place: import('../router.js').Place}} props */
export function GraphView({ place }) {
  const state = useMemo(() => readState(place.query), [place.query.toString()]);
  const answer = useAnswer(sceneQuestion(state), (signal) => loadScene(state, signal));
  const latest = useLatest(answer.data);
  const scene = answer.error ? undefined : latest;
  useUntilMade(scene, answer.retry);
  useTitle(scene?.title || t('graph.title'));
  return html`<div class="graph-page" aria-busy=${answer.isLoading}>
    ${!scene && html`<h1>${t('graph.title')}</h1>${answer.error && html`<div class="graph-tools"><${StartForm} /></div>`}`}
    <${Settled} answer=${{ ...answer, isLoading: !scene }} rows=${8}>
      ${scene && html`<${SceneParts} scene=${scene} state=${state} onChange=${answer.retry} />`}
    <//>
  </div>`;
}
