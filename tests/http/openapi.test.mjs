/* The description of the API: valid by an outside validator, equal to the route table, and every example in it works. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Contract } from './support/contract.mjs';
import { Server } from './support/server.mjs';

/** @type {Server} */
let server;
/** @type {any} */
let document;

before(async () => {
  server = await Server.start({ notes: 'tests/demo-notes' });
  const decision = { id: 'example-1', kind: 'correct', paper: 'arxiv:1911.05722', title: 'MoCo' };
  const made = await server.fetch('/api/v1/decisions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(decision) });
  assert.equal(made.status, 201);
  document = await (await server.fetch('/openapi.json')).json();
});
after(() => server.stop());

/** @returns {{path: string, method: string, operation: any}[]} */
const operations = () => Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

test('an outside validator finds it valid', async () => {
  const result = await new Validator().validate(structuredClone(document));
  assert.deepEqual(result.errors ?? [], []);
  assert.ok(result.valid);
});

test('it has the routes of the table, and no others', async () => {
  const { routes } = await server.get('');
  const described = operations().map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort();
  assert.deepEqual(described, routes.map((r) => `${r.method} ${r.path.replace('*}', '}')}`).sort());
  assert.ok(described.length > 40);
});

test('each operation says what it answers, and each schema is used', () => {
  const text = JSON.stringify(document);
  for (const { operation } of operations()) {
    assert.ok(operation.summary, operation.operationId);
    const [status, answer] = Object.entries(operation.responses)[0];
    assert.ok(status === '204' || answer.content, `${operation.operationId} has no schema`);
  }
  for (const name of Object.keys(document.components.schemas)) assert.ok(text.includes(`schemas/${name}"`), `${name} is not used`);
});

test('each parameter and body has an example', () => {
  const needless = new Set(['cursor', 'pretty']);
  for (const { operation } of operations()) {
    for (const parameter of operation.parameters)
      assert.ok(parameter.example !== undefined || needless.has(parameter.name), `${operation.operationId} ${parameter.name}`);
    if (operation.requestBody) assert.ok(Object.values(operation.requestBody.content)[0].example, operation.operationId);
  }
});

/** The address with the examples of what must be there and of one more parameter. */
function addressOf(path, operation, extra) {
  const needed = operation.parameters.filter((p) => p.in === 'query' && (p.required || p === extra || isCompanion(p, extra)));
  const query = new URLSearchParams(needed.map((p) => [p.name, String(p.example)]));
  const filled = operation.parameters.filter((p) => p.in === 'path').reduce((text, p) =>
    text.replace(`{${p.name}}`, encodeURIComponent(String(p.example)).replaceAll('%2F', p.name === 'path' ? '/' : '%2F')), path);
  return `${filled}${query.size ? `?${query}` : ''}`;
}

/** relation, hops … say how linked_to is meant. */
const isCompanion = (parameter, extra) =>
  parameter.name === 'linked_to' && ['relation', 'hops', 'direction', 'expand', 'min_score', 'status'].includes(extra?.name);

/** A stream of events has no end to wait for. */
const isAnswered = ({ method, operation }) => method === 'get' && operation.operationId !== 'events.show';

test('every example of a question gives an answer', async () => {
  const failures = [];
  const { items: [edge] } = await server.get('/edges?limit=1');
  for (const { path, method, operation } of operations().filter(isAnswered)) {
    const names = operation.parameters.filter((p) => p.in === 'query' && p.example !== undefined);
    for (const extra of [undefined, ...names]) {
      const target = addressOf(path, operation, extra).replace(/e_[a-z2-7]{12}/, edge.id);
      const answer = await server.fetch(target, { method, headers: { 'Accept-Language': 'en' } });
      if (!answer.ok) failures.push(`${target}: ${answer.status} ${(await answer.json()).detail}`);
      else await answer.arrayBuffer();
    }
  }
  assert.deepEqual(failures, []);
});

test('every example of a body is accepted', async () => {
  const changes = ['query.post', 'notes.preview', 'notes.put', 'vocabulary.put', 'vocabulary.delete', 'notes.delete', 'decisions.create', 'decisions.revert', 'papers.create', 'papers.change', 'concepts.create', 'edges.create', 'tokens.create'];
  for (const name of changes) {
    const { path, method, operation } = operations().find((o) => o.operation.operationId === name);
    const [[type, { example } = {}] = []] = Object.entries(operation.requestBody?.content ?? {});
    const body = type && (typeof example === 'string' ? example : JSON.stringify(example));
    const target = addressOf(path, operation).replace('name=lab', 'name=user');
    const answer = await server.fetch(target, { method: method.toUpperCase(), body, headers: type ? { 'Content-Type': type } : {} });
    assert.ok(answer.ok, `${name}: ${answer.status} ${await answer.text()}`);
  }
});

test('an answer that differs from its schema is noticed', async () => {
  const contract = new Contract(document);
  const url = new URL('http://localhost/api/v1/stats');
  const good = await (await fetch(`${server.url}/api/v1/stats`, { headers: {} })).json().catch(() => null);
  const headers = { 'content-type': 'application/json' };
  const body = good?.notes === undefined ? { notes: 1 } : { ...good, further: 1 };
  await assert.rejects(contract.check('get', url, new Response(JSON.stringify(body), { headers })), /additional properties|must have/);
  await assert.rejects(contract.check('get', new URL('http://localhost/api/v1/nowhere'), new Response('{}', { headers })), /no part/);
});
