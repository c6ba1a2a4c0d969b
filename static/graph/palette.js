// The colours of the picture, from the style sheet, so that they follow the theme.

/** Relations that say much the same share a colour: seventeen would be no legend. @type {[string, string[]][]} */
export const families = [
  ['topic', ['about', 'introduces']],
  ['use', ['uses', 'evaluates_on', 'used_for']],
  ['progress', ['extends', 'succeeds', 'improves_on', 'derived_from']],
  ['contrast', ['compares_with', 'contrasts_with', 'critiques']],
  ['part', ['broader', 'part_of']],
  ['other', ['mentions', 'cites', 'reviews', 'similar_to', 'related_to', 'related']],
];
const familyOf = new Map(families.flatMap(([family, relations]) => relations.map((relation) => [relation, family])));

/** @param {string} relation */
export const relationFamily = (relation) => familyOf.get(relation) ?? 'other';

/** How many colours clusters have; neighbours in the list of clusters get different ones. */
const clusterColors = 8;

/** @param {string} color "#rrggbb" */
const channels = (color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** @param {string} color @param {string} ground @param {number} part of the ground, from 0 to 1 */
export function mix(color, ground, part) {
  const behind = channels(ground);
  return `#${channels(color).map((value, i) => Math.round(value * (1 - part) + behind[i] * part).toString(16).padStart(2, '0')).join('')}`;
}

/** @typedef {ReturnType<typeof readPalette>} Palette */

/** @param {Element} element */
export function readPalette(element) {
  const style = getComputedStyle(element);
  const read = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const colors = Object.fromEntries(families.map(([family]) => [family, read(`--graph-${family}`)]));
  return {
    ground: read('--paper'),
    ink: read('--ink'),
    muted: read('--muted'),
    accent: read('--accent'),
    paper: read('--graph-paper'),
    concept: read('--graph-concept'),
    clusterLink: read('--graph-link'),
    font: style.fontFamily,
    clusters: Array.from({ length: clusterColors }, (_, i) => read(`--graph-cluster-${i + 1}`)),
    relation: (/** @type {string} */ relation) => colors[relationFamily(relation)],
  };
}
