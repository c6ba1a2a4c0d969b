// JSON to read: objects and lists fold. Open at first is one example of everything: of each list its
// first item; the others show their names.
import { html, useState } from '../lib/html.js';
import { formatNumber, t } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';

/** Longer lists show their beginning. */
const shownItems = 100;
/** So much of a folded part is told, in characters. */
const previewLength = 90;

/** Lists of plain values stay on one line. @param {unknown} value @returns {value is object} */
function isFolder(value) {
  if (Array.isArray(value)) return value.some((one) => typeof one === 'object' && one !== null);
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** @param {object} value */
function previewOf(value) {
  const { title, label, quote, detail } = /** @type {Record<string, unknown>} */ (value);
  const name = [title, label, quote, detail].find((text) => typeof text === 'string');
  const text = JSON.stringify(name ?? value);
  return text.length > previewLength ? `${text.slice(0, previewLength)}…` : text;
}

/** @param {object} value */
const sizeOf = (value) => (Array.isArray(value) ? `[${value.length}]` : `{${Object.keys(value).length}}`);

/** @param {{name: string}} props */
const Name = ({ name }) => name && html`<span class="json-name">${name}</span>`;

/** @param {{name: string, value: unknown}} props */
function Leaf({ name, value }) {
  const text = Array.isArray(value) ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]` : JSON.stringify(value);
  return html`<li class="json-leaf"><${Name} name=${name} /><span class=${typeof value === 'string' ? 'json-text' : 'json-value'}
    lang=${typeof value === 'string' ? languageOf(value) : null}>${text}</span></li>`;
}

/** @param {{name: string, value: object, isExample: boolean}} props */
function Folder({ name, value, isExample }) {
  const [isOpen, setOpen] = useState(isExample);
  const entries = Object.entries(value);
  const isExampleAt = (/** @type {number} */ i) => isExample && (i === 0 || !Array.isArray(value));
  return html`<li><details open=${isOpen} onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
    <summary><${Name} name=${name} /><span class="json-preview">${isOpen ? sizeOf(value) : previewOf(value)}</span></summary>
    ${isOpen && html`<ul>${entries.slice(0, shownItems).map(([key, child], i) => html`<${JsonNode} key=${key} name=${key} value=${child} isExample=${isExampleAt(i)} />`)}
      ${entries.length > shownItems && html`<li class="json-leaf muted">${t('docs.json.more', { n: formatNumber(entries.length - shownItems) })}</li>`}</ul>`}
  </details></li>`;
}

/** @param {{name: string, value: unknown, isExample: boolean}} props @returns {any} */
const JsonNode = ({ name, value, isExample }) => (isFolder(value)
  ? html`<${Folder} name=${name} value=${value} isExample=${isExample} />`
  : html`<${Leaf} name=${name} value=${value} />`);

/** @param {{value: unknown}} props */
export function JsonTree({ value }) {
  return html`<ul class="json"><${JsonNode} name="" value=${value} isExample=${true} /></ul>`;
}
