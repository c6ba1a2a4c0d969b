// Where the page lives when a proxy shows it below a folder ("/stack"): '' at the root. The page's own
// addresses are written without it; it is added where one leaves the page, and taken off where one comes in.

const { protocol, pathname } = new URL('..', import.meta.url);
export const basePath = protocol.startsWith('http') ? pathname.replace(/\/$/, '') : '';

/** @param {string} path */
export const withBase = (path) => basePath + path;

/** @param {string} path as the browser knows it @returns {string | null} null: not of this page */
export function withoutBase(path) {
  if (path === basePath) return '/';
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : null;
}
