import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';

export function Footer() {
  return html`<footer class="footer"><nav aria-label=${t('footer.label')}>
    <a href="/review">${t('review.title')}</a> <a href="/docs">${t('footer.docs')}</a> <a href="/openapi.json">OpenAPI</a> <a href="/licences.txt">${t('footer.licences')}</a>
  </nav></footer>`;
}
