// How a question was understood, as parts that can be changed or taken away. Each change is sent to the
// server as a document; the phrase that comes back is the new question.
import { html, useState } from '../lib/html.js';
import { api } from '../api.js';
import { facetText, hasText, relationText, t } from '../lib/i18n.js';
import { conditionsOf, linkOf, plainRelation, replaceCondition, withConditions, withoutLimit } from '../lib/query-document.js';
import { navigate } from '../router.js';
import { RemovableChip } from './chosen-filters.js';
import { CloseIcon } from './icons.js';

/** @typedef {import('../lib/query-document.js').QueryDocument} QueryDocument */
/** @typedef {import('../lib/query-document.js').Condition} Condition */
/** @typedef {(query: QueryDocument) => void} Change */

const finds = ['papers', 'concepts', 'notes'];
const relations = ['', 'introduces', 'about', 'uses', 'evaluates_on', 'compares_with', 'mentions', 'extends', 'improves_on', 'cites'];
const yearWords = ['gte', 'eq', 'lte'];

/** @param {string} q */
export const searchUrl = (q) => `/search?${new URLSearchParams({ q })}`;

/** Goes to the phrase that a document stands for. @param {QueryDocument} query */
export async function askDocument(query) {
  const answer = await api.ask({ ...query, limit: 1 });
  navigate(searchUrl(withoutLimit(answer.interpreted_as.phrase, 1)));
}

/** @param {any} link @param {Record<string, string>} labels */
function linkText({ to, relation, hops }, labels) {
  const targets = (Array.isArray(to) ? to : [to]).map((one) => (typeof one === 'string' ? (labels[one] ?? one) : Object.values(one)[0]));
  const words = relation ? relation.map((/** @type {string} */ one) => relationText(one)).join(', ') : t('query.linked');
  return `${words} ${targets.join(t('query.or'))}${hops > 1 ? ` · ${t('query.hops', { n: hops })}` : ''}`;
}

/** A condition in words. @param {Condition} condition @param {Record<string, string>} labels @returns {string} */
function conditionText(condition, labels) {
  const [[name, value]] = Object.entries(condition);
  const inWords = (/** @type {Condition[]} */ all, /** @type {string} */ word) => all.map((one) => conditionText(one, labels)).join(t(word));
  if (name === 'linked') return linkText(value, labels);
  if (name === 'any') return inWords(value, 'query.or');
  if (name === 'all') return inWords(value, 'query.and');
  if (name === 'not') return t('query.not', { text: conditionText(value, labels) });
  if (name === 'text') return t('query.text', { text: typeof value === 'string' ? value : value.match });
  const field = hasText(`facet.${name}`) ? t(`facet.${name}`) : name;
  if (typeof value !== 'object') return `${field}: ${facetText(name, String(value))}`;
  return Object.entries(value).map(([operator, operand]) => `${field} ${t(`query.${operator}`)} ${operand}`).join(t('query.and'));
}

/** @param {{label: string, value: string, options: [string, string][], onChange: (value: string) => void}} props */
function Choice({ label, value, options, onChange }) {
  return html`<select class="chip-choice" aria-label=${label} value=${value} onChange=${(/** @type {any} */ event) => onChange(event.target.value)}>
    ${options.map(([one, text]) => html`<option key=${one} value=${one} selected=${one === value}>${text}</option>`)}</select>`;
}

/** @param {{text: string, onRemove: () => void}} props */
const RemoveButton = ({ text, onRemove }) => html`<button type="button" class="chip-remove" aria-label=${t('filter.remove', { text })} onClick=${onRemove}><${CloseIcon} /></button>`;

/** A link whose relation can be chosen. @param {{link: any, relation: string, text: string, label: string, onChange: (condition: Condition | null) => void}} props */
function LinkChip({ link, relation, text, label, onChange }) {
  const options = [...new Set([...relations, relation])].map((one) => /** @type {[string, string]} */ ([one, one ? relationText(one) : t('query.linked')]));
  return html`<span class="chip query-chip">
    <${Choice} label=${t('filter.relation')} value=${relation} options=${options} onChange=${(/** @type {string} */ one) => onChange(linkOf(link.to, one))} />
    <strong>${label}</strong><${RemoveButton} text=${text} onRemove=${() => onChange(null)} /></span>`;
}

/** @param {{word: string, year: number, text: string, onChange: (condition: Condition | null) => void}} props */
function YearChip({ word, year, text, onChange }) {
  const [typed, setTyped] = useState(String(year));
  const conditionOf = (/** @type {string} */ one, /** @type {number} */ n) => ({ year: one === 'eq' ? n : { [one]: n } });
  const commit = () => /^[12]\d{3}$/.test(typed) && Number(typed) !== year && onChange(conditionOf(word, Number(typed)));
  return html`<span class="chip query-chip">
    <${Choice} label=${t('facet.year')} value=${word} options=${yearWords.map((one) => [one, t(`query.year.${one}`)])} onChange=${(/** @type {string} */ one) => onChange(conditionOf(one, year))} />
    <input class="chip-year" inputmode="numeric" maxlength="4" aria-label=${t('facet.year')} value=${typed} onInput=${(/** @type {any} */ event) => setTyped(event.target.value)}
      onChange=${commit} /><${RemoveButton} text=${text} onRemove=${() => onChange(null)} /></span>`;
}

/** The word and the number of a condition on the year, when it is just that. @param {Condition} condition @returns {[string, number] | null} */
function plainYear({ year }) {
  if (typeof year === 'number') return ['eq', year];
  const [[word, n], ...more] = Object.entries(year ?? { none: null });
  return more.length === 0 && yearWords.includes(word) && typeof n === 'number' ? [word, n] : null;
}

/** @param {{condition: Condition, labels: Record<string, string>, onChange: (condition: Condition | null) => void}} props */
function ConditionChip({ condition, labels, onChange }) {
  const text = conditionText(condition, labels);
  const relation = condition.linked && plainRelation(condition.linked);
  const year = condition.year !== undefined ? plainYear(condition) : null;
  if (relation !== undefined) return html`<${LinkChip} link=${condition.linked} relation=${relation} text=${text} label=${labels[condition.linked.to] ?? condition.linked.to} onChange=${onChange} />`;
  if (year) return html`<${YearChip} key=${text} word=${year[0]} year=${year[1]} text=${text} onChange=${onChange} />`;
  return html`<${RemovableChip} text=${text} onRemove=${() => onChange(null)} />`;
}

/** @param {{query: QueryDocument, labels: Record<string, string>, onChange: Change}} props labels: names of what is linked to, by how it was written */
export function QueryChips({ query, labels, onChange }) {
  const conditions = conditionsOf(query);
  return html`<ul class="chips query-chips" aria-label=${t('query.understood')}>
    <li><span class="chip query-chip"><${Choice} label=${t('query.find')} value=${query.find} options=${[...new Set([...finds, query.find])].map((find) => [find, t(`find.${find}`)])}
      onChange=${(/** @type {string} */ find) => onChange({ ...withConditions(query, conditions), find })} /></span></li>
    ${conditions.map((condition, i) => html`<li key=${JSON.stringify(condition)}><${ConditionChip} condition=${condition} labels=${labels}
      onChange=${(/** @type {Condition | null} */ other) => onChange(replaceCondition(query, i, other))} /></li>`)}
    ${query.sort && html`<li><${RemovableChip} text=${query.sort.map((one) => (hasText(`sort.${one}`) ? t(`sort.${one}`) : t('query.sort', { field: one }))).join(', ')}
      onRemove=${() => onChange({ ...withConditions(query, conditions), sort: undefined })} /></li>`}
  </ul>`;
}
