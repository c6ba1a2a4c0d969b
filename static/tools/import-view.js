// Notes are dropped or chosen, held against the library, and taken in: nothing is stored before the last step.
import { html, useEffect, useRef, useState } from '../lib/html.js';
import { ApiError, notePath } from '../api.js';
import { forgetAnswers } from '../lib/answer.js';
import { formatNumber, t, tCount } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';
import { Problem } from '../components/states.js';
import { compareAll, takeIn } from './compare.js';
import { fromDrop, fromInput } from './read-files.js';

/** @typedef {import('./compare.js').Row} Row */
/** @typedef {'choosing' | 'comparing' | 'compared' | 'storing' | 'stored'} Step */

const willChange = (/** @type {Row} */ row) => row.state === 'new' || row.state === 'changed';
/** @type {Record<string, string>} */
const stateClasses = { new: 'good', added: 'good', changed: 'good', renamed: 'good', refused: 'bad', failed: 'bad' };

/** @param {{label: string, isFolder?: boolean, onChoose: (chosen: import('./read-files.js').Chosen) => void}} props */
function Chooser({ label, isFolder = false, onChoose }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  return html`<button type="button" class=${isFolder ? 'button' : 'button primary'} onClick=${() => input.current?.click()}>${label}</button>
    <input ref=${input} type="file" hidden multiple webkitdirectory=${isFolder} accept=${isFolder ? null : '.md,.markdown,text/markdown'} aria-label=${label}
      onChange=${(/** @type {any} */ event) => { onChoose(fromInput(event.target.files)); event.target.value = ''; }} />`;
}

/** @param {{onChoose: (chosen: import('./read-files.js').Chosen) => void}} props */
function DropZone({ onChoose }) {
  const [isOver, setOver] = useState(false);
  /** @param {DragEvent} event */
  async function onDrop(event) {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer) onChoose(await fromDrop(event.dataTransfer));
  }
  return html`<div class=${isOver ? 'drop over' : 'drop'} onDragOver=${(/** @type {Event} */ event) => { event.preventDefault(); setOver(true); }}
    onDragLeave=${() => setOver(false)} onDrop=${onDrop}>
    <p class="drop-title">${t('import.drop')}</p><p class="muted">${t('import.drop.text')}</p>
    <p class="drop-buttons"><${Chooser} label=${t('import.files')} onChoose=${onChoose} /><${Chooser} label=${t('import.folder')} isFolder=${true} onChoose=${onChoose} /></p>
    <p><a href="/edit">${t('import.write')}</a></p>
  </div>`;
}

/** @param {{row: Row, isStored: boolean}} props */
function FileRow({ row, isStored }) {
  const { counts } = row;
  const facts = counts ? [tCount('count.papers', counts.papers), tCount('count.concepts', counts.concepts), ...(counts.warnings ? [tCount('count.warnings', counts.warnings)] : [])].join(' · ') : '';
  const isThere = isStored && row.state !== 'failed' && row.state !== 'refused';
  return html`<tr>
    <th scope="row" class="path">${isThere ? html`<a data-entry href=${`/notes/${notePath(row.path)}`}>${row.path}</a>` : row.path}</th>
    <td><span class=${`state-word ${stateClasses[row.state] ?? ''}`}>${t(`import.state.${row.state}`)}</span></td>
    <td class="muted">${row.problem ?? facts}</td></tr>`;
}

/** @param {{rows: Row[], step: Step, others: number}} props */
function Report({ rows, step, others }) {
  const done = rows.filter((row) => row.state !== 'waiting').length;
  const stored = rows.filter((row) => !willChange(row)).length;
  return html`<div class="report">
    ${step === 'comparing' && html`<progress max=${rows.length} value=${done} aria-label=${t('import.comparing')}></progress>`}
    ${step === 'storing' && html`<progress max=${rows.length} value=${stored} aria-label=${t('import.storing')}></progress>`}
    ${others > 0 && html`<p class="hint">${tCount('import.others', others)}</p>`}
    <div class="table-scroll" tabindex="0" role="region" aria-label=${t('import.report')}><table class="files">
      <thead><tr><th scope="col">${t('type.note')}</th><th scope="col">${t('import.what')}</th><th scope="col">${t('import.says')}</th></tr></thead>
      <tbody>${rows.map((row) => html`<${FileRow} key=${row.path} row=${row} isStored=${step === 'stored'} />`)}</tbody></table></div>
  </div>`;
}

/** @param {{rows: Row[], step: Step, onStore: () => void, onAgain: () => void}} props */
function Actions({ rows, step, onStore, onAgain }) {
  const n = rows.filter(willChange).length;
  const text = { choosing: '', comparing: t('import.comparing'), compared: n ? tCount('import.difference', n) : t('import.nothing'), storing: t('import.storing'),
    stored: t('import.stored', { n: formatNumber(rows.filter((row) => row.state === 'added' || row.state === 'changed').length) }) }[step];
  return html`<div class="report-head"><p role="status">${text}</p>
    ${step === 'compared' && n > 0 && html`<button type="button" class="button primary" onClick=${onStore}>${tCount('import.store', n)}</button>`}
    <button type="button" class="button" onClick=${onAgain}>${t(step === 'stored' ? 'import.again' : 'import.cancel')}</button></div>`;
}

export function ImportView() {
  useTitle(t('import.title'));
  const [step, setStep] = useState(/** @type {Step} */ ('choosing'));
  const [rows, setRows] = useState(/** @type {Row[]} */ ([]));
  const [others, setOthers] = useState(0);
  const [error, setError] = useState(/** @type {ApiError | null} */ (null));
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const onRow = (/** @type {Row} */ row) => setRows((all) => all.map((one) => (one.path === row.path ? row : one)));

  /** @param {Step} during @param {Step} after @param {(signal: AbortSignal) => Promise<void>} work */
  async function run(during, after, work) {
    stop.current = new AbortController();
    const { signal } = stop.current;
    setStep(during);
    setError(null);
    try {
      await work(signal);
      if (!signal.aborted) setStep(after);
    } catch (problem) {
      if (signal.aborted) return;
      setError(problem instanceof ApiError ? problem : new ApiError({ status: 0, detail: String(problem) }));
      setStep('compared');
    }
  }

  /** @param {import('./read-files.js').Chosen} chosen */
  function onChoose(chosen) {
    const fresh = chosen.notes.map((note) => /** @type {Row} */ ({ ...note, state: 'waiting' }));
    setOthers(chosen.others);
    setRows(fresh);
    run('comparing', 'compared', (signal) => compareAll(fresh, onRow, signal));
  }

  function onAgain() {
    stop.current.abort();
    setRows([]);
    setError(null);
    setStep('choosing');
  }

  async function onStore() {
    await run('storing', 'stored', (signal) => takeIn(rows.filter(willChange), onRow, signal));
    forgetAnswers();
  }

  return html`<div class="page">
    <header class="page-head"><h1>${t('import.title')}</h1></header>
    ${step === 'choosing' ? html`<${DropZone} onChoose=${onChoose} />` : html`<${Actions} rows=${rows} step=${step} onStore=${onStore} onAgain=${onAgain} />
      ${error && html`<${Problem} error=${error} retry=${onStore} />`}<${Report} rows=${rows} step=${step} others=${others} />`}
  </div>`;
}
