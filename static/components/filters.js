import { html, useEffect, useState } from '../lib/html.js';
import { useDebounced } from '../lib/answer.js';
import { changeQuery } from '../router.js';

/** @param {{name: string, label: string, value: string, options: [string, string][]}} props */
export function SelectFilter({ name, label, value, options }) {
  return html`<label class="filter"><span>${label}</span>
    <select value=${value} onChange=${(/** @type {any} */ event) => changeQuery({ [name]: event.target.value })}>
      ${options.map(([key, text]) => html`<option key=${key} value=${key} selected=${key === value}>${text}</option>`)}
    </select></label>`;
}

/** Text that becomes part of the address after a pause. `isValid` keeps half-typed values out of it.
 * @param {{name: string, label: string, value: string, placeholder?: string, isNumber?: boolean, isValid?: (text: string) => boolean}} props */
export function TextFilter({ name, label, value, placeholder = '', isNumber = false, isValid = () => true }) {
  const [text, setText] = useState(value);
  const settled = useDebounced(text, 200);
  // Changed elsewhere: by "back", or by a chip that was taken away.
  useEffect(() => {
    if (value !== settled) setText(value);
  }, [value]);
  useEffect(() => {
    if (settled !== value && (settled === '' || isValid(settled))) changeQuery({ [name]: settled });
  }, [settled]);
  return html`<label class=${isNumber ? 'filter short' : 'filter'}><span>${label}</span>
    <input type="text" inputmode=${isNumber ? 'numeric' : 'search'} autocomplete="off" placeholder=${placeholder} value=${text}
      onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label>`;
}
