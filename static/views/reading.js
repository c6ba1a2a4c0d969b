// What this person queued, reads and has read, latest change first; many can be given another state at once.
import { html, useState } from '../lib/html.js';
import { api } from '../api.js';
import { forgetAnswers, useList } from '../lib/answer.js';
import { t, tCount } from '../lib/i18n.js';
import { useTitle } from '../lib/title.js';
import { PaperEntry } from '../components/entries.js';
import { SelectFilter } from '../components/filters.js';
import { Choice, stateOptions } from '../components/reading-control.js';
import { Empty, MoreButton, Settled } from '../components/states.js';

/** @typedef {import('../types.js').ReadingItem} ReadingItem */

/** @param {ReadingItem} item */
const said = (item) => [t(`reading.${item.state}`), ...(item.rating ? [t('reading.rated', { n: item.rating })] : []), ...(item.note ? [item.note] : [])].join(' · ');

/** @param {{item: ReadingItem, isChosen: boolean, onChoose: () => void}} props */
function Row({ item, isChosen, onChoose }) {
  if (!item.paper) return html`<li class="entry"><div class="entry-head">${item.title || item.key}</div><p class="entry-meta">${said(item)} · ${t('reading.dormant')}</p></li>`;
  return html`<${PaperEntry} paper=${item.paper} aside=${html`<input type="checkbox" class="choose" checked=${isChosen}
    aria-label=${t('reading.choose', { title: item.title })} onChange=${onChoose} />`}><p class="entry-meta">${said(item)}</p><//>`;
}

/** @param {{place: import('../router.js').Place}} props */
export function ReadingView({ place }) {
  useTitle(t('reading.queue'));
  const state = place.query.get('state') ?? '';
  const list = useList(`reading ${state}`, (cursor, signal) => api.reading.list({ state, cursor }, signal));
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState('');
  const items = /** @type {ReadingItem[]} */ (list.items);
  const toggle = (/** @type {string} */ id) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);

  /** @param {string} next */
  async function setState(next) {
    setSaving(true);
    try {
      for (const { paper, rating, note } of items)
        if (paper && chosen.includes(paper.id)) await api.papers.putReading(paper.id, { state: next, rating, note });
      setChosen([]);
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    forgetAnswers();
    list.retry();
    setSaving(false);
  }

  return html`<div class="page">
    <header class="page-head"><h1>${t('reading.queue')}</h1>
      <p class="page-count" role="status">${list.data && tCount('count.papers', list.total)}</p>
      <${SelectFilter} name="state" label=${t('facet.reading')} value=${state} options=${stateOptions(t('filter.any'))} />
      ${chosen.length > 0 && html`<${Choice} label=${tCount('reading.set', chosen.length)} value="" options=${stateOptions('…')} isBusy=${isSaving} onChange=${setState} />`}
    </header>
    ${problem && html`<p role="alert">${problem}</p>`}
    <${Settled} answer=${list} rows=${8}>
      ${items.length === 0
        ? html`<${Empty} title=${t('reading.empty')}><p>${t('reading.empty.text')}</p><//>`
        : html`<ul class="entries">${items.map((item) => html`<${Row} key=${item.key} item=${item} isChosen=${chosen.includes(item.paper?.id ?? '')} onChoose=${() => item.paper && toggle(item.paper.id)} />`)}</ul>`}
      <${MoreButton} list=${list} />
    <//>
  </div>`;
}
