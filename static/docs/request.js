// A request as data, its address, and the command line that sends it.
import { withBase } from '../lib/base-path.js';

/** @typedef {import('./openapi.js').Operation} Operation */
/** @typedef {import('./openapi.js').Parameter} Parameter */
/** @typedef {{method: string, path: string, query: [string, string][], body?: {type: string, text: string}, isOpen?: boolean}} Request */

/** What may stand in a query as it is. */
const isPlain = (/** @type {string} */ text) => /^[\w.,:/~-]*$/.test(text);

/** For a POSIX shell. @param {string} text */
const quote = (text) => (/^[\w.,:/=~-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);

/** @param {Request} request */
export function targetOf({ path, query }) {
  return `${path}${query.length > 0 ? `?${new URLSearchParams(query)}` : ''}`;
}

/** @param {Request} request */
function addressArguments({ path, query }) {
  const address = location.origin + withBase(path);
  const text = query.map(([name, value]) => `${name}=${value}`).join('&');
  if (query.every(([, value]) => isPlain(value))) return [quote(text ? `${address}?${text}` : address)];
  const parts = query.flatMap(([name, value]) => [isPlain(value) ? '-d' : '--data-urlencode', quote(`${name}=${value}`)]);
  return ['-G', quote(address), ...parts];
}

/** @param {NonNullable<Request['body']>} body */
function bodyArguments({ type, text }) {
  return type === 'application/json' ? ['--json', quote(text)] : ['-H', quote(`Content-Type: ${type}`), '--data-binary', quote(text)];
}

/** curl sends a body by POST without being told. @param {Request} request */
const methodArguments = ({ method, body }) => (method === (body ? 'POST' : 'GET') ? [] : ['-X', method]);

/** A command that runs as it stands. @param {Request} request @param {boolean} withToken the server asks who is there */
export function curlOf(request, withToken) {
  const token = withToken && !request.isOpen ? ['-H', '"Authorization: Bearer $PAPERSTACK_TOKEN"'] : [];
  const body = request.body ? bodyArguments(request.body) : [];
  return ['curl', ...methodArguments(request), ...addressArguments(request), ...token, ...body].join(' ');
}

/** A colon may stand in a path as it is; the path of a note keeps its slashes. @param {Parameter} parameter */
function segmentOf({ name, example }) {
  const text = encodeURIComponent(String(example ?? name)).replaceAll('%3A', ':');
  return name === 'path' ? text.replaceAll('%2F', '/') : text;
}

/** @param {Operation} operation */
function bodyOf({ requestBody }) {
  const [first] = Object.entries(requestBody?.content ?? {});
  if (!first) return undefined;
  const [type, { example }] = first;
  return { type, text: typeof example === 'string' ? example : JSON.stringify(example) };
}

/** The request of an operation with the examples of the parameters that are `chosen`.
 * @param {Operation} operation @param {Set<string>} chosen @returns {Request} */
export function requestOf(operation, chosen) {
  const { method, path, parameters, rights } = operation;
  const filled = parameters.filter((one) => one.in === 'path').reduce((text, one) => text.replace(`{${one.name}}`, segmentOf(one)), path);
  const query = parameters.filter((one) => one.in === 'query' && chosen.has(one.name))
    .map((one) => /** @type {[string, string]} */ ([one.name, String(one.example)]));
  return { method, path: filled, query, body: bodyOf(operation), isOpen: rights === 'open' };
}

/** What an example request says: what it must say, or else the first thing that it can. @param {Operation} operation */
export function firstChosen({ method, parameters }) {
  const offered = parameters.filter((one) => one.in === 'query' && one.example !== undefined);
  const required = offered.filter((one) => one.required);
  const shown = required.length > 0 || method !== 'GET' ? required : offered.slice(0, 1);
  return new Set(shown.map((one) => one.name));
}
