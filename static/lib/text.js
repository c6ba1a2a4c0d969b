// Small facts about text that several components need.
import { settings } from './settings.js';

/** @typedef {import('../types.js').Labels} Labels */

/** The language to declare for a text whose language nobody said, so that it is drawn and read aloud
 * right; undefined when it is the page's own or cannot be told. @param {string} text */
export function languageOf(text) {
  if (/[\u3040-\u30ff]/.test(text)) return 'ja';
  if (/[\uac00-\ud7af]/.test(text)) return 'ko';
  if (/[\u3400-\u9fff]/.test(text)) return 'zh';
  return settings.language === 'en' ? undefined : 'en';
}

/** The label in the language of the page, else English, else any. @param {Labels} labels */
export function preferredLabel(labels) {
  return labels[settings.language] ?? labels.en ?? Object.values(labels).find((label) => label) ?? '';
}

/** The label in the other language of the page, when it has one of its own. @param {Labels} labels */
export function otherLabel(labels) {
  const other = labels[settings.language === 'en' ? 'zh' : 'en'];
  return other && other !== preferredLabel(labels) ? other : null;
}

/** What stands round a paper or concept. @param {string} id */
export const graphUrl = (id) => `/graph?${new URLSearchParams({ node: id })}`;

/** Where an identifier leads outside; null when it names no place. @param {string} identifier */
export function identifierUrl(identifier) {
  const colon = identifier.indexOf(':');
  const value = identifier.slice(colon + 1);
  switch (identifier.slice(0, colon)) {
    case 'arxiv':
      return `https://arxiv.org/abs/${value}`;
    case 'doi':
      return `https://doi.org/${value}`;
    case 'url':
      return `https://${value}`;
    case 'openreview':
      return `https://openreview.net/forum?id=${encodeURIComponent(value)}`;
    case 'acl':
      return `https://aclanthology.org/${value}`;
    case 'pmid':
      return `https://pubmed.ncbi.nlm.nih.gov/${value}`;
    default:
      return null;
  }
}

/** Plain text and matches of a snippet in which the server left nothing but <mark>.
 * @param {string} snippet @returns {{text: string, marked: boolean}[]} */
export function snippetParts(snippet) {
  const unescape = (/** @type {string} */ text) => text
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  return snippet.split(/(<mark>[^]*?<\/mark>)/).filter((part) => part !== '').map((part) => {
    const match = /^<mark>([^]*)<\/mark>$/.exec(part);
    return { text: unescape(match ? match[1] : part), marked: match !== null };
  });
}

/** @template T @param {T[]} items @param {(item: T) => string} keyOf @returns {[string, T[]][]} in order of first appearance */
export function groupBy(items, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups];
}
