// What the entries of a list have in common, counted: a quiet column beside it, a sheet on a phone. Each
// value is a switch.
import { html, useEffect, useRef, useState } from '../lib/html.js';
import { facetText, formatNumber, t, tCount } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { CloseIcon, FilterIcon } from './icons.js';

/** @typedef {{value: string, count: number, label?: string}} FacetValue */
/** @typedef {Record<string, {values: FacetValue[], other: number}>} Counted */
/** @typedef {{isChosen: (name: string, value: string) => boolean, toggle: (name: string, value: string) => void}} Choice */

/** So many values are shown before somebody asks for more. */
const firstValues = 7;
const narrow = matchMedia('(width < 900px)');

/** Years are read as a row of time, all else by how often it occurs. @param {string} name @param {FacetValue[]} values */
const inOrder = (name, values) => (name === 'year' ? [...values].sort((a, b) => Number(b.value) - Number(a.value)) : values);

/** @param {{part: number}} props */
const Bar = ({ part }) => html`<svg class="facet-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width=${(100 * part).toFixed(1)} height="4" /></svg>`;

/** @param {{name: string, one: FacetValue, most: number, choice: Choice}} props */
function Value({ name, one, most, choice }) {
  const text = facetText(name, one.value, one.label);
  return html`<li><button type="button" class=${name === 'year' ? 'facet-value timed' : 'facet-value'} aria-pressed=${choice.isChosen(name, one.value)} onClick=${() => choice.toggle(name, one.value)}>
    <span class="facet-text" lang=${languageOf(text)}>${text}</span>
    ${name === 'year' && html`<${Bar} part=${one.count / most} />`}
    <span class="facet-count"><span class="visually-hidden">, </span>${formatNumber(one.count)}</span></button></li>`;
}

/** @param {{name: string, values: FacetValue[], choice: Choice}} props */
function Facet({ name, values, choice }) {
  const [isWhole, setWhole] = useState(false);
  const rest = values.length - firstValues;
  const shown = isWhole || rest < 3 ? inOrder(name, values) : inOrder(name, values).slice(0, firstValues);
  const most = Math.max(...values.map((one) => one.count));
  return html`<section class="facet" aria-label=${t(`facet.${name}`)}>
    <h3>${t(`facet.${name}`)}</h3>
    <ul>${shown.map((one) => html`<${Value} key=${one.value} name=${name} one=${one} most=${most} choice=${choice} />`)}</ul>
    ${shown.length < values.length && html`<button type="button" class="quiet" onClick=${() => setWhole(true)}>${tCount('facet.more', rest)}</button>`}
  </section>`;
}

/** A value that all entries share tells nothing, unless it was chosen. @param {string} name @param {FacetValue[]} values @param {Choice} choice */
const tellsSomething = (name, values, choice) => values.length > 1 || values.some((one) => choice.isChosen(name, one.value));

/** @param {{names: string[], counted: Counted | undefined, choice: Choice, children?: import('../lib/html.js').Children}} props */
function Groups({ names, counted, choice, children }) {
  const shown = names.map((name) => ({ name, values: counted?.[name]?.values ?? [] }))
    .filter(({ name, values }) => tellsSomething(name, values, choice));
  return html`${children}${shown.map(({ name, values }) => html`<${Facet} key=${name} name=${name} values=${values} choice=${choice} />`)}`;
}

/** @param {{onClose: () => void, children?: import('../lib/html.js').Children}} props */
function Sheet({ onClose, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  return html`<dialog ref=${dialog} class="sheet" aria-label=${t('filter.label')} onClose=${onClose}
    onClick=${(/** @type {Event} */ event) => event.target === dialog.current && dialog.current?.close()}>
    <div class="sheet-head"><h2>${t('filter.label')}</h2>
      <button type="button" class="control" aria-label=${t('dialog.close')} onClick=${() => dialog.current?.close()}><${CloseIcon} /></button></div>
    <div class="sheet-body">${children}</div>
  </dialog>`;
}

function useNarrow() {
  const [isNarrow, setNarrow] = useState(narrow.matches);
  useEffect(() => {
    const listener = () => setNarrow(narrow.matches);
    narrow.addEventListener('change', listener);
    return () => narrow.removeEventListener('change', listener);
  }, []);
  return isNarrow;
}

/**
 * @param {{names: string[], counted: Counted | undefined, choice: Choice, chosen?: number, children?: import('../lib/html.js').Children}} props
 *   chosen: how many filters are set; children: filters that are typed, above the counted ones
 */
export function Facets({ names, counted, choice, chosen = 0, children }) {
  const [isOpen, setOpen] = useState(false);
  const isNarrow = useNarrow();
  const groups = html`<${Groups} names=${names} counted=${counted} choice=${choice}>${children}<//>`;
  if (!isNarrow) return html`<aside class="facets" aria-label=${t('filter.label')}>${groups}</aside>`;
  return html`<div class="facets-place">
    <button type="button" class="button" aria-haspopup="dialog" onClick=${() => setOpen(true)}><${FilterIcon} />
      ${t('filter.label')}${chosen > 0 && html` <span class="badge entry">${formatNumber(chosen)}</span>`}</button>
    ${isOpen && html`<${Sheet} onClose=${() => setOpen(false)}>${groups}<//>`}
  </div>`;
}
