// The sentence of a note that says so, with the way to its place.
import { html } from '../lib/html.js';
import { notePath } from '../api.js';
import { t } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';

/** Quotes longer than this are cut, in characters: the note has the rest. */
const quoteLimit = 280;

/** Markdown's own marks are noise in a quoted sentence. @param {string} quote */
export function readableQuote(quote) {
  const text = quote
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:[-*+]|\d+[.)]|#{1,6}|>)\s+/gm, '')
    .replace(/\*\*|__|`/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > quoteLimit ? `${text.slice(0, quoteLimit)}…` : text;
}

/** The address of the marked place. @param {string | undefined} edge @param {import('../types.js').Evidence} evidence */
export function evidenceUrl(edge, evidence) {
  const query = edge ? `?${new URLSearchParams({ edge })}` : '';
  return `/notes/${notePath(evidence.note)}${query}#L${evidence.line}`;
}

/**
 * @param {{evidence: import('../types.js').Evidence, edge?: string, title?: string, onShow?: (edge: string) => boolean}} props
 *   title: stands above already, so that a quote of just that is not shown again; onShow may show the place on this page; when it returns true the link is not followed
 */
export function Quote({ evidence, edge, title, onShow }) {
  /** @param {Event} event */
  function onClick(event) {
    if (edge && onShow?.(edge)) event.preventDefault();
  }
  const quote = readableQuote(evidence.quote);
  return html`<figure class="quote">
    ${quote !== title && html`<blockquote lang=${languageOf(quote)}>${quote}</blockquote>`}
    <figcaption><a href=${evidenceUrl(edge, evidence)} onClick=${onClick}>${t('evidence.place', { note: evidence.note, line: evidence.line })}</a></figcaption>
  </figure>`;
}

/** @param {{evidence: import('../types.js').Evidence[], edge?: string, limit?: number, title?: string, onShow?: (edge: string) => boolean}} props */
export function Quotes({ evidence, edge, limit = 1, title, onShow }) {
  if (evidence.length === 0) return html`<p class="by-hand">${t('evidence.by-hand')}</p>`;
  return evidence.slice(0, limit).map((place) => html`<${Quote} key=${place.note + place.start} evidence=${place} edge=${edge} title=${title} onShow=${onShow} />`);
}
