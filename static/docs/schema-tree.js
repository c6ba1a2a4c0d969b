// The members of an answer; what lies deeper than the first look opens on request, so that schemas may
// name each other in a circle.
import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { typeText } from './openapi.js';

/** @typedef {import('./openapi.js').Schema} Schema */
/** @typedef {Record<string, Schema>} Schemas */

/** So many levels are open at first: the members of a list's items. */
const openLevels = 2;

/** @param {Schema} schema @param {Schemas} schemas @returns {Schema} */
function resolve(schema, schemas) {
  const named = schema.$ref && schemas[schema.$ref.replace(/^.*\//, '')];
  return named ? resolve(named, schemas) : schema;
}

/** The schema whose members are shown below: of an object, of a list's items, of a map's values.
 * @param {Schema} schema @param {Schemas} schemas @returns {Schema[]} several when it is one of several */
function partsOf(schema, schemas) {
  const own = resolve(schema, schemas);
  if (own.items) return partsOf(own.items, schemas);
  if (own.oneOf) return own.oneOf.flatMap((one) => partsOf(one, schemas));
  if (typeof own.additionalProperties === 'object') return partsOf(own.additionalProperties, schemas);
  return own.properties ? [own] : [];
}

/** @param {{name: string, schema: Schema, isRequired: boolean}} props */
function MemberLine({ name, schema, isRequired }) {
  return html`<code>${name}</code> <span class="type">${typeText(schema)}${!isRequired && ` · ${t('docs.optional')}`}</span>
    ${schema.description && html` <span class="schema-text" lang="en">${schema.description}</span>`}`;
}

/** @param {{name: string, schema: Schema, schemas: Schemas, isRequired: boolean, depth: number}} props */
function Member({ name, schema, schemas, isRequired, depth }) {
  const [isOpen, setOpen] = useState(depth < openLevels);
  const line = html`<${MemberLine} name=${name} schema=${schema} isRequired=${isRequired} />`;
  const parts = partsOf(schema, schemas);
  if (parts.length === 0) return html`<li class="schema-leaf">${line}</li>`;
  return html`<li><details open=${isOpen} onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
    <summary>${line}</summary>
    ${isOpen && parts.map((part, i) => html`<${Members} key=${i} schema=${part} schemas=${schemas} depth=${depth + 1} />`)}
  </details></li>`;
}

/** @param {{schema: Schema, schemas: Schemas, depth: number}} props @returns {any} */
function Members({ schema, schemas, depth }) {
  return html`<ul class="schema">${Object.entries(schema.properties ?? {}).map(([name, member]) => html`<${Member} key=${name}
    name=${name} schema=${member} schemas=${schemas} isRequired=${schema.required?.includes(name) ?? false} depth=${depth} />`)}</ul>`;
}

/** @param {{schema: Schema, schemas: Schemas}} props */
export function SchemaTree({ schema, schemas }) {
  const text = resolve(schema, schemas).description;
  return html`<div class="schema-tree">
    ${text && html`<p class="hint" lang="en">${text}</p>`}
    ${partsOf(schema, schemas).map((part, i) => html`<${Members} key=${i} schema=${part} schemas=${schemas} depth=${1} />`)}
  </div>`;
}
