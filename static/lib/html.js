// The one place where Preact and htm meet; views import from here only.
import { h } from 'preact';
import htm from 'htm';
import { withBase } from './base-path.js';

export { render, Fragment } from 'preact';
export { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

/** @typedef {import('preact').ComponentChildren} Children */

/** Links of the page are written from its root, wherever that is. @param {any} type @param {any} props @param {any[]} children */
function element(type, props, ...children) {
  const isOwn = typeof type === 'string' && typeof props?.href === 'string' && /^\/(?!\/)/.test(props.href);
  return h(type, isOwn ? { ...props, href: withBase(props.href) } : props, ...children);
}

/** Tagged template: html`<p>${text}</p>`. Text is always escaped. @type {(strings: TemplateStringsArray, ...values: any[]) => any} */
export const html = htm.bind(element);
