import { html } from '../lib/html.js';
import { t, tCount } from '../lib/i18n.js';
import { groupParameters, typeText } from './openapi.js';

/** @typedef {import('./openapi.js').Parameter} Parameter */
/** @typedef {{chosen: Set<string>, onToggle: (name: string) => void}} Choice */

/** An example: a button that puts it into the request, or takes it out again.
 * @param {{parameter: Parameter} & Choice} props */
function Example({ parameter, chosen, onToggle }) {
  const { name, example, required } = parameter;
  if (example === undefined) return null;
  const text = String(example);
  if (parameter.in === 'path' || required) return html`<code>${text}</code>`;
  return html`<button type="button" class="example-value" aria-pressed=${chosen.has(name)} title=${t('docs.example.toggle', { name })}
    onClick=${() => onToggle(name)}><code>${text}</code></button>`;
}

/** The same field compared in other ways. @param {{others: Parameter[]} & Choice} props */
function Comparisons({ others, ...choice }) {
  return html`<details class="comparisons"><summary>${tCount('docs.comparisons', others.length)}</summary>
    <ul>${others.map((one) => html`<li key=${one.name}><code>${one.name}</code> <span lang="en">${one.description?.replace(/^.*: /, '')}</span>
      ${' '}<${Example} parameter=${one} ...${choice} /></li>`)}</ul></details>`;
}

/** @param {{row: {main: Parameter, others: Parameter[]}} & Choice} props */
function Row({ row: { main, others }, ...choice }) {
  return html`<tr>
    <th scope="row"><code>${main.name}</code>${main.required && html` <span class="required">${t('docs.required')}</span>`}</th>
    <td class="type">${typeText(main.schema)}</td>
    <td><span lang="en">${main.description ?? (main.in === 'path' && t('docs.in-path'))}</span>
      ${others.length > 0 && html`<${Comparisons} others=${others} ...${choice} />`}</td>
    <td><${Example} parameter=${main} ...${choice} /></td>
  </tr>`;
}

/** @param {{parameters: Parameter[]} & Choice} props */
export function ParameterTable({ parameters, ...choice }) {
  if (parameters.length === 0) return null;
  return html`<table class="parameters">
    <caption>${t('docs.parameters')}</caption>
    <thead><tr><th scope="col">${t('docs.name')}</th><th scope="col">${t('docs.type')}</th><th scope="col">${t('docs.meaning')}</th><th scope="col">${t('docs.example')}</th></tr></thead>
    <tbody>${groupParameters(parameters).map((row) => html`<${Row} key=${row.main.name} row=${row} ...${choice} />`)}</tbody>
  </table>`;
}
