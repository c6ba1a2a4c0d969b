import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { changeSettings, settings } from '../lib/settings.js';
import { Account } from './account.js';
import { SearchBox } from './search-box.js';
import { AddIcon, ConceptIcon, GraphIcon, HelpIcon, Logo, MoonIcon, NoteIcon, PaperIcon, SettingsIcon, SunIcon, SystemIcon } from './icons.js';

/** @type {['/papers' | '/concepts' | '/notes' | '/graph', string, () => any][]} */
const destinations = [
  ['/papers', 'nav.papers', PaperIcon],
  ['/concepts', 'nav.concepts', ConceptIcon],
  ['/notes', 'nav.notes', NoteIcon],
  ['/graph', 'nav.graph', GraphIcon],
];
const themes = /** @type {const} */ (['system', 'light', 'dark']);
const themeIcons = { system: SystemIcon, light: SunIcon, dark: MoonIcon };

/** @param {{path: string}} props */
function Navigation({ path }) {
  return html`<nav class="nav" aria-label=${t('nav.label')}>
    ${destinations.map(([url, key, Icon]) => html`
      <a href=${url} aria-current=${path === url || path.startsWith(`${url}/`) ? 'page' : null}>
        <${Icon} /><span>${t(key)}</span>
      </a>`)}
  </nav>`;
}

/** @param {{onHelp: () => void}} props */
function Controls({ onHelp }) {
  const next = themes[(themes.indexOf(settings.theme) + 1) % themes.length];
  const isChinese = settings.language === 'zh';
  return html`<div class="controls">
    <${Account} />
    <a class="control" href="/import" title=${t('import.title')} aria-label=${t('import.title')}><${AddIcon} /></a>
    <button type="button" class="control" lang=${isChinese ? 'en' : 'zh-Hans'}
      onClick=${() => changeSettings({ language: isChinese ? 'en' : 'zh' })}>${isChinese ? 'English' : '中文'}</button>
    <button type="button" class="control theme" title=${t(`theme.${settings.theme}`)} aria-label=${t(`theme.${settings.theme}`)}
      onClick=${() => changeSettings({ theme: next })}><${themeIcons[settings.theme]} /></button>
    <button type="button" class="control help" title=${t('keys.title')} aria-label=${t('keys.title')} onClick=${onHelp}><${HelpIcon} /></button>
    <a class="control" href="/settings" title=${t('settings.title')} aria-label=${t('settings.title')}><${SettingsIcon} /></a>
  </div>`;
}

/** @param {{place: import('../router.js').Place, onHelp: () => void}} props */
export function Header({ place, onHelp }) {
  const isHome = place.path === '/';
  return html`<header class="header">
    <div class="header-row">
      <a class="logo" href="/" aria-label=${t('nav.home')}><${Logo} /><span>paperstack</span></a>
      ${!isHome && html`<${SearchBox} key="header-search" initial=${place.path === '/search' ? (place.query.get('q') ?? '') : ''} />`}
      <${Navigation} path=${place.path} />
      <${Controls} onHelp=${onHelp} />
    </div>
  </header>`;
}
