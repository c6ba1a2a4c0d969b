// What is nearest to a point.

/** @typedef {import('./state.js').Point} Point */

/** @param {Point} p @param {Point} a @param {Point} b */
export function distanceToLine(p, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

/** @param {string[]} ids @param {number} reach @param {(id: string) => number} distance @returns {string | null} the nearest within reach */
export function nearest(ids, reach, distance) {
  /** @type {string | null} */
  let best = null;
  let least = reach;
  for (const id of ids) {
    const far = distance(id);
    if (far < least) [best, least] = [id, far];
  }
  return best;
}
