// The one place where Preact and htm meet; views import from here only.
import { h } from 'preact';
import htm from 'htm';

export { render, Fragment } from 'preact';
export { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

/** @typedef {import('preact').ComponentChildren} Children */

/** Tagged template: html`<p>${text}</p>`. Text is always escaped. @type {(strings: TemplateStringsArray, ...values: any[]) => any} */
export const html = htm.bind(h);
