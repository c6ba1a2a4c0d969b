import { html } from '../lib/html.js';
import { notePath } from '../api.js';
import { languageOf, snippetParts } from '../lib/text.js';

/** Where a hit of the search is read. @param {import('../types.js').SearchHit} hit */
export function hitUrl(hit) {
  if (hit.type === 'note') return `/notes/${notePath(hit.path ?? hit.id)}${hit.line ? `#L${hit.line}` : ''}`;
  return `/${hit.type}s/${encodeURIComponent(hit.id)}`;
}

/** What stands before the first match on a line of its own, in characters. */
const leadLimit = 20;

/** @param {{text: string, marked: boolean}[]} parts */
function shortenLead(parts) {
  const [first] = parts;
  if (first && !first.marked && parts.length > 1 && first.text.length > leadLimit) first.text = `…${first.text.slice(-leadLimit)}`;
}

/** A line of a note with the matches marked. @param {{text: string, isShort?: boolean}} props isShort: the first match is near the beginning */
export function Snippet({ text, isShort = false }) {
  const parts = snippetParts(text);
  if (isShort) shortenLead(parts);
  return html`<span lang=${languageOf(text)}>${parts.map((part) => (part.marked ? html`<mark>${part.text}</mark>` : part.text))}</span>`;
}
