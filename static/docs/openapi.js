// The description of the API as the page shows it: operations in groups, each with its parameters.

/** @typedef {{$ref?: string, type?: string | string[], properties?: Record<string, Schema>, items?: Schema, oneOf?: Schema[],
 *   enum?: unknown[], const?: unknown, description?: string, format?: string, minimum?: number, maximum?: number,
 *   required?: string[], additionalProperties?: boolean | Schema}} Schema */
/** @typedef {{name: string, in: 'path' | 'query', required?: boolean, schema: Schema, description?: string, example?: unknown}} Parameter */
/** @typedef {{content?: Record<string, {schema: Schema, example?: unknown}>}} Content */
/** @typedef {{operationId: string, tags: string[], summary: string, 'x-rights': Rights, parameters: Parameter[],
 *   requestBody?: Content, responses: Record<string, Content & {description: string}>}} RawOperation */
/** @typedef {{info: {version: string}, paths: Record<string, Record<string, RawOperation>>, components: {schemas: Record<string, Schema>}}} OpenApi */
/** @typedef {'open' | 'read' | 'curate' | 'admin'} Rights */
/** @typedef {{id: string, tag: string, method: string, path: string, summary: string, rights: Rights, parameters: Parameter[],
 *   requestBody?: Content, status: string, answer?: Schema}} Operation */

/** Which tags stand together, in reading order; any other tag is a group of its own. @type {[string, string[]][]} */
const groups = [
  ['find', ['query', 'search']],
  ['papers', ['papers']],
  ['concepts', ['concepts']],
  ['edges', ['edges']],
  ['graph', ['graph']],
  ['notes', ['notes']],
  ['vocabulary', ['vocabulary']],
  ['changes', ['changes', 'events']],
  ['people', ['me', 'session', 'tokens', 'audit']],
  ['server', ['root', 'stats', 'jobs', 'openapi', 'health', 'ready', 'metrics']],
];

/** @param {string} method @param {string} path @param {RawOperation} raw @returns {Operation} */
function operationOf(method, path, raw) {
  const [status, answer] = Object.entries(raw.responses)[0];
  const { operationId: id, tags: [tag], summary, parameters, requestBody } = raw;
  const rights = raw['x-rights'];
  return { id, tag, method: method.toUpperCase(), path, summary, rights, parameters, requestBody, status, answer: Object.values(answer.content ?? {})[0]?.schema };
}

/** @param {OpenApi} document */
export function operationsOf(document) {
  return Object.entries(document.paths)
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, raw]) => operationOf(method, path, raw)));
}

/** @param {Operation[]} operations @returns {[string, Operation[]][]} */
export function groupOperations(operations) {
  const known = new Set(groups.flatMap(([, tags]) => tags));
  const others = [...new Set(operations.map((one) => one.tag))].filter((tag) => !known.has(tag));
  const server = groups.slice(-1);
  return [...groups.slice(0, -1), ...others.map((tag) => /** @type {[string, string[]]} */ ([tag, [tag]])), ...server]
    .map(([name, tags]) => /** @type {[string, Operation[]]} */ ([name, operations.filter((one) => tags.includes(one.tag))]))
    .filter(([, members]) => members.length > 0);
}

/** Whether an operation has all the words somewhere. @param {Operation} operation @param {string} text */
export function fits({ id, method, path, summary, parameters }, text) {
  const all = [id, method, path, summary, ...parameters.map((one) => one.name)].join(' ').toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

/** Parameters by field: "year__gte" stands with "year". @param {Parameter[]} parameters @returns {{main: Parameter, others: Parameter[]}[]} */
export function groupParameters(parameters) {
  /** @type {Map<string, {main: Parameter, others: Parameter[]}>} */
  const rows = new Map();
  for (const parameter of parameters) {
    const row = rows.get(parameter.name.split('__')[0]);
    if (row) row.others.push(parameter);
    else rows.set(parameter.name, { main: parameter, others: [] });
  }
  return [...rows.values()];
}

/** "integer, 1 to 200", "year | title": what a value may be. @param {Schema} schema @returns {string} */
export function typeText(schema) {
  if (schema.$ref) return schema.$ref.replace(/^.*\//, '');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.oneOf) return schema.oneOf.map(typeText).join(' | ');
  if (schema.items) return `${typeText(schema.items)}[]`;
  const type = [schema.type ?? 'any'].flat().join(' | ');
  const { minimum, maximum } = schema;
  const range = minimum === undefined ? '' : ` ${minimum}${maximum === undefined ? '…' : `–${maximum}`}`;
  return type + range;
}
