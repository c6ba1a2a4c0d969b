// Above the picture: where it starts, the path between two, the filters, and how it is saved.
import { html, useEffect, useId, useState } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer, useDebounced } from '../lib/answer.js';
import { relationText, t } from '../lib/i18n.js';
import { SelectFilter, TextFilter } from '../components/filters.js';
import { families } from './palette.js';
import { adjust, depthMax, filterNames, goTo } from './state.js';

/** @typedef {import('./state.js').GraphState} GraphState */

const pauseBeforeAsking = 120;
const scores = ['0.3', '0.5', '0.7', '0.9'];
const statuses = ['confirmed', 'proposed', 'rejected'];

/** A text field that offers the names of papers and concepts.
 * @param {{name: string, label: string, value: string, onInput: (text: string) => void}} props */
function NodeField({ name, label, value, onInput }) {
  const id = useId();
  const settled = useDebounced(value.trim(), pauseBeforeAsking);
  const found = useAnswer(settled ? `graph names ${settled}` : null, (signal) => api.suggest({ q: settled, limit: 8 }, signal)).data;
  const names = [...new Set((found?.items ?? []).filter((hit) => hit.type !== 'note').map((hit) => hit.title))];
  return html`<label class="filter"><span>${label}</span>
    <input type="text" name=${name} list=${id} autocomplete="off" value=${value} onInput=${(/** @type {any} */ event) => onInput(event.target.value)} />
    <datalist id=${id}>${names.map((text) => html`<option key=${text} value=${text} />`)}</datalist></label>`;
}

export function StartForm() {
  const [text, setText] = useState('');
  /** @param {Event} event */
  function onSubmit(event) {
    event.preventDefault();
    if (text.trim()) goTo({ node: text.trim() });
    setText('');
  }
  return html`<form class="graph-form" onSubmit=${onSubmit}>
    <${NodeField} name="node" label=${t('graph.start')} value=${text} onInput=${setText} />
    <button class="button">${t('graph.start.go')}</button></form>`;
}

/** The names of two ends that may be ids. @param {{state: GraphState, labelOf: (id: string) => string}} props */
export function PathForm({ state, labelOf }) {
  const [ends, setEnds] = useState({ from: '', to: '' });
  const [from, to] = [labelOf(state.from), labelOf(state.to)];
  useEffect(() => setEnds({ from, to }), [from, to]);
  /** @param {Event} event */
  function onSubmit(event) {
    event.preventDefault();
    if (!ends.from.trim() || !ends.to.trim()) return;
    goTo({ from: ends.from === from ? state.from : ends.from.trim(), to: ends.to === to && state.to ? state.to : ends.to.trim() });
  }
  return html`<details class="graph-fold" open=${state.kind === 'path'}><summary class="button">${t('graph.path')}</summary><form class="graph-form" onSubmit=${onSubmit}>
    <${NodeField} name="from" label=${t('graph.path.from.label')} value=${ends.from} onInput=${(/** @type {string} */ text) => setEnds({ ...ends, from: text })} />
    <${NodeField} name="to" label=${t('graph.path.to.label')} value=${ends.to} onInput=${(/** @type {string} */ text) => setEnds({ ...ends, to: text })} />
    <button class="button">${t('graph.path.go')}</button></form></details>`;
}

const isYear = (/** @type {string} */ text) => /^[12]\d{3}$/.test(text);

/** @param {{state: GraphState}} props */
export function GraphFilters({ state: { kind, filters, depth } }) {
  /** @type {(values: string[], textOf: (value: string) => string) => [string, string][]} */
  const options = (values, textOf) => [['', t('filter.any')], ...values.map((value) => /** @type {[string, string]} */ ([value, textOf(value)]))];
  const isFiltered = filterNames.some((name) => filters[name]);
  return html`<details class="graph-fold" open=${isFiltered}><summary class="button">${t('filter.label')}</summary>
  <div class="filters" role="group" aria-label=${t('filter.label')}>
    ${kind === 'node' && html`<${SelectFilter} name="depth" label=${t('graph.depth')} value=${depth > 1 ? String(depth) : ''}
      options=${Array.from({ length: depthMax }, (_, i) => [i ? String(i + 1) : '', String(i + 1)])} />`}
    <${SelectFilter} name="relation" label=${t('filter.relation')} value=${filters.relation} options=${options(families.flatMap(([, names]) => names), (name) => relationText(name))} />
    <${SelectFilter} name="type" label=${t('graph.column.kind')} value=${filters.type} options=${options(['paper', 'concept'], (type) => t(`type.${type}`))} />
    <${SelectFilter} name="min_score" label=${t('graph.filter.score')} value=${filters.min_score} options=${options(scores, (score) => `≥ ${Math.round(Number(score) * 100)} %`)} />
    <${SelectFilter} name="status" label=${t('graph.column.status')} value=${filters.status} options=${options(statuses, (status) => t(`graph.status.${status}`))} />
    <${TextFilter} name="year__gte" label=${t('filter.from')} value=${filters.year__gte} isNumber=${true} isValid=${isYear} />
    <${TextFilter} name="year__lte" label=${t('filter.to')} value=${filters.year__lte} isNumber=${true} isValid=${isYear} />
    <${TextFilter} name="note" label=${t('graph.filter.note')} value=${filters.note} placeholder=${t('graph.filter.note.example')} />
    ${isFiltered && html`<button type="button" class="button small" onClick=${() => adjust(Object.fromEntries(filterNames.map((name) => [name, ''])))}>${t('filter.reset')}</button>`}
  </div></details>`;
}

/** What the colours and shapes mean. */
export function Legend() {
  return html`<ul class="graph-legend" aria-label=${t('graph.legend')}>
    <li><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="legend-paper" x="1" y="1" width="10" height="10" /></svg>${t('type.paper')}</li>
    <li><svg viewBox="0 0 12 12" aria-hidden="true"><circle class="legend-concept" cx="6" cy="6" r="5" /></svg>${t('type.concept')}</li>
    ${families.map(([family]) => html`<li key=${family}><svg viewBox="0 0 12 12" aria-hidden="true"><path class=${`legend-line legend-${family}`} d="M0 6h12" /></svg>${t(`graph.family.${family}`)}</li>`)}
  </ul>`;
}
