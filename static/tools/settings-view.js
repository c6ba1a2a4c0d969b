// What a person may choose for this browser, and who may use the library.
import { html } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { t } from '../lib/i18n.js';
import { changeSettings, settings } from '../lib/settings.js';
import { useTitle } from '../lib/title.js';
import { Settled } from '../components/states.js';
import { Tokens } from './tokens.js';

/** @param {{title: string, name: 'language' | 'theme', options: [string, string][]}} props */
function Choice({ title, name, options }) {
  return html`<fieldset class="choice"><legend>${title}</legend>${options.map(([value, text]) => html`
    <label key=${value} class="check"><input type="radio" name=${name} value=${value} checked=${settings[name] === value}
      onChange=${() => changeSettings({ [name]: value })} /> <span lang=${name === 'language' ? value : null}>${text}</span></label>`)}</fieldset>`;
}

function ThisBrowser() {
  return html`<section aria-labelledby="this-browser"><h2 id="this-browser">${t('settings.browser')}</h2>
    <div class="choices">
      <${Choice} title=${t('settings.language')} name="language" options=${[['en', 'English'], ['zh', '中文']]} />
      <${Choice} title=${t('settings.theme')} name="theme" options=${['system', 'light', 'dark'].map((one) => [one, t(`settings.theme.${one}`)])} />
      <fieldset class="choice"><legend>${t('keys.title')}</legend><label class="check"><input type="checkbox" checked=${settings.shortcuts}
        onChange=${(/** @type {any} */ event) => changeSettings({ shortcuts: event.target.checked })} /> ${t('keys.enabled')}</label></fieldset>
    </div></section>`;
}

export function SettingsView() {
  useTitle(t('settings.title'));
  const me = useAnswer('me', (signal) => api.me(signal));
  return html`<div class="page">
    <header class="page-head"><h1>${t('settings.title')}</h1></header>
    <${ThisBrowser} />
    <section aria-labelledby="tokens"><h2 id="tokens">${t('token.title')}</h2>
      <p class="section-text">${t(me.data?.open ? 'token.open' : 'token.text')}</p>
      <${Settled} answer=${me} rows=${2}>${me.data && html`<${Tokens} me=${me.data} />`}<//></section>
  </div>`;
}
