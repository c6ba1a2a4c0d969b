// The picture on the screen: sigma with the graph of one scene. It draws when something changed and at no
// other time, leaves edges away while it moves, and finds out itself what is pointed at, with room for a
// finger round thin lines and small discs.
import { Sigma } from 'sigma';
import { emphasisOf, reducers } from './drawing.js';
import { drawLabels, fontSize, labelFont, lineHeight, placeLabels } from './labels.js';
import { distanceToLine, nearest } from './near.js';
import { SquareProgram } from './square.js';

/** @typedef {import('graphology').default} Graph */
/** @typedef {import('./palette.js').Palette} Palette */
/** @typedef {import('./state.js').Point} Point */
/** @typedef {{node: string} | {edge: string} | null} Target */
/**
 * @typedef {object} Listener
 * @property {(target: Target) => void} onPick
 * @property {(node: string) => void} onOpen
 * @property {(target: Target, at: Point) => void} onPoint
 * @property {(node: string, place: Point) => void} onMove
 */

/** How far beside a node or edge a finger may come down, in pixels. */
const nodeReach = 12;
const edgeReach = 7;
const zoomStep = 1.5;
const moveTime = 200;
/** A picture of few nodes is not blown up beyond this, in units of the layout. */
const leastSpan = 500;

const isCalm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** @param {CanvasRenderingContext2D} context @param {string} font @param {Map<string, number>} known widths by font and text @returns {import('./labels.js').Measure} */
function measureIn(context, font, known) {
  return (text, isBold) => {
    const look = labelFont(font, isBold);
    const width = known.get(look + text);
    if (width !== undefined) return width;
    context.font = look;
    known.set(look + text, context.measureText(text).width);
    return known.get(look + text) ?? 0;
  };
}

/** Discs of the overview are as large as what they hold; nodes keep their size on the screen. @param {boolean} isOverview @returns {Partial<import('sigma/settings').Settings>} */
const sizesOf = (isOverview) => ({
  itemSizesReference: isOverview ? 'positions' : 'screen',
  zoomToSizeRatioFunction: isOverview ? (ratio) => ratio : Math.sqrt,
});

/** Asked once: a context takes long in software. @type {boolean | undefined} */
let isWebglThere;

export function hasWebgl() {
  const canvas = document.createElement('canvas');
  isWebglThere ??= (canvas.getContext('webgl2') ?? canvas.getContext('webgl')) !== null;
  return isWebglThere;
}

export class Renderer {
  /** @param {HTMLElement} container @param {Graph} graph @param {Palette} palette @param {boolean} isOverview @param {Listener} listener */
  constructor(container, graph, palette, isOverview, listener) {
    this.graph = graph;
    this.palette = palette;
    this.listener = listener;
    this.isOverview = isOverview;
    /** @type {Map<string, number>} */
    this.widths = new Map();
    this.spacing = { fontSize, lineHeight };
    this.picked = { node: '', edge: '' };
    /** @type {Target} */
    this.pointed = null;
    /** @type {import('./labels.js').PlacedLabel[]} */
    this.labels = [];
    /** @type {Sigma} */
    this.sigma = new Sigma(graph, container, {
      // Behind the tab of the table it has no size.
      allowInvalidContainer: true,
      renderLabels: false,
      hideEdgesOnMove: true,
      zIndex: true,
      stagePadding: 24,
      minEdgeThickness: 1,
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
      inertiaDuration: isCalm() ? 0 : moveTime,
      zoomDuration: isCalm() ? 0 : moveTime,
      nodeProgramClasses: { square: SquareProgram },
      defaultDrawNodeHover: () => {},
      ...sizesOf(isOverview),
      ...reducers(() => this.emphasis(), () => this.palette, () => this.picked.node),
    });
    this.sigma.on('afterRender', () => this.drawNames());
    this.resizes = new ResizeObserver(() => this.sigma.resize().scheduleRefresh());
    this.resizes.observe(container);
    this.listen();
    this.fitBox();
  }

  emphasis() {
    const { pointed, picked } = this;
    if (pointed) return emphasisOf(this.graph, 'node' in pointed ? pointed.node : '', 'edge' in pointed ? pointed.edge : '');
    return emphasisOf(this.graph, picked.node, picked.edge);
  }

  /** A new renderer would take longer: WebGL in software needs half a second for its contexts.
   * @param {Graph} graph @param {boolean} isSame the scene with more or less in it: the eye stays where it is @param {boolean} isOverview */
  setGraph(graph, isSame, isOverview) {
    this.graph = graph;
    this.pointed = null;
    if (isOverview !== this.isOverview) this.sigma.setSettings(sizesOf(isOverview));
    this.isOverview = isOverview;
    this.sigma.setGraph(graph);
    this.fitBox();
    if (!isSame) this.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  /** @param {Palette} palette @param {Graph} graph in its colours */
  setPalette(palette, graph) {
    this.palette = palette;
    this.setGraph(graph, true, this.isOverview);
  }

  /** All of every node is inside, not only its middle. */
  fitBox() {
    const x = [Infinity, -Infinity];
    const y = [Infinity, -Infinity];
    this.graph.forEachNode((_, node) => {
      const reach = this.isOverview ? node.size : 0;
      [x[0], x[1]] = [Math.min(x[0], node.x - reach), Math.max(x[1], node.x + reach)];
      [y[0], y[1]] = [Math.min(y[0], node.y - reach), Math.max(y[1], node.y + reach)];
    });
    if (this.graph.order === 0) return;
    const spare = this.isOverview ? 0 : Math.max(0, leastSpan - Math.max(x[1] - x[0], y[1] - y[0])) / 2;
    this.sigma.setCustomBBox({ x: [x[0] - spare, x[1] + spare], y: [y[0] - spare, y[1] + spare] });
    this.sigma.refresh();
  }

  /** @param {string} node @param {string} edge */
  pick(node, edge) {
    if (this.picked.node === node && this.picked.edge === edge) return;
    this.picked = { node, edge };
    this.sigma.refresh({ skipIndexation: true });
  }

  /** @param {string} id @returns {Point} */
  placeOnScreen(id) {
    const { x, y } = this.graph.getNodeAttributes(id);
    return this.sigma.graphToViewport({ x, y });
  }

  /** @param {Point} at @returns {Target} */
  targetAt(at) {
    const places = new Map(this.graph.mapNodes((id) => [id, this.placeOnScreen(id)]));
    const placeOf = (/** @type {string} */ id) => /** @type {Point} */ (places.get(id));
    const node = nearest(this.graph.nodes(), nodeReach, (id) => Math.hypot(at.x - placeOf(id).x, at.y - placeOf(id).y) - this.sizeOnScreen(id));
    if (node || this.isOverview) return node ? { node } : null;
    const edge = nearest(this.graph.filterEdges((id) => !this.sigma.getEdgeDisplayData(id)?.hidden), edgeReach, (id) => {
      const [from, to] = this.graph.extremities(id);
      return distanceToLine(at, placeOf(from), placeOf(to));
    });
    return edge ? { edge } : null;
  }

  /** @param {string} id */
  sizeOnScreen(id) {
    return this.sigma.scaleSize(this.graph.getNodeAttribute(id, 'size'));
  }

  drawNames() {
    const context = this.sigma.getCanvases().labels.getContext('2d');
    if (!context) return;
    const emphasis = this.emphasis();
    const isNamed = (/** @type {string} */ id) => !emphasis || this.isOverview || emphasis.nodes.has(id);
    const labels = this.graph.filterNodes(isNamed).map((id) => {
      const { names, weight, isInside } = this.graph.getNodeAttributes(id);
      return { ...this.placeOnScreen(id), size: this.sizeOnScreen(id), names, weight: weight + (id === this.picked.node ? 1e7 : 0), isInside };
    });
    this.labels = placeLabels(labels, this.sigma.getDimensions(), measureIn(context, this.palette.font, this.widths));
    drawLabels(context, this.labels, this.palette);
  }

  /** @param {Target} target @param {Point} at */
  point(target, at) {
    const isSame = JSON.stringify(target) === JSON.stringify(this.pointed);
    this.pointed = target;
    this.listener.onPoint(target, at);
    if (!isSame) this.sigma.refresh({ skipIndexation: true });
  }

  listen() {
    const { sigma, listener } = this;
    /** @type {string | null} */
    let dragged = null;
    let isMoved = false;
    const pickAt = (/** @type {{event: Point}} */ { event }) => listener.onPick(this.targetAt(event));
    sigma.on('clickNode', pickAt);
    sigma.on('clickStage', pickAt);
    sigma.on('doubleClickNode', ({ node, event }) => {
      event.preventSigmaDefault();
      listener.onOpen(node);
    });
    sigma.on('downNode', ({ node }) => {
      if (!this.isOverview) [dragged, isMoved] = [node, false];
    });
    sigma.on('moveBody', ({ event }) => {
      if (!dragged) {
        if (event.original.type.startsWith('mouse') && !sigma.getMouseCaptor().isMoving) this.point(this.targetAt(event), event);
        return;
      }
      isMoved = true;
      this.graph.mergeNodeAttributes(dragged, sigma.viewportToGraph(event));
      event.preventSigmaDefault();
    });
    sigma.on('leaveStage', () => this.point(null, { x: 0, y: 0 }));
    const drop = () => {
      if (dragged && isMoved) {
        const { x, y } = this.graph.getNodeAttributes(dragged);
        listener.onMove(dragged, { x, y });
      }
      dragged = null;
    };
    sigma.on('upNode', drop);
    sigma.on('upStage', drop);
  }

  /** @param {1 | -1} direction 1: nearer */
  zoom(direction) {
    const camera = this.sigma.getCamera();
    const ratio = camera.getBoundedRatio(direction > 0 ? camera.ratio / zoomStep : camera.ratio * zoomStep);
    this.moveTo({ ...camera.getState(), ratio });
  }

  fit() {
    this.moveTo({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  /** @param {import('sigma/types').CameraState} state */
  moveTo(state) {
    const camera = this.sigma.getCamera();
    if (isCalm()) camera.setState(state);
    else camera.animate(state, { duration: moveTime });
  }

  kill() {
    this.resizes.disconnect();
    this.sigma.kill();
  }
}
