// Where nodes stand that the server has not laid out: settled by forces in a bounded number of steps from
// places that depend on nothing but the scene, which so looks the same each time.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').GraphNode} GraphNode */
/** @typedef {import('./state.js').Point} Point */
/** @typedef {(node: GraphNode) => number} SizeOf radius on the screen */
/** @typedef {{id: string, x: number, y: number, size: number, fx?: number, fy?: number}} Body */

/** The server lays clusters out with one unit between neighbours; on the page that is so much. */
const unit = 40;
const linkLength = 90;
const columnWidth = 260;
const rowHeight = 90;
/** Work that a layout may take, in steps times nodes. */
const workMax = 24_000;
const stepsMax = 240;
const stepsMin = 40;
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/** Round a place, evenly. @param {Point} center @param {number} i @param {number} distance @returns {Point} */
function around(center, i, distance) {
  const radius = distance * Math.sqrt(1 + i / 6);
  return { x: center.x + radius * Math.cos(i * goldenAngle), y: center.y + radius * Math.sin(i * goldenAngle) };
}

/** @param {Body[]} bodies @param {import('./scene.js').GraphEdge[]} edges */
function settle(bodies, edges) {
  const byId = new Set(bodies.map((body) => body.id));
  const links = edges.filter((edge) => byId.has(edge.from) && byId.has(edge.to)).map((edge) => ({ source: edge.from, target: edge.to, score: edge.score }));
  const steps = Math.max(stepsMin, Math.min(stepsMax, Math.round(workMax / bodies.length)));
  forceSimulation(bodies)
    .force('link', forceLink(links).id((body) => /** @type {Body} */ (body).id).distance((link) => linkLength * (1.5 - 0.7 * link.score)))
    .force('charge', forceManyBody().strength(-320).distanceMax(700))
    .force('room', forceCollide((body) => /** @type {Body} */ (body).size + 12))
    .force('x', forceX(0).strength(0.04))
    // Labels are wide and low, and so is the picture.
    .force('y', forceY(0).strength(0.07))
    .alphaDecay(1 - 0.001 ** (1 / steps))
    .stop()
    .tick(steps);
}

/** @param {Scene} scene @returns {Map<string, Point>} one column a hop, one row a path */
function placePaths(scene) {
  /** @type {Map<string, Point>} */
  const places = new Map();
  const hops = Math.max(1, ...scene.paths.map((path) => path.hops));
  for (const [row, path] of scene.paths.entries())
    for (const [i, node] of path.nodes.entries())
      if (!places.has(node.id)) places.set(node.id, { x: (i / path.hops - 0.5) * hops * columnWidth, y: ((scene.paths.length - 1) / 2 - row) * rowHeight });
  // The two ends come first.
  for (const [i, node] of scene.nodes.slice(0, 2).entries()) places.set(node.id, { x: (i - 0.5) * hops * columnWidth, y: 0 });
  return places;
}

/** @param {Scene} scene @returns {Map<string, Point>} of those that the server has placed */
function placesOfServer(scene) {
  return new Map(scene.nodes.flatMap((node) => (node.x === null || node.y === null ? [] : [[node.id, { x: node.x * unit, y: node.y * unit }]])));
}

/** What stands round one node: in all directions, nearer when it is joined better. @param {Scene} scene @param {SizeOf} sizeOf */
function placeRound(scene, sizeOf) {
  const middle = { x: 0, y: 0 };
  const bodies = scene.nodes.filter((node) => !node.opener).map((node, i) => (i === 0
    ? { id: node.id, size: sizeOf(node), ...middle, fx: 0, fy: 0 }
    : { id: node.id, size: sizeOf(node), ...around(middle, i, linkLength) }));
  settle(bodies, scene.edges);
  return new Map(bodies.map(({ id, x, y }) => [id, { x, y }]));
}

/** The middle of the neighbours that have a place, else of all. @param {GraphNode} node @param {Scene} scene @param {Map<string, Point>} places @returns {Point} */
function anchorOf(node, scene, places) {
  const ids = node.opener ? [node.opener] : scene.edges.flatMap((edge) => (edge.from === node.id ? [edge.to] : edge.to === node.id ? [edge.from] : []));
  const known = ids.flatMap((id) => places.get(id) ?? []);
  const sum = known.reduce((total, place) => ({ x: total.x + place.x, y: total.y + place.y }), { x: 0, y: 0 });
  return known.length ? { x: sum.x / known.length, y: sum.y / known.length } : { x: 0, y: 0 };
}

/** Places the nodes of one opener, or those that the server has no place for, among what stands already.
 * @param {GraphNode[]} added @param {Scene} scene @param {Map<string, Point>} places @param {SizeOf} sizeOf */
function placeAmong(added, scene, places, sizeOf) {
  const standing = scene.nodes.flatMap((node) => {
    const at = places.get(node.id);
    return at ? [{ id: node.id, size: sizeOf(node), ...at, fx: at.x, fy: at.y }] : [];
  });
  const bodies = added.map((node, i) => ({ id: node.id, size: sizeOf(node), ...around(anchorOf(node, scene, places), i, linkLength) }));
  settle([...standing, ...bodies], scene.edges);
  for (const { id, x, y } of bodies) places.set(id, { x, y });
}

/** @param {Scene} scene @param {SizeOf} sizeOf @returns {Map<string, Point>} */
export function layOut(scene, sizeOf) {
  const places = scene.kind === 'path' ? placePaths(scene) : scene.kind === 'node' ? placeRound(scene, sizeOf) : placesOfServer(scene);
  const unplaced = scene.nodes.filter((node) => !places.has(node.id));
  for (const opener of new Set(unplaced.map((node) => node.opener))) placeAmong(unplaced.filter((node) => node.opener === opener), scene, places, sizeOf);
  return places;
}
