// Tokens: made, shown once, revoked. The first one closes an open library, which is said beforehand.
import { html, useState } from '../lib/html.js';
import { ApiError, api } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { t } from '../lib/i18n.js';
import { settings } from '../lib/settings.js';
import { CopyButton } from '../components/copy-button.js';
import { Empty, Problem, Settled } from '../components/states.js';

/** @typedef {import('../types.js').Token} Token */

const rights = ['read', 'curate', 'admin'];
const dateText = (/** @type {string} */ time) => new Intl.DateTimeFormat(settings.language, { dateStyle: 'medium' }).format(new Date(time));

/** @param {{token: Token, onRevoked: () => void, onError: (error: ApiError) => void}} props */
function TokenRow({ token, onRevoked, onError }) {
  const [isAsking, setAsking] = useState(false);
  const revoke = () => api.tokens.delete(token.id).then(onRevoked, onError);
  const end = token.expires_at ? t('token.until', { date: dateText(token.expires_at) }) : t('token.for-ever');
  return html`<tr><th scope="row">${token.name}</th><td>${t(`rights.${token.rights}`)}</td>
    <td class="muted">${t('token.since', { date: dateText(token.created_at) })} · ${token.revoked_at ? t('token.revoked') : end}</td>
    <td class="row-end">${!token.revoked_at && (isAsking
      ? html`<button type="button" class="button danger" onClick=${revoke}>${t('token.revoke.sure')}</button> <button type="button" class="button" onClick=${() => setAsking(false)}>${t('token.keep')}</button>`
      : html`<button type="button" class="button" aria-label=${t('token.revoke.name', { name: token.name })} onClick=${() => setAsking(true)}>${t('token.revoke')}</button>`)}</td></tr>`;
}

/** @param {{secret: string, onDone: () => void}} props */
function Secret({ secret, onDone }) {
  return html`<div class="secret" role="status"><p>${t('token.once')}</p>
    <p class="secret-line"><code>${secret}</code><${CopyButton} text=${secret} /></p>
    <button type="button" class="button" onClick=${onDone}>${t('token.kept')}</button></div>`;
}

/** @param {{isFirst: boolean, onMade: (secret: string) => void, onError: (error: ApiError) => void}} props */
function NewToken({ isFirst, onMade, onError }) {
  /** @param {SubmitEvent} event */
  async function onSubmit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const data = new FormData(form);
    const expires = String(data.get('expires') ?? '');
    try {
      const { secret } = await api.tokens.create({ name: String(data.get('name')).trim(), rights: isFirst ? 'admin' : String(data.get('rights')), ...(expires && { expires }) });
      // From now on the library is closed: whoever made its first token stays inside.
      if (isFirst) await api.session.create(secret);
      form.reset();
      onMade(secret);
    } catch (error) {
      onError(error instanceof ApiError ? error : new ApiError({ status: 0, detail: String(error) }));
    }
  }
  return html`<form class="new-token" onSubmit=${onSubmit}>
    ${isFirst && html`<p class="hint">${t('token.first')}</p>`}
    <label class="filter"><span>${t('token.name')}</span><input type="text" name="name" required maxlength="100" autocomplete="off" /></label>
    <label class="filter"><span>${t('token.rights')}</span><select name="rights" disabled=${isFirst}>${rights.map((one) => html`
      <option key=${one} value=${one} selected=${one === (isFirst ? 'admin' : 'read')}>${t(`rights.${one}`)}</option>`)}</select></label>
    <label class="filter"><span>${t('token.expires')}</span><input type="date" name="expires" /></label>
    <button type="submit" class="button primary">${t('token.create')}</button>
  </form>`;
}

/** @param {{me: import('../types.js').Me}} props */
export function Tokens({ me }) {
  const answer = useAnswer(me.rights === 'admin' ? 'tokens' : null, (signal) => api.tokens.list(signal));
  const [secret, setSecret] = useState('');
  const [error, setError] = useState(/** @type {ApiError | null} */ (null));
  if (me.rights !== 'admin') return html`<${Empty} title=${t('token.forbidden')}><p>${t('token.forbidden.text')}</p><//>`;
  const again = () => { setError(null); answer.retry(); };
  const tokens = (answer.data?.items ?? []).filter((token) => !token.revoked_at);
  return html`${secret ? html`<${Secret} secret=${secret} onDone=${() => setSecret('')} />`
      : html`<${NewToken} isFirst=${me.open && answer.data?.items.length === 0} onMade=${(/** @type {string} */ made) => { setSecret(made); again(); }} onError=${setError} />`}
    ${error && html`<${Problem} error=${error} retry=${again} />`}
    <${Settled} answer=${answer} rows=${2}>${tokens.length > 0 && html`<table class="files tokens"><tbody>${tokens.map((token) => html`
      <${TokenRow} key=${token.id} token=${token} onRevoked=${again} onError=${setError} />`)}</tbody></table>`}<//>`;
}
