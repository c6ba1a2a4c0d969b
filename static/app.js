// The page: a header with search, one view chosen by the address, and help on keys.
import { html, render, useEffect, useLayoutEffect, useRef, useState } from './lib/html.js';
import { applySettings, onSettingsChange } from './lib/settings.js';
import { t } from './lib/i18n.js';
import { matchRoute, startRouter, takeScrollTarget, usePlace } from './router.js';
import { startKeyboard } from './keyboard.js';
import { Footer } from './components/footer.js';
import { Header } from './components/header.js';
import { ShortcutsDialog } from './components/shortcuts-dialog.js';
import { HomeView } from './views/home.js';
import { SearchView } from './views/search.js';
import { PapersView } from './views/papers.js';
import { PaperView } from './views/paper.js';
import { ConceptsView } from './views/concepts.js';
import { ConceptView } from './views/concept.js';
import { NotesView } from './views/notes.js';
import { NoteView } from './views/note.js';
import { lazyView } from './lib/lazy-view.js';
import { ReadingView } from './views/reading.js';
import { SignInView } from './views/sign-in.js';
import { NotFoundView } from './views/not-found.js';

const GraphView = lazyView('graph', '/assets/graph.css', async () => (await import('./graph/graph-view.js')).GraphView);
const DocsView = lazyView('docs', '/assets/docs.css', async () => (await import('./docs/docs-view.js')).DocsView);
const ImportView = lazyView('import', '/assets/tools.css', async () => (await import('./tools/import-view.js')).ImportView);
const EditView = lazyView('edit', '/assets/tools.css', async () => (await import('./tools/edit-view.js')).EditView);
const ReviewView = lazyView('review', '/assets/tools.css', async () => (await import('./tools/review-view.js')).ReviewView);
const SettingsView = lazyView('settings', '/assets/tools.css', async () => (await import('./tools/settings-view.js')).SettingsView);

/** @type {[string, (props: any) => any][]} */
const routes = [
  ['/', HomeView],
  ['/search', SearchView],
  ['/papers', PapersView],
  ['/papers/:id', PaperView],
  ['/concepts', ConceptsView],
  ['/concepts/:id', ConceptView],
  ['/notes', NotesView],
  ['/notes/*path', NoteView],
  ['/reading', ReadingView],
  ['/review', ReviewView],
  ['/graph', GraphView],
  ['/import', ImportView],
  ['/edit', EditView],
  ['/edit/*path', EditView],
  ['/settings', SettingsView],
  ['/docs', DocsView],
  ['/sign-in', SignInView],
];

/** After a change of view the reader begins at its top, by eye and by ear. @param {string} path */
function useViewChange(path) {
  const isFirst = useRef(true);
  useLayoutEffect(() => {
    const target = takeScrollTarget();
    if (target !== null) window.scrollTo(0, target);
    if (!isFirst.current) document.getElementById('main')?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [path]);
}

function App() {
  const place = usePlace();
  const [, redraw] = useState(0);
  const [isHelpOpen, setHelpOpen] = useState(false);
  useEffect(() => onSettingsChange(() => redraw((n) => n + 1)), []);
  useEffect(() => startKeyboard({ toggleHelp: () => setHelpOpen(true) }), []);
  useViewChange(place.path);
  const match = matchRoute(routes, place.path) ?? { view: NotFoundView, params: {} };
  return html`
    <a class="skip" href="#main">${t('nav.skip')}</a>
    <${Header} place=${place} onHelp=${() => setHelpOpen(true)} />
    <main id="main" tabindex="-1"><${match.view} key=${place.path} place=${place} ...${match.params} /></main>
    <${Footer} />
    ${isHelpOpen && html`<${ShortcutsDialog} onClose=${() => setHelpOpen(false)} />`}
  `;
}

const root = document.getElementById('app');
if (root) {
  applySettings();
  startRouter();
  render(html`<${App} />`, root);
}
