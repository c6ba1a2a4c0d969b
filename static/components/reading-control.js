// How far this person is with a paper, and how good it is: two choices that are kept as they are made.
import { html, useState } from '../lib/html.js';
import { api } from '../api.js';
import { forgetAnswers, useAnswer } from '../lib/answer.js';
import { t } from '../lib/i18n.js';

export const readingStates = /** @type {const} */ (['queued', 'reading', 'read', 'skipped']);
const ratings = ['1', '2', '3', '4', '5'];

/** @param {{label: string, value: string, options: [string, string][], isBusy: boolean, onChange: (value: string) => void}} props */
export function Choice({ label, value, options, isBusy, onChange }) {
  return html`<label class="filter"><span>${label}</span>
    <select value=${value} disabled=${isBusy} onChange=${(/** @type {any} */ event) => onChange(event.target.value)}>
      ${options.map(([key, text]) => html`<option key=${key} value=${key} selected=${key === value}>${text}</option>`)}
    </select></label>`;
}

/** @type {(none: string) => [string, string][]} */
export const stateOptions = (none) => [['', none], ...readingStates.map((state) => /** @type {[string, string]} */ ([state, t(`reading.${state}`)]))];

/** What the others of the lab say. @param {{readings: import('../types.js').Reading[], person: string}} props */
function Others({ readings, person }) {
  const others = readings.filter((reading) => reading.person !== person);
  if (others.length === 0) return null;
  return html`<ul class="readers" aria-label=${t('reading.others')}>${others.map((reading) => html`
    <li key=${reading.person}>${reading.person}: ${t(`reading.${reading.state}`)}${reading.rating ? ` · ${t('reading.rated', { n: reading.rating })}` : ''}</li>`)}</ul>`;
}

/** @param {{id: string}} props */
export function ReadingControl({ id }) {
  const answer = useAnswer(`reading of ${id}`, (signal) => api.papers.reading(id, signal));
  const [problem, setProblem] = useState('');
  const [isSaving, setSaving] = useState(false);
  const reading = answer.data;
  if (!reading) return null;

  /** @param {string} state @param {number | null} rating */
  async function save(state, rating) {
    setSaving(true);
    try {
      await (state ? api.papers.putReading(id, { state, rating, note: reading?.note ?? null }) : api.papers.deleteReading(id));
      forgetAnswers();
      setProblem('');
      answer.retry();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setSaving(false);
  }

  return html`<div class="reading" role="group" aria-label=${t('reading.title')}>
    <${Choice} label=${t('facet.reading')} value=${reading.state ?? ''} options=${stateOptions(t('reading.none'))} isBusy=${isSaving}
      onChange=${(/** @type {string} */ state) => save(state, reading.rating)} />
    ${reading.state && html`<${Choice} label=${t('reading.rating')} value=${String(reading.rating ?? '')} isBusy=${isSaving}
      options=${[['', t('reading.unrated')], ...ratings.map((n) => [n, t('reading.rated', { n })])]}
      onChange=${(/** @type {string} */ n) => save(reading.state ?? '', Number(n) || null)} />`}
    <${Others} readings=${reading.everybody} person=${reading.person} />
    ${problem && html`<p role="alert">${problem}</p>`}
  </div>`;
}
