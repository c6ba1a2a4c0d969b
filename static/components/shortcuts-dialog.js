import { html, useEffect, useRef } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { currentViewKeys } from '../keyboard.js';
import { changeSettings, settings } from '../lib/settings.js';

const keys = [
  ['/', 'keys.search'],
  ['j', 'keys.next'],
  ['k', 'keys.previous'],
  ['Enter', 'keys.open'],
  ['g h', 'keys.home'],
  ['g p', 'keys.papers'],
  ['g c', 'keys.concepts'],
  ['g n', 'keys.notes'],
  ['g g', 'keys.graph'],
  ['g i', 'keys.import'],
  ['g s', 'keys.settings'],
  ['g d', 'keys.docs'],
  ['?', 'keys.help'],
  ['Esc', 'keys.close'],
];

/** @param {{keys: [string, string][]}} props each with what it does */
const KeyList = ({ keys: shown }) => html`<dl class="keys">${shown.map(([key, text]) => html`<div key=${key}>
  <dt>${key.split(' ').map((part) => html`<kbd key=${part}>${part}</kbd>`)}</dt><dd>${text}</dd></div>`)}</dl>`;

/** @param {{onClose: () => void}} props */
export function ShortcutsDialog({ onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  return html`<dialog ref=${dialog} class="dialog" aria-labelledby="keys-title" onClose=${onClose}
    onClick=${(/** @type {Event} */ event) => event.target === dialog.current && dialog.current?.close()}>
    <form method="dialog">
      <h2 id="keys-title">${t('keys.title')}</h2>
      <${KeyList} keys=${keys.map(([key, text]) => [key, t(text)])} />
      ${currentViewKeys().length > 0 && html`<h3>${t('keys.view')}</h3><${KeyList} keys=${currentViewKeys().map(({ key, text }) => [key, t(text)])} />`}
      <label class="check"><input type="checkbox" checked=${settings.shortcuts}
        onChange=${(/** @type {any} */ event) => changeSettings({ shortcuts: event.target.checked })} /> ${t('keys.enabled')}</label>
      <p class="dialog-end"><button class="button">${t('keys.done')}</button></p>
    </form>
  </dialog>`;
}
