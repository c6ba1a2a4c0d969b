// Answers of the server as state of a view. A late answer to an older question is dropped; an answer
// seen before is shown at once while it is asked for again, so that going back does not flicker.
import { useEffect, useRef, useState } from './html.js';
import { settings } from './settings.js';

const cacheLimit = 80;
/** @type {Map<string, unknown>} */
const cache = new Map();

/** @param {string} key @param {unknown} value */
function remember(key, value) {
  cache.delete(key);
  cache.set(key, value);
  const oldest = cache.keys().next().value;
  if (cache.size > cacheLimit && oldest !== undefined) cache.delete(oldest);
}

/** After something was stored: nothing older is shown again. */
export const forgetAnswers = () => cache.clear();

/**
 * @template T
 * @typedef {{data: T | undefined, error: import('../api.js').ApiError | undefined, isLoading: boolean, retry: () => void}} Answer
 */

/**
 * @template T
 * @param {string | null} question names what `load` asks for; null: nothing is asked
 * @param {(signal: AbortSignal) => Promise<T>} load
 * @returns {Answer<T>}
 */
export function useAnswer(question, load) {
  const key = question === null ? null : `${settings.language} ${question}`;
  const [state, setState] = useState(/** @type {{key: string | null, data?: T, error?: any}} */ ({ key: null }));
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (key === null) return undefined;
    const controller = new AbortController();
    load(controller.signal).then(
      (data) => {
        remember(key, data);
        if (!controller.signal.aborted) setState({ key, data });
      },
      (error) => {
        if (!controller.signal.aborted) setState({ key, error });
      },
    );
    return () => controller.abort();
  }, [key, attempt]);
  const current = state.key === key ? state : { data: undefined, error: undefined };
  const data = current.data ?? /** @type {T | undefined} */ (key === null ? undefined : cache.get(key));
  const error = data === undefined ? current.error : undefined;
  return {
    data,
    error,
    isLoading: key !== null && data === undefined && error === undefined,
    retry: () => {
      setState({ key: null });
      setAttempt(attempt + 1);
    },
  };
}

/** The last data that was there, while newer is on its way: lists do not vanish under the reader.
 * @template T @param {T | undefined} data @returns {T | undefined} */
export function useLatest(data) {
  const latest = useRef(data);
  if (data !== undefined) latest.current = data;
  return latest.current;
}

/**
 * A list that grows page by page.
 * @template T
 * @template {import('../types.js').List<T>} L
 * @param {string | null} question
 * @param {(cursor: string | undefined, signal?: AbortSignal) => Promise<L>} loadPage
 */
export function useList(question, loadPage) {
  const first = useAnswer(question, (signal) => loadPage(undefined, signal));
  const moreKey = `${settings.language} ${question} more`;
  const [, setGrown] = useState(0);
  const [isGrowing, setGrowing] = useState(false);
  const more = /** @type {L[]} */ (first.data ? (cache.get(moreKey) ?? []) : []);
  const last = more.at(-1) ?? first.data;
  const cursor = last?.page.next_cursor ?? null;

  async function grow() {
    if (cursor === null || isGrowing) return;
    setGrowing(true);
    try {
      remember(moreKey, [...more, await loadPage(cursor)]);
    } catch {
      // The graph changed under the cursor: begin at the first page again.
      cache.delete(moreKey);
      first.retry();
    }
    setGrowing(false);
    setGrown((n) => n + 1);
  }

  return {
    ...first,
    isBusy: first.isLoading || isGrowing,
    items: first.data ? [first.data, ...more].flatMap((page) => page.items) : [],
    total: first.data?.page.total ?? 0,
    hasMore: cursor !== null,
    isGrowing,
    grow,
  };
}

/** A value that follows another after a pause. @template T @param {T} value @param {number} milliseconds */
export function useDebounced(value, milliseconds) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
