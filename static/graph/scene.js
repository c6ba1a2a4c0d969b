// A scene: the nodes and edges that the graph shows at one time, from the answers of the server.
import { api } from '../api.js';
import { filterNames } from './state.js';

/** @typedef {import('./state.js').GraphState} GraphState */
/**
 * @typedef {object} GraphNode
 * @property {string} id
 * @property {'paper' | 'concept' | 'cluster'} type
 * @property {string} key
 * @property {string} label
 * @property {string | null} [short]
 * @property {string} [slug]
 * @property {string} [kind]
 * @property {string} [status]
 * @property {number | null} [year]
 * @property {number} degree of a cluster: its members
 * @property {number | null} x
 * @property {number | null} y
 * @property {number} [radius] of a cluster
 * @property {string} [opener] the node that was opened to show this one
 */
/** @typedef {{id: string, from: string, to: string, relation: string, score: number, status: string, count?: number}} GraphEdge */
/** @typedef {{hops: number, nodes: GraphNode[], edges: import('../types.js').Edge[]}} GraphPath */
/**
 * @typedef {object} Scene
 * @property {import('./state.js').SceneKind} kind
 * @property {string} title
 * @property {GraphNode[]} nodes
 * @property {GraphEdge[]} edges
 * @property {string | null} center id of the node in the middle
 * @property {GraphPath[]} paths
 * @property {number} shown
 * @property {number} total of which `shown` are there
 * @property {string | null} remark of the server
 * @property {boolean} isBeingMade the server makes the overview right now
 * @property {Map<string, import('./state.js').Point>} places where the nodes stand unless they are pinned
 */

/** What an opened node adds at most; the strongest first. */
const openLimit = 30;
const centerLimit = 80;

/** @param {GraphState} state */
const filtersOf = (state) => Object.fromEntries(filterNames.map((name) => [name, state.filters[name]]));

/** @param {AbortSignal} signal @returns {Promise<Scene>} */
async function loadOverview(signal) {
  const overview = await api.graph.overview({}, signal);
  const nodes = overview.items.map((cluster) => ({ ...cluster, id: String(cluster.id), key: String(cluster.id), label: cluster.label ?? '', degree: cluster.size }));
  const edges = overview.edges.map(({ from, to, edges: count }) => ({ id: `${from}-${to}`, from: String(from), to: String(to), relation: '', score: 1, status: '', count }));
  const shown = overview.items.length;
  return { kind: 'overview', title: '', nodes, edges, center: null, paths: [], shown, total: shown + (overview.left_out?.clusters ?? 0), remark: null, isBeingMade: !overview.made, places: new Map(overview.items.map(({ id, x, y }) => [String(id), { x, y }])) };
}

/** With a filter, nodes without an edge that fits it say nothing. @param {GraphState} state @param {Scene} scene @returns {Scene} */
function withoutLoneNodes(state, scene) {
  if (filterNames.every((name) => !state.filters[name])) return scene;
  const joined = new Set(scene.edges.flatMap((edge) => [edge.from, edge.to]));
  const nodes = scene.nodes.filter((node) => joined.has(node.id));
  return { ...scene, nodes, shown: nodes.length };
}

/** @param {GraphState} state @param {AbortSignal} signal @returns {Promise<Scene>} */
async function loadCluster(state, signal) {
  const answer = await api.graph.cluster(state.cluster, filtersOf(state), signal);
  const { nodes, edges, shown, total } = answer;
  return withoutLoneNodes(state, { kind: 'cluster', title: answer.cluster.label ?? '', nodes, edges, center: null, paths: [], shown, total, remark: null, isBeingMade: false, places: new Map() });
}

/** @param {GraphState} state @param {AbortSignal} signal @returns {Promise<Scene>} */
async function loadNode(state, signal) {
  const answer = await api.graph.neighbourhood({ node: state.node, depth: state.depth, limit: centerLimit, ...filtersOf(state) }, signal);
  return { kind: 'node', title: answer.nodes[0].label, nodes: answer.nodes, edges: answer.edges, center: answer.node, paths: [], shown: answer.shown, total: answer.total, remark: answer.ranking, isBeingMade: false, places: new Map() };
}

/** @param {GraphState} state @param {AbortSignal} signal @returns {Promise<Scene>} */
async function loadPaths(state, signal) {
  const { items, from, to, remark } = await api.graph.path({ from: state.from, to: state.to, ...filtersOf(state) }, signal);
  const ends = [from, to].map((node) => ({ ...node, x: null, y: null }));
  const nodes = distinct([...ends, ...items.flatMap((path) => path.nodes)]);
  const edges = distinct(items.flatMap((path) => path.edges)).map((edge) => ({ ...edge, from: edge.from.id, to: edge.to.id }));
  return { kind: 'path', title: `${from.label} → ${to.label}`, nodes, edges, center: null, paths: items, shown: items.length, total: items.length, remark, isBeingMade: false, places: new Map() };
}

/** @template {{id: string}} T @param {T[]} items @returns {T[]} one of each id, in the order in which the ids come */
const distinct = (items) => [...new Map(items.map((item) => [item.id, item])).values()];

/** @param {Scene} scene @param {string} opener @param {GraphState} state @param {AbortSignal} signal @returns {Promise<Scene>} */
async function withOpened(scene, opener, state, signal) {
  const more = await api.graph.neighbourhood({ node: opener, limit: openLimit, ...filtersOf(state) }, signal);
  const known = new Set(scene.nodes.map((node) => node.id));
  const added = more.nodes.filter((node) => !known.has(node.id)).map((node) => ({ ...node, x: null, y: null, opener }));
  return { ...scene, nodes: [...scene.nodes, ...added], edges: distinct([...scene.edges, ...more.edges]) };
}

/** Names the answer that a state needs. @param {GraphState} state */
export function sceneQuestion({ kind, cluster, node, depth, from, to, open, filters }) {
  return `graph ${JSON.stringify([kind, cluster, node, depth, from, to, open, filters])}`;
}

/** @param {GraphState} state @param {AbortSignal} signal @returns {Promise<Scene>} */
export async function loadScene(state, signal) {
  if (state.kind === 'overview') return loadOverview(signal);
  const loaders = { cluster: loadCluster, node: loadNode, path: loadPaths };
  let scene = await loaders[state.kind](state, signal);
  // One after another: where the neighbours of one stand depends on what was there before.
  for (const id of state.open)
    if (scene.nodes.some((node) => node.id === id)) scene = await withOpened(scene, id, state, signal);
  const { layOut } = await import('./layout.js');
  return { ...scene, places: layOut(scene, nodeSize) };
}

/** Radius on the screen at the first zoom. @param {GraphNode} node */
export const nodeSize = (node) => Math.min(15, 5 + 1.5 * Math.log2(1 + node.degree));

/** Pins move nothing but the pinned node and what was opened from it. @param {Scene} scene @param {Map<string, import('./state.js').Point>} pins */
export function placesWithPins(scene, pins) {
  const places = new Map(scene.places);
  for (const [id, pin] of pins) {
    const at = places.get(id);
    if (!at) continue;
    for (const { id: other, opener } of scene.nodes) {
      const place = places.get(other);
      if (opener === id && place) places.set(other, { x: place.x + pin.x - at.x, y: place.y + pin.y - at.y });
    }
    places.set(id, pin);
  }
  return places;
}

/** "chen2020simple" is for bibliographies and says nothing in a picture. */
const citationKey = /^\p{Ll}+\d{4}\p{Ll}*$/u;

/** What a node is called where there is little room. @param {GraphNode} node */
export const shortLabel = (node) => (node.short && !citationKey.test(node.short) ? node.short : node.label);

/** The page of a node. @param {GraphNode} node */
export const nodeUrl = (node) => (node.type === 'concept' ? `/concepts/${encodeURIComponent(node.slug ?? node.id)}` : `/papers/${node.id}`);
