// Where a token becomes a session of this browser. The token itself is kept nowhere.
import { withBase } from '../lib/base-path.js';
import { html, useState } from '../lib/html.js';
import { ApiError, api } from '../api.js';
import { t } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';

/** A path of this page: never another host. @param {string | null} next */
const safeAddress = (next) => (next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/');

/** @param {{place: import('../router.js').Place}} props */
export function SignInView({ place }) {
  useTitle(t('sign-in.title'));
  const [problem, setProblem] = useState('');
  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const token = String(new FormData(form).get('token') ?? '').trim();
    try {
      await api.session.create(token);
      location.assign(withBase(safeAddress(place.query.get('next'))));
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : String(error));
    }
  }
  return html`<form class="state sign-in" onSubmit=${submit}>
    <h1>${t('sign-in.title')}</h1>
    <p class="state-text">${t('sign-in.text')}</p>
    <label for="token">${t('sign-in.token')}</label>
    <input id="token" name="token" type="password" autocomplete="current-password" spellcheck=${false} required
      placeholder="ps_…" aria-describedby=${problem ? 'sign-in-problem' : null} aria-invalid=${problem !== ''} />
    ${problem && html`<p id="sign-in-problem" class="field-problem" role="alert">${problem}</p>`}
    <button type="submit" class="button primary">${t('sign-in.title')}</button>
  </form>`;
}
