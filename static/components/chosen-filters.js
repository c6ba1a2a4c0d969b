// The filters that are set, each with the way to take it away.
import { html } from '../lib/html.js';
import { facetText, t } from '../lib/i18n.js';
import { changeQuery } from '../router.js';
import { CloseIcon } from './icons.js';

/** A chip that goes when it is pressed. @param {{text: string, onRemove: () => void}} props */
export function RemovableChip({ text, onRemove }) {
  return html`<button type="button" class="chip removable" aria-label=${t('filter.remove', { text })} onClick=${onRemove}>${text}<${CloseIcon} /></button>`;
}

/** @param {{filters: Record<string, string>, labels?: Record<string, string>}} props labels: texts of values that are keys, by value */
export function ChosenFilters({ filters, labels = {} }) {
  const chosen = Object.entries(filters).filter(([, value]) => value !== '');
  if (chosen.length === 0) return null;
  return html`<ul class="chips chosen" aria-label=${t('filter.chosen')}>
    ${chosen.map(([name, value]) => html`<li key=${name}>
      <${RemovableChip} text=${`${t(`facet.${name}`)}: ${facetText(name, value, labels[value])}`} onRemove=${() => changeQuery({ [name]: '' })} /></li>`)}
    ${chosen.length > 1 && html`<li><button type="button" class="quiet" onClick=${() => changeQuery(Object.fromEntries(chosen.map(([name]) => [name, ''])))}>${t('filter.reset')}</button></li>`}
  </ul>`;
}
