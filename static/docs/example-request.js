// A command with "copy as curl" and, when it only reads, "try it" with the answer of this server.
import { html, useState } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { formatNumber, t } from '../lib/i18n.js';
import { CopyButton } from '../components/copy-button.js';
import { Settled } from '../components/states.js';
import { curlOf, targetOf } from './request.js';
import { JsonTree } from './json-tree.js';

/** @param {{answer: import('../api.js').RawAnswer}} props */
function LiveAnswer({ answer: { status, type, text, milliseconds } }) {
  const isJson = /[/+]json/.test(type);
  const size = formatNumber(new Blob([text]).size);
  return html`<p class="live-head" role="status"><span class=${status < 400 ? 'status-code' : 'status-code bad'}>${status}</span>
      ${' '}${t('docs.live.facts', { type: type.split(';')[0], size, milliseconds: formatNumber(milliseconds) })}</p>
    ${isJson ? html`<${JsonTree} value=${JSON.parse(text)} />` : html`<pre class="live-text" tabindex="0">${text}</pre>`}`;
}

/** @param {{target: string}} props */
function Live({ target }) {
  const answer = useAnswer(`raw ${target}`, (signal) => api.raw(target, signal));
  return html`<div class="live"><${Settled} answer=${answer} rows=${2}>${answer.data && html`<${LiveAnswer} key=${target} answer=${answer.data} />`}<//></div>`;
}

/** @param {{request: import('./request.js').Request, withToken: boolean}} props */
export function ExampleRequest({ request, withToken }) {
  const [isOpen, setOpen] = useState(false);
  const command = curlOf(request, withToken);
  return html`<div class="request">
    <pre class="command"><code>${command}</code></pre>
    <p class="request-actions">
      ${request.method === 'GET' && html`<button type="button" class="button try" aria-expanded=${isOpen} onClick=${() => setOpen(!isOpen)}>${t(isOpen ? 'docs.close' : 'docs.try')}</button>`}
      <${CopyButton} text=${command} label=${t('docs.copy')} />
    </p>
    ${isOpen && html`<${Live} target=${targetOf(request)} />`}
  </div>`;
}
