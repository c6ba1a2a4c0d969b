// The one client of the server: each function is one row of its route table, and nothing else calls
// fetch. An answer that is no success becomes an ApiError that carries the problem document.
import { withBase } from './lib/base-path.js';
import { settings } from './lib/settings.js';

/** @typedef {import('./types.js').ProblemItem} ProblemItem */
/** @typedef {Record<string, string | number | boolean | null | undefined>} Params */
/** @typedef {{status: number, type: string, text: string, milliseconds: number}} RawAnswer */

export class ApiError extends Error {
  /** @param {{status: number, code?: string, title?: string, detail?: string, errors?: ProblemItem[]}} problem */
  constructor(problem) {
    super(problem.detail || problem.title || `HTTP ${problem.status}`);
    this.status = problem.status;
    this.code = problem.code ?? 'unknown';
    this.errors = problem.errors ?? [];
  }

  /** Names that the server offers instead. */
  get suggestions() {
    return this.errors.map((item) => item.suggestion).filter((text) => text !== undefined);
  }
}

/** @param {string} path @param {Params} [params] */
export function apiUrl(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  return `/api/v1${path}${query.size ? `?${query}` : ''}`;
}

/** @param {Response} answer */
async function readProblem(answer) {
  const isProblem = answer.headers.get('content-type')?.includes('json');
  const body = isProblem ? await answer.json().catch(() => ({})) : {};
  return new ApiError({ ...body, status: answer.status });
}

/** @param {string} url @param {string} accept @param {AbortSignal} [signal] @param {RequestInit} [how] */
async function request(url, accept, signal, how = {}) {
  let answer;
  try {
    answer = await fetch(withBase(url), { signal, ...how, headers: { Accept: accept, 'Accept-Language': settings.language, ...how.headers } });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError({ status: 0, code: 'unreachable', detail: String(error) });
  }
  if (!answer.ok) throw await readProblem(answer);
  return answer;
}

/**
 * @template T
 * @param {string} path @param {Params} [params] @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
async function get(path, params, signal) {
  const answer = await request(apiUrl(path, params), 'application/json', signal);
  return answer.json();
}

/** The beginning of a stream that does not end. @param {Response} answer */
async function readFirstChunk(answer) {
  const reader = answer.body?.getReader();
  const chunk = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(chunk?.value);
}

/** An answer as it is, also when it is no success. @param {string} target @param {AbortSignal} signal @returns {Promise<RawAnswer>} */
async function raw(target, signal) {
  const start = performance.now();
  const answer = await fetch(withBase(target), { signal, headers: { 'Accept-Language': settings.language } }).catch((error) => {
    throw signal.aborted ? error : new ApiError({ status: 0, code: 'unreachable', detail: String(error) });
  });
  const type = answer.headers.get('content-type') ?? '';
  const text = await (type.startsWith('text/event-stream') ? readFirstChunk(answer) : answer.text());
  return { status: answer.status, type, text, milliseconds: Math.round(performance.now() - start) };
}

/** @param {string} path @param {object} body @param {AbortSignal} [signal] */
async function post(path, body, signal) {
  const how = { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  const answer = await request(apiUrl(path), 'application/json', signal, how);
  return answer.json();
}

/** @param {string} path @param {object} body */
async function put(path, body) {
  const how = { method: 'PUT', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  return (await request(apiUrl(path), 'application/json', undefined, how)).json();
}

/** @param {'POST' | 'PUT'} method @param {string} url @param {string} text @param {AbortSignal} [signal] */
async function sendText(method, url, text, signal) {
  const how = { method, body: text, headers: { 'Content-Type': 'text/markdown' } };
  return (await request(url, 'application/json', signal, how)).json();
}

/** @param {string} path */
const remove = (path) => request(apiUrl(path), 'application/json', undefined, { method: 'DELETE' });

const segment = encodeURIComponent;
/** A note's path keeps its slashes. @param {string} path */
export const notePath = (path) => path.split('/').map(segment).join('/');

export const api = {
  /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').QueryHit> & import('./types.js').Interpretation>} */
  query: (p, s) => get('/query', p, s),
  /** The same with a document. @param {import('./lib/query-document.js').QueryDocument & {facets?: string[]}} body @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').QueryHit> & import('./types.js').Interpretation>} */
  ask: (body, s) => post('/query', body, s),
  /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').SearchHit>>} */
  search: (p, s) => get('/search', p, s),
  /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<{items: import('./types.js').SearchHit[]}>} */
  suggest: (p, s) => get('/suggest', p, s),
  /** @param {AbortSignal} [s] @returns {Promise<import('./types.js').Stats>} */
  stats: (s) => get('/stats', {}, s),
  /** @param {AbortSignal} [s] @returns {Promise<import('./types.js').Me>} */
  me: (s) => get('/me', {}, s),
  raw,
  /** @param {AbortSignal} [s] @returns {Promise<import('./docs/openapi.js').OpenApi>} */
  openapi: async (s) => (await request('/openapi.json', 'application/json', s)).json(),
  session: {
    /** @param {string} token @returns {Promise<import('./types.js').Me>} */
    create: (token) => post('/session', { token }),
    delete: () => remove('/session'),
  },
  tokens: {
    /** @param {AbortSignal} [s] @returns {Promise<{items: import('./types.js').Token[]}>} */
    list: (s) => get('/tokens', {}, s),
    /** The secret is in this answer only. @param {{name: string, rights: string, expires?: string}} body @returns {Promise<import('./types.js').Token & {secret: string}>} */
    create: (body) => post('/tokens', body),
    /** @param {string} id */
    delete: (id) => remove(`/tokens/${segment(id)}`),
  },
  papers: {
    /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').Paper> & import('./types.js').Interpretation>} */
    list: (p, s) => get('/papers', p, s),
    /** @param {string} id @param {AbortSignal} [s] @returns {Promise<import('./types.js').Paper>} */
    show: (id, s) => get(`/papers/${segment(id)}`, {}, s),
    /** @param {string} id @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').ConceptLink>>} */
    concepts: (id, p, s) => get(`/papers/${segment(id)}/concepts`, p, s),
    /** @param {string} id @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').Edge>>} */
    edges: (id, p, s) => get(`/papers/${segment(id)}/edges`, p, s),
    /** @param {string} id @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').Note>>} */
    notes: (id, s) => get(`/papers/${segment(id)}/notes`, {}, s),
    /** @param {string} id @param {Params} p @param {AbortSignal} [s] @returns {Promise<{items: import('./types.js').SimilarPaper[]}>} */
    similar: (id, p, s) => get(`/papers/${segment(id)}/similar`, p, s),
    /** @param {string} id @param {AbortSignal} [s] @returns {Promise<import('./types.js').PaperReading>} */
    reading: (id, s) => get(`/papers/${segment(id)}/reading`, {}, s),
    /** @param {string} id @param {{state: string, rating: number | null, note: string | null}} body @returns {Promise<import('./types.js').Reading>} */
    putReading: (id, body) => put(`/papers/${segment(id)}/reading`, body),
    /** @param {string} id */
    deleteReading: (id) => remove(`/papers/${segment(id)}/reading`),
    /** @param {string} id @param {Params} p @param {AbortSignal} [s] @returns {Promise<string>} */
    cite: async (id, p, s) => (await request(apiUrl(`/papers/${segment(id)}/citation`, p), '*/*', s)).text(),
  },
  reading: {
    /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').ReadingItem>>} */
    list: (p, s) => get('/reading', p, s),
  },
  concepts: {
    /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').Concept> & import('./types.js').Interpretation>} */
    list: (p, s) => get('/concepts', p, s),
    /** @param {string} id @param {AbortSignal} [s] @returns {Promise<import('./types.js').Concept>} */
    show: (id, s) => get(`/concepts/${segment(id)}`, {}, s),
    /** @param {string} id @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').PaperHit> & import('./types.js').Interpretation>} */
    papers: (id, p, s) => get(`/concepts/${segment(id)}/papers`, p, s),
    /** @param {string} id @param {Params} p @param {AbortSignal} [s] @returns {Promise<{items: import('./types.js').RelatedConcept[]}>} */
    related: (id, p, s) => get(`/concepts/${segment(id)}/related`, p, s),
    /** @param {string} id @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').ConceptTree>} */
    tree: (id, p, s) => get(`/concepts/${segment(id)}/tree`, p, s),
  },
  edges: {
    /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').Edge>>} */
    list: (p, s) => get('/edges', p, s),
    /** @param {string} id @param {AbortSignal} [s] @returns {Promise<import('./types.js').ExplainedEdge>} */
    show: (id, s) => get(`/edges/${segment(id)}`, {}, s),
  },
  graph: {
    /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').Overview>} */
    overview: (p, s) => get('/graph/overview', p, s),
    /** @param {string} id @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').OpenCluster>} */
    cluster: (id, p, s) => get(`/graph/cluster/${segment(id)}`, p, s),
    /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').Neighbourhood>} */
    neighbourhood: (p, s) => get('/graph/neighbourhood', p, s),
    /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').Paths>} */
    path: (p, s) => get('/graph/path', p, s),
  },
  suggestions: {
    /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').Suggestion>>} */
    list: (p, s) => get('/suggestions', p, s),
  },
  decisions: {
    /** @param {object} decision @returns {Promise<import('./types.js').Decision>} */
    create: (decision) => post('/decisions', decision),
    /** @param {string} id @returns {Promise<import('./types.js').Decision>} */
    revert: (id) => post(`/decisions/${segment(id)}/revert`, {}),
  },
  notes: {
    /** @param {Params} p @param {AbortSignal} [s] @returns {Promise<import('./types.js').List<import('./types.js').Note> & import('./types.js').Interpretation>} */
    list: (p, s) => get('/notes', p, s),
    /** @param {string} path @param {AbortSignal} [s] @returns {Promise<import('./types.js').Note>} */
    show: (path, s) => get(`/notes/${notePath(path)}`, {}, s),
    /** Safe HTML with the evidence marked. @param {string} path @param {AbortSignal} [s] @returns {Promise<string>} */
    html: async (path, s) => (await request(apiUrl(`/notes/${notePath(path)}`, { format: 'html' }), 'text/html', s)).text(),
    /** As it was written. @param {string} path @param {AbortSignal} [s] @returns {Promise<string>} */
    source: async (path, s) => (await request(apiUrl(`/notes/${notePath(path)}`, { format: 'md' }), 'text/markdown', s)).text(),
    /** What a text would say; nothing is stored. @param {string} path @param {string} text @param {AbortSignal} [s] @returns {Promise<import('./types.js').Extraction>} */
    preview: (path, text, s) => sendText('POST', apiUrl('/notes/preview', { path }), text, s),
    /** @param {string} path @param {string} text @returns {Promise<import('./types.js').TakenNote>} */
    put: (path, text) => sendText('PUT', apiUrl(`/notes/${notePath(path)}`), text),
    /** @param {FormData} form @param {AbortSignal} [s] @returns {Promise<{items: import('./types.js').TakenNote[], counts: Record<string, number>}>} */
    upload: async (form, s) => (await request(apiUrl('/notes'), 'application/json', s, { method: 'POST', body: form })).json(),
  },
};
