// Views that are loaded when they are first opened, so that the others do not carry them.
import { withBase } from './base-path.js';
import { html } from './html.js';
import { useAnswer } from './answer.js';
import { Settled } from '../components/states.js';

/** @param {string} address @returns {Promise<void>} once the style sheet counts */
function loadStyle(address) {
  const url = withBase(address);
  if (document.querySelector(`link[href="${url}"]`)) return Promise.resolve();
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = url;
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(url));
    };
    document.head.append(link);
  });
}

/** A part of a view. @param {string} name @param {() => Promise<(props: any) => any>} load @param {number} [rows] about its height */
export function lazyPart(name, load, rows = 3) {
  return (/** @type {object} */ props) => {
    const answer = useAnswer(`part ${name}`, load);
    return html`<${Settled} answer=${answer} rows=${rows}>${answer.data && html`<${answer.data} ...${props} />`}<//>`;
  };
}

/** @param {string} name @param {string} style address of the view's style sheet @param {() => Promise<(props: any) => any>} load */
export const lazyView = (name, style, load) => lazyPart(`view ${name}`, async () => (await Promise.all([load(), loadStyle(style)]))[0], 8);
