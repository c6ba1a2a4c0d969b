import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';

/** @param {{place: import('../router.js').Place}} props */
export function NotFoundView({ place }) {
  useTitle(t('missing.title'));
  return html`<div class="state">
    <h1>${t('missing.title')}</h1>
    <p class="state-text">${t('missing.text', { path: place.path })}</p>
    <p><a class="button" href="/">${t('missing.home')}</a></p>
  </div>`;
}
