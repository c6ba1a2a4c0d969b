import { html } from '../lib/html.js';
import { notePath } from '../api.js';
import { languageOf, snippetParts } from '../lib/text.js';

/** Where a hit of the search is read. @param {import('../types.js').SearchHit} hit */
export function hitUrl(hit) {
  if (hit.type === 'note') return `/notes/${notePath(hit.path ?? hit.id)}${hit.line ? `#L${hit.line}` : ''}`;
  return `/${hit.type}s/${encodeURIComponent(hit.id)}`;
}

/** A line of a note with the matches marked. @param {{text: string}} props */
export function Snippet({ text }) {
  const parts = snippetParts(text);
  return html`<span lang=${languageOf(text)}>${parts.map((part) => (part.marked ? html`<mark>${part.text}</mark>` : part.text))}</span>`;
}
