// How many notes were written, week by week: bars for the eye, a sentence and a table for the ear.
import { html } from '../lib/html.js';
import { formatNumber, t, tCount } from '../lib/i18n.js';
import { settings } from '../lib/settings.js';

const shownWeeks = 26;
const dayMs = 86400000;
const [step, barWidth, height] = [12, 8, 48];

/** The Monday of a moment, as the server writes it. @param {number} ms */
function mondayOf(ms) {
  const day = (new Date(ms).getUTCDay() + 6) % 7;
  return new Date(ms - day * dayMs).toISOString().slice(0, 10);
}

/** The last weeks up to now, empty ones too. @param {{week: string, notes: number}[]} weeks @param {number} now */
export function fillWeeks(weeks, now) {
  const notes = new Map(weeks.map((one) => [one.week, one.notes]));
  return Array.from({ length: shownWeeks }, (_, i) => {
    const week = mondayOf(now - (shownWeeks - 1 - i) * 7 * dayMs);
    return { week, notes: notes.get(week) ?? 0 };
  });
}

/** @param {string} week */
const weekText = (week) => new Intl.DateTimeFormat(settings.language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(week));

/** @param {{weeks: {week: string, notes: number}[]}} props */
export function Activity({ weeks }) {
  const shown = fillWeeks(weeks, Date.now());
  const most = Math.max(1, ...shown.map((one) => one.notes));
  const total = shown.reduce((sum, one) => sum + one.notes, 0);
  const tall = (/** @type {number} */ notes) => (notes ? Math.max(3, (height * notes) / most) : 1);
  return html`<section aria-labelledby="activity" class="activity">
    <div class="section-head"><h2 id="activity">${t('home.activity')}</h2><span class="count">${tCount('count.notes', total)}</span></div>
    <svg viewBox=${`0 0 ${shownWeeks * step - (step - barWidth)} ${height}`} role="img" aria-label=${t('home.activity.text', { n: formatNumber(total), weeks: shownWeeks })}>
      ${shown.map(({ week, notes }, i) => html`<rect key=${week} class=${notes ? 'week' : 'week none'} x=${i * step} width=${barWidth} y=${(height - tall(notes)).toFixed(1)} height=${tall(notes).toFixed(1)} rx="1">
        <title>${t('home.activity.week', { week: weekText(week), n: formatNumber(notes) })}</title></rect>`)}
    </svg>
    <p class="activity-ends" aria-hidden="true"><span>${weekText(shown[0].week)}</span><span>${t('home.activity.now')}</span></p>
    <table class="visually-hidden"><caption>${t('home.activity')}</caption><tbody>${shown.filter((one) => one.notes > 0).map(({ week, notes }) => html`
      <tr key=${week}><th scope="row">${weekText(week)}</th><td>${formatNumber(notes)}</td></tr>`)}</tbody></table>
  </section>`;
}
