// What the graph shows, as the address says it: which scene (the overview, a cluster, what stands round a
// node, the paths between two), what is opened and pinned in it, the filters, and what is picked.
import { currentPlace, navigate } from '../router.js';

/** @typedef {{x: number, y: number}} Point */
/** @typedef {'overview' | 'cluster' | 'node' | 'path'} SceneKind */
/**
 * @typedef {object} GraphState
 * @property {SceneKind} kind
 * @property {string} cluster
 * @property {string} node
 * @property {number} depth
 * @property {string} from
 * @property {string} to
 * @property {string[]} open nodes whose neighbours are shown as well, in the order in which they were opened
 * @property {Map<string, Point>} pins
 * @property {Record<string, string>} filters by the names that the API has for them
 * @property {string} pick a node
 * @property {string} edge
 * @property {boolean} isTable the table in place of the picture, where there is no room for both
 */

export const filterNames = ['relation', 'type', 'min_score', 'status', 'year__gte', 'year__lte', 'note'];
export const depthMax = 3;

/** "ID.X.Y". @param {string} text @returns {[string, Point][]} */
function readPin(text) {
  const [id, x, y] = text.split('.');
  return id && Number.isFinite(Number(x)) && Number.isFinite(Number(y)) ? [[id, { x: Number(x), y: Number(y) }]] : [];
}

/** @param {string} text */
const readList = (text) => text.split(',').filter((part) => part !== '');

/** @param {URLSearchParams} query @returns {SceneKind} */
function kindOf(query) {
  if (query.get('from') && query.get('to')) return 'path';
  if (query.get('node')) return 'node';
  return query.get('cluster') ? 'cluster' : 'overview';
}

/** @param {URLSearchParams} query @returns {GraphState} */
export function readState(query) {
  const get = (/** @type {string} */ name) => query.get(name) ?? '';
  return {
    kind: kindOf(query),
    cluster: get('cluster'),
    node: get('node'),
    depth: Math.min(depthMax, Math.max(1, Math.trunc(Number(get('depth'))) || 1)),
    from: get('from'),
    to: get('to'),
    open: readList(get('open')),
    pins: new Map(readList(get('pins')).flatMap(readPin)),
    filters: Object.fromEntries(filterNames.map((name) => [name, get(name)])),
    pick: get('pick'),
    edge: get('edge'),
    isTable: get('show') === 'table',
  };
}

/** @param {Map<string, Point>} pins */
export const writePins = (pins) => [...pins].map(([id, { x, y }]) => `${id}.${Math.round(x)}.${Math.round(y)}`).join(',');

/** The address with some of its parts changed; empty ones leave it. @param {Record<string, string>} changes */
function urlWith(changes) {
  const { query } = currentPlace();
  for (const [name, value] of Object.entries(changes))
    if (value) query.set(name, value);
    else query.delete(name);
  return `/graph${query.size ? `?${query}` : ''}`;
}

/** A step that can be gone back from. @param {Record<string, string>} changes */
export const step = (changes) => navigate(urlWith(changes));
/** A change of the same scene that is not worth a step. @param {Record<string, string>} changes */
export const adjust = (changes) => navigate(urlWith(changes), { replace: true });

const ofScene = { cluster: '', node: '', depth: '', from: '', to: '', open: '', pins: '', pick: '', edge: '' };

/** The address of another scene; the filters stay. @param {Record<string, string>} scene */
export const sceneUrl = (scene) => urlWith({ ...ofScene, ...scene });
/** @param {Record<string, string>} scene */
export const goTo = (scene) => navigate(sceneUrl(scene));

/** Opens a node in the scene, or closes it again. @param {GraphState} state @param {string} id */
export function toggleOpen(state, id) {
  const open = state.open.includes(id) ? state.open.filter((one) => one !== id) : [...state.open, id];
  step({ open: open.join(','), pick: id, edge: '' });
}

/** Keeps a node at a place, or lets it go. @param {GraphState} state @param {string} id @param {Point | null} place */
export function setPin(state, id, place) {
  const pins = new Map(state.pins);
  if (place) pins.set(id, place);
  else pins.delete(id);
  adjust({ pins: writePins(pins) });
}
