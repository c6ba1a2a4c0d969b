/* contract.mjs: holds every JSON answer of a test against the schema that /openapi.json gives for it. A property
 * that the document does not know fails, so the document cannot lag behind the program. */
import assert from 'node:assert/strict';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const escapeText = (/** @type {string} */ text) => text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');

/** "/notes/{path}" as a pattern; only the path of a note may hold slashes. @param {string} template */
const patternOf = (template) =>
  new RegExp(`^${escapeText(template).replaceAll('{path}', '.+').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);

export class Contract {
  /** @param {any} document */
  constructor(document) {
    this.ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
    this.ajv.addSchema({ $id: 'api', components: document.components });
    // Exact addresses before patterns, as the server matches them.
    this.paths = Object.entries(document.paths)
      .map(([template, operations]) => ({ template, pattern: patternOf(template), operations }))
      .sort((a, b) => Number(a.template.includes('{')) - Number(b.template.includes('{')));
  }

  /** The schema's place in the document, or undefined. @param {string} method @param {string} path @param {number} status */
  place(method, path, status) {
    const operation = this.paths.find(({ pattern, operations }) => pattern.test(path) && operations[method])?.operations[method];
    const done = status < 300 ? Object.values(operation?.responses ?? {})[0] : undefined;
    const answer = done ?? operation?.responses.default;
    if (answer?.$ref) return '#/components/schemas/Problem';
    return answer?.content?.['application/json']?.schema.$ref;
  }

  /** @param {string} method @param {URL} url @param {Response} answer */
  async check(method, url, answer) {
    const type = answer.headers.get('content-type') ?? '';
    if (method === 'head' || !/^application\/(problem\+)?json/.test(type)) return;
    const place = type.startsWith('application/problem') ? '#/components/schemas/Problem' : this.place(method, url.pathname, answer.status);
    const body = await answer.clone().json();
    assert.ok(place, `${method} ${url.pathname} ${answer.status} stands in no part of /openapi.json`);
    // fields= trims what stands in the items.
    if (url.searchParams.has('fields')) body.items = [];
    const validate = this.ajv.getSchema(`api${place}`) ?? assert.fail(`no schema ${place}`);
    assert.ok(validate(body), `${method} ${url.pathname}${url.search}: ${this.ajv.errorsText(validate.errors?.slice(0, 6))}`);
  }
}
