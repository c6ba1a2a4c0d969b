// A reference to copy, in the form that a bibliography or a person wants; asked for when it is opened.
import { html, useState } from '../lib/html.js';
import { api, apiUrl } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { t } from '../lib/i18n.js';
import { CopyButton } from './copy-button.js';
import { Settled } from './states.js';

/** @type {[string, string][]} */
const formats = [['bibtex', 'BibTeX'], ['ris', 'RIS'], ['csl-json', 'CSL-JSON'], ['text', '']];

/** @param {{id: string}} props */
export function Citation({ id }) {
  const [isOpen, setOpen] = useState(false);
  const [format, setFormat] = useState('bibtex');
  const answer = useAnswer(isOpen ? `citation ${format} ${id}` : null, (signal) => api.papers.cite(id, { format }, signal));
  return html`<details class="citation" onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
    <summary class="toggle">${t('cite.title')}</summary>
    <div class="citation-body">
      <div class="tabs" role="group" aria-label=${t('cite.format')}>${formats.map(([name, text]) => html`
        <button key=${name} type="button" aria-pressed=${name === format} onClick=${() => setFormat(name)}>${text || t('cite.text')}</button>`)}</div>
      <${Settled} answer=${answer} rows=${2}><pre tabindex="0">${answer.data}</pre>
        <p class="citation-end"><${CopyButton} text=${answer.data ?? ''} /> <a href=${apiUrl(`/papers/${encodeURIComponent(id)}/citation`, { format })} download>${t('cite.download')}</a></p><//>
    </div>
  </details>`;
}
