// What stands where an answer is not there yet, is empty, or went wrong. Each says what to do.
import { withoutBase } from '../lib/base-path.js';
import { html } from '../lib/html.js';
import { hasText, t } from '../lib/i18n.js';

/** Grey lines of about the height of what will come. @param {{rows?: number}} props */
export function Skeleton({ rows = 6 }) {
  return html`<div class="skeleton" role="status" aria-label=${t('state.loading')}>
    ${Array.from({ length: rows }, (_, i) => html`<div key=${i} class="skeleton-row"><span></span><span></span></div>`)}
  </div>`;
}

/** @param {{title: string, children?: import('../lib/html.js').Children}} props */
export function Empty({ title, children }) {
  return html`<div class="state"><p class="state-title">${title}</p>${children && html`<div class="state-text">${children}</div>`}</div>`;
}

/** The place to sign in, which leads back here. */
const signInAddress = () => `/sign-in?${new URLSearchParams({ next: (withoutBase(location.pathname) ?? '/') + location.search })}`;

/** What to do about it, where the page knows better than the server. @param {import('../api.js').ApiError} error */
function adviceOf(error) {
  if (error.code === 'unreachable' && !navigator.onLine) return t('problem.offline.text');
  const key = `problem.${error.code}.text`;
  return hasText(key) ? t(key) : error.message;
}

/** @param {{error: import('../api.js').ApiError, retry: () => void, isWhole?: boolean}} props isWhole: nothing else of the view stands */
export function Problem({ error, retry, isWhole = false }) {
  const key = `problem.${error.code}`;
  const title = t(hasText(key) ? key : 'problem.title');
  const mayHelp = error.code === 'unauthenticated' || error.code === 'forbidden';
  return html`<div class="state" role="alert">
    ${isWhole ? html`<h1>${title}</h1>` : html`<p class="state-title">${title}</p>`}
    <p class="state-text">${adviceOf(error)}</p>
    ${mayHelp
      ? html`<a class="button primary" href=${signInAddress()}>${t('sign-in.title')}</a>`
      : html`<button type="button" class="button" onClick=${retry}>${t('problem.retry')}</button>`}
  </div>`;
}

/** 404 of a named thing, with the names nearest to it. @param {{name: string, error: import('../api.js').ApiError, folder: string}} props */
export function Unknown({ name, error, folder }) {
  return html`<div class="state">
    <h1>${t('unknown.title')}</h1>
    <p class="state-text">${t('unknown.text', { name })}</p>
    ${error.suggestions.length > 0 && html`<p class="state-text">${t('unknown.nearest')}</p>
    <ul class="chips">${error.suggestions.map((text) => html`<li key=${text}><a class="chip" href=${`/${folder}/${encodeURIComponent(text)}`}>${text}</a></li>`)}</ul>`}
    <p><a class="button" href=${`/search?${new URLSearchParams({ q: name })}`}>${t('unknown.search', { name })}</a></p>
  </div>`;
}

/** The answer of a view as a whole: skeleton, error, or `children`.
 * @param {{answer: import('../lib/answer.js').Answer<any>, rows?: number, children?: import('../lib/html.js').Children}} props */
export function Settled({ answer, rows, children }) {
  if (answer.error) return html`<${Problem} error=${answer.error} retry=${answer.retry} />`;
  if (answer.isLoading) return html`<${Skeleton} rows=${rows} />`;
  return children;
}

/** @param {{list: {hasMore: boolean, isGrowing: boolean, grow: () => void}}} props */
export function MoreButton({ list }) {
  if (!list.hasMore) return null;
  return html`<p class="more"><button type="button" class="button" disabled=${list.isGrowing} onClick=${list.grow}>${t('list.more')}</button></p>`;
}
