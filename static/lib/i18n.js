// Words of the page, from one catalogue a language with equal keys; views that are loaded later bring
// their own. {name} in a text is filled in.
import en from '../i18n/en.json' with { type: 'json' };
import zh from '../i18n/zh.json' with { type: 'json' };
import { settings } from './settings.js';

/** @type {Record<string, Record<string, string>>} */
const catalogues = { en: { ...en }, zh: { ...zh } };

/** The words of a view that is loaded later. @param {Record<'en' | 'zh', Record<string, string>>} more */
export function addTexts(more) {
  for (const [language, texts] of Object.entries(more)) Object.assign(catalogues[language], texts);
}

/** @param {string} key */
export const hasText = (key) => key in catalogues.en;

/** @param {string} key @param {Record<string, string | number>} [values] */
export function t(key, values = {}) {
  const text = catalogues[settings.language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @param {number} n */
export const formatNumber = (n) => new Intl.NumberFormat(settings.language).format(n);

/** "3 papers": the keys are `${key}.one` and `${key}.other`. @param {string} key @param {number} n */
export function tCount(key, n) {
  return t(n === 1 ? `${key}.one` : `${key}.other`, { n: formatNumber(n) });
}

/** The words for a relation read from `from` to `to`, or the other way round. @param {string} relation @param {boolean} [inverse] */
export function relationText(relation, inverse = false) {
  const key = `relation.${relation}${inverse ? '.inverse' : ''}`;
  return hasText(key) ? t(key) : relation.replaceAll('_', ' ');
}

/** @param {string} kind */
export function kindText(kind) {
  const key = `kind.${kind}`;
  return hasText(key) ? t(key) : kind.replaceAll('_', ' ');
}

/** @param {string} language */
function languageName(language) {
  try {
    return new Intl.DisplayNames(settings.language, { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

/** A value by which lists are narrowed, in words. @param {string} name @param {string} value @param {string} [label] what the server calls it */
export function facetText(name, value, label) {
  if (name === 'language') return languageName(value);
  const key = `${name}.${value}`;
  return label ?? (hasText(key) ? t(key) : value);
}
