// The names in the picture. Each is drawn where no other stands yet, the weightiest first, so that no two
// cover each other; what finds no room is shown when it is pointed at, and stands in the table.

/** @typedef {{x: number, y: number, size: number, names: string[], weight: number, isInside: boolean}} Label x, y, size: of the node on the screen */
/** @typedef {{x: number, y: number, lines: string[], bold: number, align: 'center' | 'left' | 'right', box: Box}} PlacedLabel bold: how many of the lines are */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */
/** @typedef {(text: string, isBold: boolean) => number} Measure width in pixels */

export const lineHeight = 16;
export const fontSize = 13;
const gap = 4;
/** Free pixels between two names. */
const air = 3;
const lineMax = 34;
/** In a picture of more nodes than this names could keep off none. */
const spareNodesMax = 150;

/** @param {string} text */
export const shortened = (text) => (text.length > lineMax ? `${text.slice(0, lineMax - 1).trimEnd()}…` : text);

/** @param {Box} a @param {Box} b */
const overlaps = (a, b) => a.left < b.right + air && b.left < a.right + air && a.top < b.bottom + air && b.top < a.bottom + air;

/** @param {number} left @param {number} top @param {number} width @param {number} height @returns {Box} */
const boxOf = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height });

/** @param {string} text @param {number} width @param {(text: string) => number} measure @returns {string[]} broken between words and behind hyphens where it is wider */
function wrap(text, width, measure) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/(?<=[ -])/)) {
    const longer = `${lines.at(-1)}${word}`;
    if (lines.length > 0 && measure(longer.trimEnd()) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => line.trimEnd());
}

/** Where a name may stand: beside its node, else below or above. @param {Label} label @param {number} width @returns {PlacedLabel[]} */
function beside({ x, y, size, names }, width) {
  const reach = size + gap;
  const rest = { lines: names.slice(0, 1), bold: 0 };
  return [
    { x: x + reach, y, align: 'left', box: boxOf(x + reach, y - lineHeight / 2, width, lineHeight), ...rest },
    { x: x - reach, y, align: 'right', box: boxOf(x - reach - width, y - lineHeight / 2, width, lineHeight), ...rest },
    { x, y: y + reach + lineHeight / 2, align: 'center', box: boxOf(x - width / 2, y + reach, width, lineHeight), ...rest },
    { x, y: y - reach - lineHeight / 2, align: 'center', box: boxOf(x - width / 2, y - reach - lineHeight, width, lineHeight), ...rest },
  ];
}

/** Where in its disc a name may stand, from its middle, in radii. */
const offsets = [[0, 0], [0, 0.4], [0, -0.4], [0.3, 0], [-0.3, 0], [0, 0.9], [0, -0.9]];

/** A name in its disc, with as many of the further names as `count` says. @param {Label} label @param {number} count @param {Measure} measure @param {number[]} [offset] @returns {PlacedLabel} */
function inside({ x: left, y: top, size, names }, count, measure, [dx, dy] = offsets[0]) {
  const [x, y] = [left + dx * size, top + dy * size];
  const first = wrap(names[0], 1.8 * size, (text) => measure(text, true));
  const lines = [...first, ...names.slice(1, count).flatMap((name) => wrap(name, 1.6 * size, (text) => measure(text, false)))];
  const width = Math.max(...lines.map((text, i) => measure(text, i < first.length)));
  const height = lines.length * lineHeight;
  return { x, y, lines, bold: first.length, align: 'center', box: boxOf(x - width / 2, y - height / 2, width, height) };
}

/** @param {Box} box @param {number} size of the disc around it */
const isInDisc = ({ left, right, top, bottom }, size) => Math.hypot(right - left, bottom - top) <= 2 * size;

/** Boxes by the squares of a grid that they touch: asking is quick however many stand. */
class Taken {
  constructor() {
    /** @type {Map<string, Box[]>} */
    this.squares = new Map();
  }

  /** @param {Box} box @returns {string[]} */
  static squaresOf({ left, top, right, bottom }) {
    const keys = [];
    for (let column = Math.floor((left - air) / 64); column <= Math.floor((right + air) / 64); column++)
      for (let row = Math.floor((top - air) / 64); row <= Math.floor((bottom + air) / 64); row++) keys.push(`${column} ${row}`);
    return keys;
  }

  /** @param {Box} box */
  isFree(box) {
    return Taken.squaresOf(box).every((key) => !this.squares.get(key)?.some((other) => overlaps(box, other)));
  }

  /** @param {Box} box */
  add(box) {
    for (const key of Taken.squaresOf(box)) this.squares.set(key, [...(this.squares.get(key) ?? []), box]);
  }

  /** @param {Box} box */
  remove(box) {
    for (const key of Taken.squaresOf(box)) this.squares.set(key, (this.squares.get(key) ?? []).filter((other) => other !== box));
  }
}

/** Names beside nodes keep off other nodes too, as long as there is a place that does. @param {Label[]} labels @param {(box: Box) => boolean} isWhole @param {Measure} measure */
function placeBeside(labels, isWhole, measure) {
  const taken = new Taken();
  const nodes = new Taken();
  if (labels.length <= spareNodesMax) for (const { x, y, size } of labels) nodes.add(boxOf(x - size + air, y - size + air, 2 * (size - air), 2 * (size - air)));
  return labels.flatMap((label) => {
    const free = beside(label, measure(label.names[0], false)).filter(({ box }) => isWhole(box) && taken.isFree(box));
    const place = free.find(({ box }) => nodes.isFree(box)) ?? free[0];
    if (place) taken.add(place.box);
    return place ?? [];
  });
}

/** First every disc that can gets its name; then discs with room get more of what they hold. @param {Label[]} labels @param {(box: Box) => boolean} isWhole @param {Measure} measure */
function placeInside(labels, isWhole, measure) {
  const taken = new Taken();
  const named = labels.flatMap((label) => {
    const place = offsets.map((offset) => inside(label, 1, measure, offset)).find(({ box }) => isWhole(box) && taken.isFree(box));
    if (!place) return [];
    taken.add(place.box);
    return [{ label, place }];
  });
  return named.map(({ label, place }) => {
    for (let count = label.names.length; count > 1; count--) {
      const larger = inside(label, count, measure);
      taken.remove(place.box);
      const fits = isInDisc(larger.box, label.size) && taken.isFree(larger.box);
      taken.add(fits ? larger.box : place.box);
      if (fits) return larger;
    }
    return place;
  });
}

/** @param {Label[]} labels @param {{width: number, height: number}} screen @param {Measure} measure @returns {PlacedLabel[]} */
export function placeLabels(labels, screen, measure) {
  const seen = labels.filter(({ x, y }) => x > 0 && y > 0 && x < screen.width && y < screen.height).sort((a, b) => b.weight - a.weight);
  const isWhole = (/** @type {Box} */ box) => box.left >= 0 && box.right <= screen.width && box.top >= 0 && box.bottom <= screen.height;
  return seen[0]?.isInside ? placeInside(seen, isWhole, measure) : placeBeside(seen, isWhole, measure);
}

/** @param {CanvasRenderingContext2D} context @param {PlacedLabel[]} placed @param {{ink: string, ground: string, font: string}} colors */
export function drawLabels(context, placed, { ink, ground, font }) {
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  for (const { x, y, lines, bold, align } of placed) {
    context.textAlign = align;
    for (const [i, text] of lines.entries()) {
      const at = y + (i - (lines.length - 1) / 2) * lineHeight;
      context.font = labelFont(font, i < bold);
      context.strokeStyle = ground;
      if (bold === 0) context.strokeText(text, x, at);
      context.fillStyle = ink;
      context.fillText(text, x, at);
    }
  }
}

/** @param {string} family @param {boolean} isBold */
export const labelFont = (family, isBold) => `${isBold ? '600 ' : ''}${fontSize}px ${family}`;
