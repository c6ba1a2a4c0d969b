// Search as you type: a combobox (ARIA 1.2 pattern) with names first, then places in the notes. Enter
// without a choice asks the whole text as a question.
import { html, useEffect, useId, useRef, useState } from '../lib/html.js';
import { api } from '../api.js';
import { navigate } from '../router.js';
import { useAnswer, useDebounced, useLatest } from '../lib/answer.js';
import { t } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { hitUrl, Snippet } from './snippet.js';
import { ConceptIcon, NoteIcon, PaperIcon, SearchIcon } from './icons.js';

/** @typedef {import('../types.js').SearchHit} SearchHit */

const pauseBeforeAsking = 120;
const icons = { paper: PaperIcon, concept: ConceptIcon, note: NoteIcon };

/** @param {string} text */
const searchUrl = (text) => `/search?${new URLSearchParams({ q: text })}`;

/** Names that begin so, and passages of notes that say so. @param {string} text @param {AbortSignal} signal */
async function findSuggestions(text, signal) {
  const [names, places] = await Promise.all([
    api.suggest({ q: text, limit: 7 }, signal),
    api.search({ q: text, type: 'note', prefix: true, limit: 3 }, signal),
  ]);
  return { text, names: names.items, places: places.items };
}

/** @param {{hit: SearchHit, id: string, isActive: boolean, onChoose: () => void}} props */
function Option({ hit, id, isActive, onChoose }) {
  return html`<li role="option" id=${id} aria-selected=${isActive} class="option" onClick=${onChoose}>
    <${icons[hit.type]} />
    <span class="option-text">
      <span class="option-title" lang=${languageOf(hit.title)}>${hit.title}</span>
      ${hit.snippet && html`<span class="option-snippet"><${Snippet} text=${hit.snippet} isShort=${true} /></span>`}
    </span>
    <span class="option-kind">${t(`type.${hit.type}`)}</span>
  </li>`;
}

/** @param {{text: string, id: string, isActive: boolean, onChoose: () => void}} props */
function AskOption({ text, id, isActive, onChoose }) {
  return html`<li role="option" id=${id} aria-selected=${isActive} class="option ask" onClick=${onChoose}>
    <${SearchIcon} /><span class="option-text"><span class="option-title">${t('search.ask', { text })}</span></span>
    <kbd aria-hidden="true">↵</kbd>
  </li>`;
}

/** @param {{initial?: string, isLarge?: boolean}} props */
export function SearchBox({ initial = '', isLarge = false }) {
  const [text, setText] = useState(initial);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const root = useRef(/** @type {HTMLFormElement | null} */ (null));
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const id = useId();
  useEffect(() => setText(initial), [initial]);

  const settled = useDebounced(text.trim(), pauseBeforeAsking);
  const isAsking = isOpen && settled !== '';
  const answer = useAnswer(isAsking ? `suggest ${settled}` : null, (signal) => findSuggestions(settled, signal));
  const found = useLatest(answer.data);
  const hits = found && text.trim() !== '' ? [...found.names, ...found.places] : [];
  const isShown = isOpen && text.trim() !== '';
  const urls = [...hits.map(hitUrl), searchUrl(text.trim())];
  const optionId = (/** @type {number} */ i) => `${id}-${i}`;

  /** @param {string} url */
  function go(url) {
    setOpen(false);
    setActive(-1);
    input.current?.blur();
    navigate(url);
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (step && isShown) {
      event.preventDefault();
      // One place more than there are options: -1 is the text itself.
      const places = urls.length + 1;
      setActive(((active + 1 + step + places) % places) - 1);
    } else if (event.key === 'Escape') {
      if (isShown) setOpen(false);
      else input.current?.blur();
    }
  }

  /** @param {Event} event */
  function onSubmit(event) {
    event.preventDefault();
    if (text.trim()) go(isShown && active >= 0 ? urls[active] : searchUrl(text.trim()));
  }

  /** @param {FocusEvent} event */
  function onFocusOut(event) {
    if (!(event.relatedTarget instanceof Node && root.current?.contains(event.relatedTarget))) setOpen(false);
  }

  return html`<form ref=${root} role="search" class=${isLarge ? 'search large' : 'search'} onSubmit=${onSubmit} onFocusOut=${onFocusOut}>
    <${SearchIcon} />
    <input ref=${input} type="text" role="combobox" name="q" autocomplete="off" autocapitalize="off" spellcheck=${false} enterkeyhint="search"
      aria-label=${t('search.label')} aria-autocomplete="list" aria-expanded=${isShown} aria-controls=${`${id}-list`}
      aria-activedescendant=${isShown && active >= 0 ? optionId(active) : null}
      placeholder=${t(isLarge ? 'search.placeholder.large' : 'search.placeholder')} value=${text}
      onInput=${(/** @type {any} */ event) => { setText(event.target.value); setOpen(true); setActive(-1); }}
      onFocus=${() => setOpen(true)} onKeyDown=${onKeyDown} />
    <kbd class="search-key" aria-hidden="true">/</kbd>
    <ul id=${`${id}-list`} role="listbox" class="options" aria-label=${t('search.suggestions')} hidden=${!isShown}
      onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}>
      ${isShown && hits.map((hit, i) => html`<${Option} key=${hit.type + hit.id + hit.line} hit=${hit} id=${optionId(i)} isActive=${i === active} onChoose=${() => go(urls[i])} />`)}
      ${isShown && html`<${AskOption} text=${text.trim()} id=${optionId(hits.length)} isActive=${active === hits.length} onChoose=${() => go(searchUrl(text.trim()))} />`}
    </ul>
    <p class="visually-hidden" role="status">${isShown && found ? t('search.count', { n: hits.length }) : ''}</p>
  </form>`;
}
