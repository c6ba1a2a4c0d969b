import { html, useEffect, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { ExampleRequest } from './example-request.js';
import { ParameterTable } from './parameters.js';
import { firstChosen, requestOf } from './request.js';
import { SchemaTree } from './schema-tree.js';

/** @typedef {import('./openapi.js').Operation} Operation */

/** @param {{operation: Operation, schemas: import('./schema-tree.js').Schemas}} props */
function AnswerPart({ operation: { status, answer }, schemas }) {
  return html`<h4>${t('docs.answer', { status })}</h4>
    ${answer ? html`<${SchemaTree} schema=${answer} schemas=${schemas} />` : html`<p class="hint">${t(status === '204' ? 'docs.answer.none' : 'docs.answer.untold')}</p>`}`;
}

/** @param {{operation: Operation, schemas: import('./schema-tree.js').Schemas, withToken: boolean}} props */
function OperationBody({ operation, schemas, withToken }) {
  const [chosen, setChosen] = useState(() => firstChosen(operation));
  const toggle = (/** @type {string} */ name) => setChosen((now) => new Set(now.has(name) ? [...now].filter((one) => one !== name) : [...now, name]));
  return html`<div class="operation-body">
    <p class="operation-facts">${t(`docs.rights.${operation.rights}`)} <a class="permalink" href=${`#${operation.id}`}>#${operation.id}</a></p>
    <${ExampleRequest} request=${requestOf(operation, chosen)} withToken=${withToken} />
    <${ParameterTable} parameters=${operation.parameters} chosen=${chosen} onToggle=${toggle} />
    <${AnswerPart} operation=${operation} schemas=${schemas} />
  </div>`;
}

/** One operation, folded until it is asked for by hand or by its permalink.
 * @param {{operation: Operation, schemas: import('./schema-tree.js').Schemas, withToken: boolean, isTarget: boolean}} props */
export function OperationEntry({ operation, isTarget, ...rest }) {
  const [isOpen, setOpen] = useState(isTarget);
  const entry = useRef(/** @type {HTMLDetailsElement | null} */ (null));
  useEffect(() => {
    if (!isTarget) return;
    setOpen(true);
    entry.current?.scrollIntoView();
    entry.current?.querySelector('summary')?.focus({ preventScroll: true });
  }, [isTarget]);
  return html`<li><details ref=${entry} id=${operation.id} class="operation" open=${isOpen} onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
    <summary data-entry>
      <span class=${`method ${operation.method.toLowerCase()}`}>${operation.method}</span>
      <code class="address">${operation.path}</code>
      <span class="operation-summary" lang="en">${operation.summary}</span>
      ${operation.rights !== 'read' && html`<span class="badge">${t(`docs.rights.${operation.rights}.short`)}</span>`}
    </summary>
    ${isOpen && html`<${OperationBody} operation=${operation} ...${rest} />`}
  </details></li>`;
}
