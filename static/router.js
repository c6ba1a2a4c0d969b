// The address is the state: which view, of what, with which filters. Links are ordinary links; a click
// on one to a view changes the address without loading the page again.
import { useEffect, useState } from './lib/html.js';
import { withBase, withoutBase } from './lib/base-path.js';

/** @typedef {{path: string, query: URLSearchParams, hash: string}} Place */

/** @type {Set<() => void>} */
const listeners = new Set();
/** Where to scroll once the view that is being opened stands. @type {number | null} */
let scrollTarget = null;

/** @returns {Place} */
export function currentPlace() {
  const { pathname, search, hash } = window.location;
  return { path: withoutBase(pathname) ?? pathname, query: new URLSearchParams(search), hash: decodeURIComponent(hash.slice(1)) };
}

function announce() {
  for (const listener of listeners) listener();
}

/** @param {string} address from the root of the page @param {{replace?: boolean}} [options] replace: the place before is not to be gone back to */
export function navigate(address, { replace = false } = {}) {
  const url = withBase(address);
  const isNewPath = new URL(url, window.location.href).pathname !== window.location.pathname;
  if (replace) {
    history.replaceState(history.state, '', url);
  } else {
    history.replaceState({ scroll: window.scrollY }, '');
    history.pushState(null, '', url);
  }
  if (isNewPath) scrollTarget = 0;
  announce();
}

/** The same view with other filters; empty ones leave the address. @param {Record<string, string>} changes */
export function changeQuery(changes) {
  const { path, query } = currentPlace();
  for (const [name, value] of Object.entries(changes))
    if (value) query.set(name, value);
    else query.delete(name);
  navigate(`${path}${query.size ? `?${query}` : ''}`, { replace: true });
}

/** To be called once after each view has been drawn: where to scroll, or null to stay. */
export function takeScrollTarget() {
  const target = scrollTarget;
  scrollTarget = null;
  return target;
}

const isView = (/** @type {URL} */ url) =>
  url.origin === window.location.origin && !/^\/(api|assets|licences\.txt|openapi\.json|healthz|metrics)(\/|$)/.test(withoutBase(url.pathname) ?? '/api');

/** @param {MouseEvent} event */
function followLink(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return;
  const url = new URL(link.href);
  const isInPage = url.hash !== '' && url.pathname === window.location.pathname && url.search === window.location.search;
  if (!isView(url) || isInPage) return;
  event.preventDefault();
  navigate((withoutBase(url.pathname) ?? '/') + url.search + url.hash);
}

/** Listens to clicks and to the browser's back and forward. */
export function startRouter() {
  history.scrollRestoration = 'manual';
  document.addEventListener('click', followLink);
  window.addEventListener('popstate', (event) => {
    scrollTarget = event.state?.scroll ?? 0;
    announce();
  });
}

/** The place, and again at each change of it. @returns {Place} */
export function usePlace() {
  const [place, setPlace] = useState(currentPlace);
  useEffect(() => {
    const listener = () => setPlace(currentPlace());
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return place;
}

/**
 * The first row whose pattern fits. ":name" takes one segment, "*name" all that is left.
 * @template T
 * @param {[string, T][]} table @param {string} path
 * @returns {{view: T, params: Record<string, string>} | null}
 */
export function matchRoute(table, path) {
  const segments = path.split('/').filter((part) => part !== '').map(decodeSegment);
  for (const [pattern, view] of table) {
    const params = matchPattern(pattern.split('/').filter((part) => part !== ''), segments);
    if (params) return { view, params };
  }
  return null;
}

/** @param {string} part */
function decodeSegment(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** @param {string[]} pattern @param {string[]} segments @returns {Record<string, string> | null} */
function matchPattern(pattern, segments) {
  /** @type {Record<string, string>} */
  const params = {};
  for (const [i, part] of pattern.entries()) {
    if (i >= segments.length) return null;
    if (part.startsWith('*')) return { ...params, [part.slice(1)]: segments.slice(i).join('/') };
    if (part.startsWith(':')) params[part.slice(1)] = segments[i];
    else if (part !== segments[i]) return null;
  }
  return pattern.length === segments.length ? params : null;
}
