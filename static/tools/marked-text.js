// A text field whose evidence is marked: behind the field lies the same text, drawn with the marks alone.
import { html, useRef } from '../lib/html.js';

/** @typedef {{start: number, end: number}} Range */

/** Ranges of UTF-8 bytes as sorted, disjoint ranges of the string. @param {string} text @param {Range[]} ranges @returns {Range[]} */
export function rangesInText(text, ranges) {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  /** @type {Range[]} */
  const merged = [];
  for (const { start, end } of sorted) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  const cuts = merged.flatMap(({ start, end }) => [start, end]);
  /** @type {number[]} */
  const places = [];
  let byte = 0;
  let at = 0;
  for (const character of text) {
    while (places.length < cuts.length && cuts[places.length] <= byte) places.push(at);
    const code = character.codePointAt(0) ?? 0;
    byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += character.length;
  }
  while (places.length < cuts.length) places.push(text.length);
  return merged.map((_, i) => ({ start: places[2 * i], end: places[2 * i + 1] }));
}

/** @param {string} text @param {Range[]} ranges */
function partsOf(text, ranges) {
  let at = 0;
  const parts = [];
  for (const { start, end } of ranges) {
    parts.push(text.slice(at, start), html`<mark key=${start}>${text.slice(start, end)}</mark>`);
    at = end;
  }
  return [...parts, text.slice(at), '\n'];
}

/** @param {{id: string, text: string, marked: string, ranges: Range[], onInput: (text: string) => void, label: string, placeholder: string}} props
 *   marked: the text that `ranges` are of; while it is older than `text` nothing is marked */
export function MarkedText({ id, text, marked, ranges, onInput, label, placeholder }) {
  const back = useRef(/** @type {HTMLDivElement | null} */ (null));
  return html`<div class="marked-text">
    <div class="marked-back" ref=${back} aria-hidden="true">${partsOf(text, marked === text ? rangesInText(text, ranges) : [])}</div>
    <textarea id=${id} aria-label=${label} placeholder=${placeholder} spellcheck=${false} value=${text}
      onInput=${(/** @type {any} */ event) => onInput(event.target.value)}
      onScroll=${(/** @type {any} */ event) => { if (back.current) back.current.scrollTop = event.target.scrollTop; }}></textarea>
  </div>`;
}
