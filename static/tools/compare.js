// What taking in some files would change, before anything is stored; and then taking them in.
import { ApiError, api } from '../api.js';

/** @typedef {'new' | 'changed' | 'unchanged' | 'refused' | 'waiting' | import('../types.js').TakenNote['outcome']} State */
/** @typedef {import('./read-files.js').ChosenNote & {state: State, counts?: {papers: number, concepts: number, edges: number, warnings: number}, problem?: string}} Row */

const atOnce = 4;
const filesInBatch = 25;
const bytesInBatch = 4 << 20;

/** @param {ArrayBuffer} bytes @returns {Promise<string | undefined>} undefined where the browser offers no hashes */
async function sha256(bytes) {
  if (!globalThis.crypto?.subtle) return undefined;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {string} path @param {string | undefined} hash @param {AbortSignal} signal @returns {Promise<State>} */
async function stateOf(path, hash, signal) {
  try {
    const note = await api.notes.show(path, signal);
    return hash !== undefined && note.sha256 === hash ? 'unchanged' : 'changed';
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return 'new';
    throw error;
  }
}

/** @param {Row} row @param {AbortSignal} signal @returns {Promise<Row>} */
async function compareOne(row, signal) {
  const bytes = await row.file.arrayBuffer();
  try {
    const state = await stateOf(row.path, await sha256(bytes), signal);
    const said = await api.notes.preview(row.path, new TextDecoder().decode(bytes), signal);
    return { ...row, state, counts: { papers: said.papers.length, concepts: said.concepts.length, edges: said.edges.length, warnings: said.warnings.length } };
  } catch (error) {
    if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 401) return { ...row, state: 'refused', problem: error.message };
    throw error;
  }
}

/** Tells the state of each row as soon as it is known. @param {Row[]} rows @param {(row: Row) => void} onRow @param {AbortSignal} signal */
export async function compareAll(rows, onRow, signal) {
  const waiting = [...rows].reverse();
  const work = async () => {
    for (let row = waiting.pop(); row && !signal.aborted; row = waiting.pop()) onRow(await compareOne(row, signal));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** In parts that a slow line carries while the bar moves on. @param {Row[]} rows */
export function inBatches(rows) {
  /** @type {Row[][]} */
  const batches = [];
  let bytes = Infinity;
  for (const row of rows) {
    const isFull = bytes + row.file.size > bytesInBatch || (batches.at(-1)?.length ?? 0) >= filesInBatch;
    if (isFull) batches.push([]);
    bytes = isFull ? row.file.size : bytes + row.file.size;
    batches.at(-1)?.push(row);
  }
  return batches;
}

/** @param {Row[]} rows @param {(row: Row) => void} onRow @param {AbortSignal} signal */
export async function takeIn(rows, onRow, signal) {
  for (const batch of inBatches(rows)) {
    const form = new FormData();
    for (const { file, path } of batch) form.append('file', file, path);
    const { items } = await api.notes.upload(form, signal);
    for (const [i, taken] of items.entries()) onRow({ ...batch[i], state: taken.outcome, counts: taken, problem: taken.problem });
  }
}
