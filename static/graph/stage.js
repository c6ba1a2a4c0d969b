// The picture with the buttons on it, and the words for what is pointed at.
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../lib/html.js';
import { relationText, t, tCount } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { onSettingsChange } from '../lib/settings.js';
import { makeGraph } from './drawing.js';
import { readPalette } from './palette.js';
import { Renderer } from './renderer.js';
import { placesWithPins } from './scene.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./renderer.js').Target} Target */
/** @typedef {import('./state.js').Point} Point */

/** What a tooltip is beside the pointer, in pixels. */
const tipGap = 14;
const tipWidth = 280;

/** @param {Scene} scene @param {Target} target */
function tipText(scene, target) {
  if (!target) return null;
  const labelOf = (/** @type {string} */ id) => scene.nodes.find((node) => node.id === id)?.label ?? '';
  if ('node' in target) {
    const node = scene.nodes.find(({ id }) => id === target.node);
    return node && { title: node.label, text: node.type === 'cluster' ? tCount('graph.members', node.degree) : tCount('graph.edges', node.degree) };
  }
  const edge = scene.edges.find(({ id }) => id === target.edge);
  return edge ? { title: labelOf(edge.from), text: `${relationText(edge.relation)} ${labelOf(edge.to)}` } : null;
}

/** @param {{scene: Scene, pointed: {target: Target, at: Point} | null, width: number}} props */
function Tip({ scene, pointed, width }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const text = pointed && tipText(scene, pointed.target);
  useLayoutEffect(() => {
    if (!pointed || !place.current) return;
    const isRight = pointed.at.x + tipGap + tipWidth > width;
    place.current.style.left = `${isRight ? Math.max(0, pointed.at.x - tipGap - place.current.offsetWidth) : pointed.at.x + tipGap}px`;
    place.current.style.top = `${pointed.at.y + tipGap}px`;
  });
  if (!text) return null;
  return html`<div ref=${place} class="graph-tip" aria-hidden="true"><p lang=${languageOf(text.title)}>${text.title}</p><p class="muted">${text.text}</p></div>`;
}

/** Calls back when the theme may have changed. @param {() => void} listener */
function onThemeChange(listener) {
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', listener);
  const stop = onSettingsChange(listener);
  return () => {
    query.removeEventListener('change', listener);
    stop();
  };
}

/** @param {Scene} scene */
function describe(scene) {
  if (scene.kind === 'overview') return tCount('graph.picture.clusters', scene.nodes.length);
  return t('graph.picture', { title: scene.title, nodes: tCount('graph.nodes', scene.nodes.length), edges: tCount('graph.edges', scene.edges.length) });
}

/**
 * @param {{scene: Scene, state: import('./state.js').GraphState, actions: Omit<import('./renderer.js').Listener, 'onPoint'>, controls: {current: Renderer | null}}} props
 *   controls: set to the renderer while there is one
 */
export function Stage({ scene, state, actions, controls }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const latest = useRef(actions);
  const own = useRef(/** @type {Renderer | null} */ (null));
  const drawn = useRef(/** @type {Scene | null} */ (null));
  const [pointed, setPointed] = useState(/** @type {{target: Target, at: Point} | null} */ (null));
  latest.current = actions;
  const places = useMemo(() => placesWithPins(scene, state.pins), [scene, state.pins]);

  useLayoutEffect(() => {
    const element = /** @type {HTMLDivElement} */ (place.current);
    const palette = readPalette(element);
    const graph = makeGraph(scene, places, palette);
    const isSame = drawn.current?.kind === scene.kind && drawn.current.title === scene.title;
    drawn.current = scene;
    if (own.current) {
      own.current.setGraph(graph, isSame, scene.kind === 'overview');
      return;
    }
    own.current = controls.current = new Renderer(element, graph, palette, scene.kind === 'overview', {
      onPick: (target) => latest.current.onPick(target),
      onOpen: (node) => latest.current.onOpen(node),
      onMove: (node, at) => latest.current.onMove(node, at),
      onPoint: (target, at) => setPointed(target && { target, at }),
    });
  }, [scene, places]);
  useEffect(() => setPointed(null), [scene]);
  useEffect(() => onThemeChange(() => {
    const palette = readPalette(/** @type {HTMLDivElement} */ (place.current));
    own.current?.setPalette(palette, makeGraph(scene, places, palette));
  }), [scene, places]);
  useEffect(() => own.current?.pick(state.pick, state.edge), [scene, places, state.pick, state.edge]);
  useEffect(() => () => {
    own.current?.kill();
    // Another stage may stand in its place already.
    if (controls.current === own.current) controls.current = null;
  }, []);

  return html`<div class="graph-stage">
    <div ref=${place} class="graph-canvas" role="img" aria-label=${describe(scene)}></div>
    <${Tip} scene=${scene} pointed=${pointed} width=${place.current?.offsetWidth ?? 0} />
    <div class="graph-zoom" role="group" aria-label=${t('graph.zoom')}>
      <button type="button" title=${t('graph.zoom.in')} aria-label=${t('graph.zoom.in')} onClick=${() => controls.current?.zoom(1)}>+</button>
      <button type="button" title=${t('graph.zoom.out')} aria-label=${t('graph.zoom.out')} onClick=${() => controls.current?.zoom(-1)}>−</button>
      <button type="button" title=${t('graph.zoom.fit')} aria-label=${t('graph.zoom.fit')} onClick=${() => controls.current?.fit()}>⤢</button>
    </div>
  </div>`;
}
