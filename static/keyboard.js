// Keys that work everywhere: / search, j and k along the entries of a list, g and a letter to go to a
// list, ? for help. Single letters can be switched off, since speech input types them by accident.
import { navigate } from './router.js';
import { settings } from './lib/settings.js';

/** How long "g" waits for its letter, in milliseconds. */
const sequencePause = 1200;
/** @type {Record<string, string>} */
const destinations = { h: '/', p: '/papers', c: '/concepts', n: '/notes', g: '/graph', i: '/import', s: '/settings', d: '/docs' };

/** Keys that mean something in the view that is shown; text: a key of the catalogue. @typedef {{key: string, text: string, act: () => void}} ViewKey */
/** @type {ViewKey[]} */
let viewKeys = [];

export const currentViewKeys = () => viewKeys;

/** For as long as the view is shown. @param {ViewKey[]} keys @returns {() => void} takes them back */
export function offerViewKeys(keys) {
  viewKeys = keys;
  return () => {
    if (viewKeys === keys) viewKeys = [];
  };
}

/** @param {string} key */
function actOfView(key) {
  const found = viewKeys.find((one) => one.key === key);
  found?.act();
  return found !== undefined;
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}

function focusSearch() {
  const box = document.querySelector('input[role=combobox]');
  if (!(box instanceof HTMLInputElement)) return false;
  box.focus();
  box.select();
  return true;
}

/** @param {1 | -1} step */
function moveAlongEntries(step) {
  const entries = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('main [data-entry]')]);
  if (entries.length === 0) return false;
  const at = entries.findIndex((entry) => entry === document.activeElement);
  const next = entries[Math.min(entries.length - 1, Math.max(0, at + step))];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

/** @param {{toggleHelp: () => void}} actions @returns {() => void} stops listening */
export function startKeyboard({ toggleHelp }) {
  let sequenceStart = 0;

  /** @param {string} key @returns {boolean} whether the key meant something */
  function handle(key) {
    const isSecond = Date.now() - sequenceStart < sequencePause;
    sequenceStart = 0;
    if (isSecond && destinations[key]) {
      navigate(destinations[key]);
      return true;
    }
    switch (key) {
      case '/':
        return focusSearch();
      case 'j':
        return moveAlongEntries(1);
      case 'k':
        return moveAlongEntries(-1);
      case 'g':
        sequenceStart = Date.now();
        return true;
      case '?':
        toggleHelp();
        return true;
      default:
        return actOfView(key);
    }
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    const isBlocked = isTyping(event.target) || document.querySelector('dialog[open]') !== null;
    if (isPlain && settings.shortcuts && !isBlocked && handle(event.key)) event.preventDefault();
  }

  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}
