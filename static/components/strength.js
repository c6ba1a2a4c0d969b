import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';

/** A score from 0 to 1 as a short bar. @param {{score: number}} props */
export function Strength({ score }) {
  const label = t('score.label', { percent: Math.round(score * 100) });
  return html`<svg class="strength" viewBox="0 0 32 4" role="img" aria-label=${label}>
    <title>${label}</title>
    <rect class="strength-all" width="32" height="4" rx="2" />
    <rect class="strength-part" width=${(32 * Math.max(0.06, Math.min(1, score))).toFixed(1)} height="4" rx="2" />
  </svg>`;
}
