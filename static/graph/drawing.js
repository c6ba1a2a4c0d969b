// A scene as the graph that sigma draws: sizes, colours and shapes. Papers are squares and concepts discs,
// so that nobody has to tell them apart by colour.
import Graph from 'graphology';
import { mix } from './palette.js';
import { nodeSize, shortLabel } from './scene.js';
import { shortened } from './labels.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').GraphNode} GraphNode */
/** @typedef {import('./palette.js').Palette} Palette */
/** @typedef {{nodes: Set<string>, edges: Set<string>}} Emphasis what stays bright while the rest steps back */

/** Where there are many edges, each node shows so many of its strongest at first, else all look joined with all. */
const mainEdges = 2;
const manyEdges = 400;
/** So many nodes have their full size. */
const fewNodes = 100;
/** A square covers as much as a disc of that radius. */
const squareSize = Math.sqrt(Math.PI) / 2;
/** Width of the strongest link between clusters, as a part of the radius of the largest. */
const linkWidth = 0.22;
/** Names of a cluster that its disc may show. */
const namesOfCluster = 3;

/** The strongest edges of each node. @param {Scene} scene @returns {Set<string>} */
function mainEdgesOf(scene) {
  /** @type {Map<string, import('./scene.js').GraphEdge[]>} */
  const byNode = new Map(scene.nodes.map((node) => [node.id, []]));
  for (const edge of scene.edges) for (const id of [edge.from, edge.to]) byNode.get(id)?.push(edge);
  const weight = (/** @type {import('./scene.js').GraphEdge} */ edge) => edge.count ?? edge.score;
  const strongest = [...byNode.values()].map((edges) => edges.sort((a, b) => weight(b) - weight(a)).slice(0, mainEdges));
  return new Set(strongest.flat().map((edge) => edge.id));
}

/** @param {Scene} scene */
export const hasManyEdges = (scene) => scene.kind === 'overview' || scene.edges.length > manyEdges;

/** @param {GraphNode} node @param {number} i @param {Palette} palette */
function colorOf(node, i, palette) {
  if (node.type === 'cluster') return palette.clusters[i % palette.clusters.length];
  return node.type === 'concept' ? palette.concept : palette.paper;
}

/** @param {GraphNode} node */
const namesOf = (node) => (node.type === 'cluster' ? node.label.split(' · ').slice(0, namesOfCluster) : [shortLabel(node)]).map(shortened);

/** @param {Graph} graph @param {Scene} scene @param {Palette} palette */
function addEdges(graph, scene, palette) {
  const isMany = hasManyEdges(scene);
  const main = isMany ? mainEdgesOf(scene) : null;
  const most = Math.max(1, ...scene.edges.map((edge) => edge.count ?? 1));
  const widest = linkWidth * Math.max(0, ...scene.nodes.map((node) => node.radius ?? 0));
  for (const edge of scene.edges) {
    if (!graph.hasNode(edge.from) || !graph.hasNode(edge.to)) continue;
    const isLink = edge.count !== undefined;
    graph.addEdgeWithKey(edge.id, edge.from, edge.to, {
      size: isLink ? widest * Math.max(0.15, Math.sqrt((edge.count ?? 0) / most)) : isMany ? 1 : 1 + 2 * edge.score,
      color: isLink ? palette.clusterLink : mix(palette.relation(edge.relation), palette.ground, isMany ? 0.5 : 0.3),
      type: isMany ? 'line' : 'arrow',
      isMain: !main || main.has(edge.id),
    });
  }
}

/** @param {Scene} scene @param {Map<string, import('./state.js').Point>} places @param {Palette} palette */
export function makeGraph(scene, places, palette) {
  const graph = new Graph({ multi: true, type: 'directed' });
  const scale = Math.min(1, Math.sqrt(fewNodes / scene.nodes.length));
  for (const [i, node] of scene.nodes.entries()) {
    const isCenter = node.id === scene.center;
    const isSquare = node.type === 'paper';
    graph.addNode(node.id, {
      ...places.get(node.id),
      size: node.radius ?? Math.max(3, nodeSize(node) * scale * (isSquare ? squareSize : 1) * (isCenter ? 1.4 : 1)),
      color: isCenter ? palette.accent : colorOf(node, i, palette),
      type: isSquare ? 'square' : 'circle',
      names: namesOf(node),
      full: node.label,
      weight: (isCenter ? 1e6 : 0) + (node.radius ?? node.degree),
      isInside: node.type === 'cluster',
    });
  }
  addEdges(graph, scene, palette);
  return graph;
}

/** A node with its neighbours, or an edge with its ends. @param {Graph} graph @param {string} node @param {string} edge @returns {Emphasis | null} */
export function emphasisOf(graph, node, edge) {
  if (graph.hasEdge(edge)) return { nodes: new Set(graph.extremities(edge)), edges: new Set([edge]) };
  if (graph.hasNode(node)) return { nodes: new Set([node, ...graph.neighbors(node)]), edges: new Set(graph.edges(node)) };
  return null;
}

/** How nodes and edges look under an emphasis. @param {() => Emphasis | null} get @param {() => Palette} palette @param {() => string} picked */
export function reducers(get, palette, picked) {
  const fade = (/** @type {any} */ data, /** @type {number} */ part) => ({ ...data, color: mix(data.color, palette().ground, part), zIndex: 0 });
  return {
    nodeReducer: (/** @type {string} */ id, /** @type {any} */ data) => {
      const emphasis = get();
      if (id === picked() && !data.isInside) return { ...data, color: palette().accent, zIndex: 2 };
      return !emphasis || emphasis.nodes.has(id) ? { ...data, zIndex: 1 } : fade(data, data.isInside ? 0.5 : 0.75);
    },
    edgeReducer: (/** @type {string} */ id, /** @type {any} */ data) => {
      const emphasis = get();
      if (!emphasis) return data.isMain ? data : { ...data, hidden: true };
      if (!data.isMain && !emphasis.edges.has(id)) return { ...data, hidden: true };
      return emphasis.edges.has(id) ? { ...data, size: data.size + 1, zIndex: 1 } : fade(data, 0.8);
    },
  };
}
