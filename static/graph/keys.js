// The keys of the graph: what the buttons do, on what is picked.
import { offerViewKeys } from '../keyboard.js';
import { useLayoutEffect } from '../lib/html.js';
import { goTo, setPin, toggleOpen } from './state.js';

/** @typedef {import('./state.js').GraphState} GraphState */
/** @typedef {import('./renderer.js').Renderer} Renderer */

/** @param {GraphState} state @param {import('./scene.js').Scene} scene @param {{current: Renderer | null}} controls @returns {import('../keyboard.js').ViewKey[]} */
function keysOf(state, scene, controls) {
  const picked = scene.nodes.find((node) => node.id === state.pick && node.type !== 'cluster');
  const ifPicked = (/** @type {(id: string) => void} */ act) => () => picked && act(picked.id);
  return [
    { key: 'e', text: 'graph.keys.expand', act: ifPicked((id) => id !== scene.center && toggleOpen(state, id)) },
    { key: 'c', text: 'graph.keys.center', act: ifPicked((node) => goTo({ node })) },
    { key: 'p', text: 'graph.keys.pin', act: ifPicked((id) => togglePin(state, id, controls.current)) },
    { key: '+', text: 'graph.zoom.in', act: () => controls.current?.zoom(1) },
    { key: '-', text: 'graph.zoom.out', act: () => controls.current?.zoom(-1) },
    { key: '0', text: 'graph.zoom.fit', act: () => controls.current?.fit() },
    { key: 'o', text: 'graph.keys.overview', act: () => goTo({}) },
    { key: 'b', text: 'graph.keys.back', act: () => history.back() },
  ];
}

/** Where a node stands keeps it there. @param {GraphState} state @param {string} id @param {Renderer | null} renderer */
export function togglePin(state, id, renderer) {
  if (state.pins.has(id)) setPin(state, id, null);
  else if (renderer?.graph.hasNode(id)) setPin(state, id, { x: renderer.graph.getNodeAttribute(id, 'x'), y: renderer.graph.getNodeAttribute(id, 'y') });
}

/** @param {GraphState} state @param {import('./scene.js').Scene} scene @param {{current: Renderer | null}} controls */
export function useGraphKeys(state, scene, controls) {
  useLayoutEffect(() => offerViewKeys(keysOf(state, scene, controls)), [state, scene]);
}
