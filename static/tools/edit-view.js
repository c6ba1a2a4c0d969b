// A note as text, with what it would say beside it while it is typed; saving takes it into the library.
import { html, useEffect, useState } from '../lib/html.js';
import { ApiError, api, notePath } from '../api.js';
import { forgetAnswers, useAnswer, useDebounced, useLatest } from '../lib/answer.js';
import { t, tCount } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';
import { Extracted } from '../components/extracted.js';
import { Problem, Settled } from '../components/states.js';
import { MarkedText } from './marked-text.js';

const pauseBeforePreview = 350;
const fieldId = 'note-text';

/** The cursor goes to the beginning of a line. @param {number} line */
function goToLine(line) {
  const field = document.getElementById(fieldId);
  if (!(field instanceof HTMLTextAreaElement)) return;
  const at = field.value.split('\n').slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  field.focus();
  field.setSelectionRange(at, at);
  field.scrollTop = (field.scrollHeight * (line - 4)) / Math.max(1, field.value.split('\n').length);
}

/** Nothing typed is lost by a slip. @param {boolean} isDirty */
function useLeaveWarning(isDirty) {
  useEffect(() => {
    if (!isDirty) return undefined;
    const warn = (/** @type {Event} */ event) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty]);
}

/** @param {{path: string, text: string}} props */
function usePreview({ path, text }) {
  const settled = useDebounced(text, pauseBeforePreview);
  const answer = useAnswer(settled.trim() ? `preview ${path} ${settled}` : null, async (signal) => ({ text: settled, document: await api.notes.preview(path || 'note.md', settled, signal) }));
  return { answer, shown: useLatest(answer.data) };
}

/** @param {{path: string, source: string, isNew: boolean}} props */
function Editor({ path: firstPath, source, isNew }) {
  const [path, setPath] = useState(firstPath);
  const [text, setText] = useState(source);
  const [saved, setSaved] = useState(source);
  const [report, setReport] = useState(/** @type {import('../types.js').TakenNote | null} */ (null));
  const [error, setError] = useState(/** @type {ApiError | null} */ (null));
  const [isSaving, setSaving] = useState(false);
  const { answer, shown } = usePreview({ path, text });
  useLeaveWarning(text !== saved);

  async function save() {
    setSaving(true);
    setError(null);
    try {
      setReport(await api.notes.put(path, text));
      setSaved(text);
      forgetAnswers();
    } catch (problem) {
      setError(problem instanceof ApiError ? problem : new ApiError({ status: 0, detail: String(problem) }));
    }
    setSaving(false);
  }

  /** @param {Event} event */
  function onSubmit(event) {
    event.preventDefault();
    if (path && text.trim() && !isSaving) save();
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') onSubmit(event);
  }

  const ranges = shown ? shown.document.edges.flatMap((edge) => edge.evidence) : [];
  return html`<form class="editor" onSubmit=${onSubmit} onKeyDown=${onKeyDown}>
    <div class="editor-bar">
      <label class="filter editor-path"><span>${t('edit.path')}</span><input type="text" required pattern=".+\\.(md|markdown)" placeholder="reading/moco.md" title=${t('edit.path.text')}
        readonly=${!isNew} value=${path} onInput=${(/** @type {any} */ event) => setPath(event.target.value)} /></label>
      <p role="status" class="muted">${text !== saved ? t('edit.unsaved') : report && html`${t(`import.state.${report.outcome}`)}: ${tCount('count.papers', report.papers)} · <a href=${`/notes/${notePath(path)}`}>${t('edit.show')}</a>`}</p>
      <button type="submit" class="button primary" disabled=${isSaving || text === saved}>${t('edit.save')}</button>
    </div>
    ${error && html`<${Problem} error=${error} retry=${save} />`}
    <div class="beside wide">
      <${MarkedText} id=${fieldId} text=${text} marked=${shown?.text ?? ''} ranges=${ranges} onInput=${setText} label=${t('edit.text')} placeholder=${t('edit.placeholder')} />
      <aside class="editor-aside note-aside" aria-label=${t('edit.preview')} aria-live="polite" aria-busy=${answer.isLoading}><h2>${t('edit.preview')}</h2>
        ${answer.error && html`<${Problem} error=${answer.error} retry=${answer.retry} />`}
        ${shown && text.trim() ? html`<${Extracted} document=${shown.document} isLinked=${false} onLine=${goToLine} />` : html`<p class="hint">${t('edit.preview.text')}</p>`}
      </aside>
    </div>
    <p class="hint">${t('edit.hint')}</p>
  </form>`;
}

/** @param {{path?: string}} props */
export function EditView({ path }) {
  useTitle(path ?? t('edit.new'));
  const answer = useAnswer(path ? `source ${path}` : null, (signal) => api.notes.source(path ?? '', signal).catch((error) => {
    if (error instanceof ApiError && error.status === 404) return '';
    throw error;
  }));
  const isReady = !path || answer.data !== undefined;
  return html`<div class="page">
    <header class="page-head"><h1>${t(path ? 'edit.title' : 'edit.new')}</h1></header>
    <${Settled} answer=${answer} rows=${10}>${isReady && html`<${Editor} path=${path ?? ''} source=${answer.data ?? ''} isNew=${!path} />`}<//>
  </div>`;
}
