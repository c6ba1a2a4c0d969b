// What a person chose for this browser: language, theme, single-key shortcuts. Kept in local storage
// when there is one; whoever shows it subscribes.

/** @typedef {{language: 'en' | 'zh', theme: 'system' | 'light' | 'dark', shortcuts: boolean}} Settings */

const storageKey = 'paperstack';
/** @type {Set<() => void>} */
const listeners = new Set();

/** @returns {Partial<Settings>} */
function readStored() {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}');
  } catch {
    return {};
  }
}

/** @returns {Settings} */
function initialSettings() {
  /** @type {Settings} */
  const defaults = {
    language: navigator.language.startsWith('zh') ? 'zh' : 'en',
    theme: 'system',
    shortcuts: true,
  };
  return { ...defaults, ...readStored() };
}

/** Read freely; write by changeSettings only. */
export const settings = initialSettings();

export function applySettings() {
  const page = document.documentElement;
  page.lang = settings.language === 'zh' ? 'zh-Hans' : 'en';
  if (settings.theme === 'system') delete page.dataset.theme;
  else page.dataset.theme = settings.theme;
}

/** @param {Partial<Settings>} changes */
export function changeSettings(changes) {
  Object.assign(settings, changes);
  try {
    localStorage.setItem(storageKey, JSON.stringify(settings));
  } catch {
    // Private windows may refuse: the choice then holds until the page is closed.
  }
  applySettings();
  for (const listener of listeners) listener();
}

/** @param {() => void} listener @returns {() => void} ends the subscription */
export function onSettingsChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
