// A quote in the line that it stands in. Offsets of the API count bytes of the note.

/** Characters of the line on each side of a quote. */
const besideMax = 160;

/** Markdown's own marks are noise beside a quote. @param {string} text */
const plain = (text) => text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\*\*|__|`/g, '').replace(/\s+/g, ' ');

/** @param {string} text the end of it */
const tail = (text) => (text.length > besideMax ? `…${text.slice(-besideMax)}` : text);
/** @param {string} text its beginning */
const head = (text) => (text.length > besideMax ? `${text.slice(0, besideMax)}…` : text);

/** @param {import('../types.js').PlacedEvidence} evidence @returns {{before: string, quote: string, after: string}} */
export function quoteInContext({ context, start, end, quote }) {
  if (!context) return { before: '', quote: plain(quote), after: '' };
  const bytes = new TextEncoder().encode(context.text);
  const decode = (/** @type {Uint8Array} */ part) => new TextDecoder().decode(part);
  const before = decode(bytes.slice(0, start - context.start));
  const after = decode(bytes.slice(end - context.start));
  const ofLine = before.slice(before.lastIndexOf('\n') + 1).replace(/^\s*(?:[-*+]|\d+[.)]|#{1,6}|>)\s+/, '');
  return { before: tail(plain(ofLine)), quote: plain(quote), after: head(plain(after.split('\n')[0])) };
}
