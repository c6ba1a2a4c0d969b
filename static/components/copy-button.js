// Copies a text, and says that it did.
import { html, useEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';

/** How long "copied" is shown, in milliseconds. */
const copiedPause = 2500;

/** Browsers keep the clipboard from pages that came without TLS, unless they are of this machine. @param {string} text */
function copyBySelection(text) {
  const field = document.createElement('textarea');
  field.className = 'visually-hidden';
  field.value = text;
  document.body.append(field);
  field.select();
  const isDone = document.execCommand('copy');
  field.remove();
  return isDone;
}

/** @param {string} text @returns {Promise<boolean>} */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement;
    const isDone = copyBySelection(text);
    if (focused instanceof HTMLElement) focused.focus();
    return isDone;
  }
}

/** @param {{text: string, label?: string}} props */
export function CopyButton({ text, label = t('copy') }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(''), copiedPause);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => setSaid((await copyText(text)) ? 'copied' : 'copy-failed');
  return html`<button type="button" class="button copy" onClick=${copy}>${label}</button>
    <span class="copied" role="status">${said && t(said)}</span>`;
}
