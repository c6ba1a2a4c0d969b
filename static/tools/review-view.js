// What the library would like a person to look at, one under the other: two that may be one, edges that may
// be wrong, works that are only named, notes with warnings. Each answer is a decision that can be taken back.
import { html, useLayoutEffect, useState } from '../lib/html.js';
import { api } from '../api.js';
import { forgetAnswers, useList } from '../lib/answer.js';
import { hasText, relationText, t, tCount } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { useTitle } from '../lib/title.js';
import { offerViewKeys } from '../keyboard.js';
import { useMayDecide } from '../components/edge-verdict.js';
import { Quotes } from '../components/evidence.js';
import { SelectFilter } from '../components/filters.js';
import { Empty, MoreButton, Settled } from '../components/states.js';

/** @typedef {import('../types.js').Suggestion} Suggestion */
/** @typedef {'accept' | 'reject' | 'dismiss'} Answer */
/** @typedef {{key: string, decision: string, answer: Answer}} Given */

const kinds = ['twins', 'edge', 'stub', 'warning'];

/** @param {{type: string, id: string, label: string}} props */
const Name = ({ type, id, label }) => html`<a href=${`/${type}s/${encodeURIComponent(id)}`} lang=${languageOf(label)}>${label}</a>`;

/** What it asks. @param {{item: Suggestion}} props */
function Question({ item }) {
  if (item.edge) return html`<${Name} ...${item.edge.from} /> <span class="relation">${relationText(item.edge.relation)}</span> <${Name} ...${item.edge.to} />`;
  if (item.note) return html`<a href=${`/notes/${item.note.split('/').map(encodeURIComponent).join('/')}`}>${item.note}</a>`;
  return item.nodes.map((node, i) => html`${i > 0 && html` <span class="relation">=</span> `}<${Name} key=${node.id} ...${node} />`);
}

/** @param {Suggestion['reasons'][number]} reason */
function reasonText({ code, text, count }) {
  if (hasText(`review.reason.${code}`)) return t(`review.reason.${code}`, { text: text ?? '', n: count ?? '' });
  return `${hasText(`warning.${code}`) ? t(`warning.${code}`) : code} ${text ?? ''}`;
}

/** @param {{item: Suggestion, isBusy: boolean, onAnswer: (answer: Answer) => void}} props */
function Answers({ item, isBusy, onAnswer }) {
  const answers = /** @type {Answer[]} */ (['accept', 'reject', 'dismiss']).filter((answer) => item.decisions[answer]);
  return html`<p class="review-answers">${answers.map((answer) => html`
    <button key=${answer} type="button" class="button" disabled=${isBusy} onClick=${() => onAnswer(answer)}>${t(`review.answer.${answer}`)}</button>`)}</p>`;
}

/** @param {{item: Suggestion, given: Given | undefined, mayDecide: boolean, isBusy: boolean, onAnswer: (answer: Answer) => void, onUndo: () => void}} props */
function Entry({ item, given, mayDecide, isBusy, onAnswer, onUndo }) {
  return html`<li class="entry" data-suggestion=${item.key}>
    <h2 class="review-question" tabindex="0" data-entry><span class="entry-meta">${t(`review.kind.${item.kind}`)}</span> <${Question} item=${item} /></h2>
    <p class="entry-meta">${item.reasons.map(reasonText).join(' · ')}</p>
    ${item.evidence.length > 0 && html`<${Quotes} evidence=${item.evidence} edge=${item.edge?.id} limit=${2} />`}
    ${mayDecide && !given && html`<${Answers} item=${item} isBusy=${isBusy} onAnswer=${onAnswer} />`}
    ${given && html`<p class="review-answers"><span>${t(`review.saved.${given.answer}`)}</span>
      <button type="button" class="button" disabled=${isBusy} onClick=${onUndo}>${t('review.undo')}</button></p>`}
  </li>`;
}

/** The entry that has the focus, else the first that is not answered. @param {Suggestion[]} items @param {Given[]} given */
function currentOf(items, given) {
  const focused = document.activeElement?.closest('[data-suggestion]')?.getAttribute('data-suggestion');
  const isOpen = (/** @type {Suggestion} */ item) => !given.some(({ key }) => key === item.key);
  return items.find((item) => item.key === focused && isOpen(item)) ?? items.find(isOpen);
}

/** @param {string | undefined} key */
function focusEntry(key) {
  const entry = key && document.querySelector(`[data-suggestion="${CSS.escape(key)}"] [data-entry]`);
  if (entry instanceof HTMLElement) entry.focus();
}

/** Answers given on this page, the last one last. */
function useAnswers() {
  const [given, setGiven] = useState(/** @type {Given[]} */ ([]));
  const [isBusy, setBusy] = useState(false);
  const [message, setMessage] = useState('');
  const [problem, setProblem] = useState('');

  /** @param {() => Promise<void>} act */
  async function save(act) {
    if (isBusy) return;
    setBusy(true);
    setProblem('');
    try {
      await act();
      forgetAnswers();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  }
  const answer = (/** @type {Suggestion} */ item, /** @type {Answer} */ name) => save(async () => {
    const { id } = await api.decisions.create(/** @type {object} */ (item.decisions[name]));
    setGiven([...given, { key: item.key, decision: id, answer: name }]);
    setMessage(t(`review.saved.${name}`));
  });
  const undo = (/** @type {Given | undefined} */ one) => save(async () => {
    if (!one) return;
    await api.decisions.revert(one.decision);
    setGiven(given.filter((other) => other !== one));
    setMessage(t('review.undone'));
  });
  return { given, isBusy, message, problem, answer, undo };
}

/** @param {{place: import('../router.js').Place}} props */
export function ReviewView({ place }) {
  useTitle(t('review.title'));
  const kind = place.query.get('kind') ?? '';
  const list = useList(`review ${kind}`, (cursor, signal) => api.suggestions.list({ kind, cursor, limit: 20 }, signal));
  const items = /** @type {Suggestion[]} */ (list.items);
  const mayDecide = useMayDecide();
  const { given, isBusy, message, problem, answer, undo } = useAnswers();

  /** @param {Answer} name */
  async function answerCurrent(name) {
    const item = currentOf(items, given);
    if (!mayDecide || !item || !item.decisions[name]) return;
    const next = items.find((one, i) => i > items.indexOf(item) && !given.some(({ key }) => key === one.key));
    await answer(item, name);
    focusEntry(next?.key);
  }
  async function undoLast() {
    const last = given.at(-1);
    await undo(last);
    focusEntry(last?.key);
  }
  useLayoutEffect(() => offerViewKeys([
    { key: 'a', text: 'review.answer.accept', act: () => answerCurrent('accept') },
    { key: 'r', text: 'review.answer.reject', act: () => answerCurrent('reject') },
    { key: 'x', text: 'review.answer.dismiss', act: () => answerCurrent('dismiss') },
    { key: 'u', text: 'review.undo', act: undoLast },
  ]));

  return html`<div class="page">
    <header class="page-head"><h1>${t('review.title')}</h1>
      <p class="page-count">${list.data && tCount('count.suggestions', list.total)}</p>
      <${SelectFilter} name="kind" label=${t('kind.kind')} value=${kind} options=${[['', t('filter.any')], ...kinds.map((one) => [one, t(`review.kind.${one}`)])]} />
    </header>
    <p class="section-text">${t('review.text')}</p>
    <p role="status" class="review-message">${message}</p>
    ${problem && html`<p role="alert">${problem}</p>`}
    <${Settled} answer=${list} rows=${8}>
      ${items.length === 0
        ? html`<${Empty} title=${t('review.empty')}><p>${t('review.empty.text')}</p><//>`
        : html`<ul class="entries">${items.map((item) => {
          const one = given.find(({ key }) => key === item.key);
          return html`<${Entry} key=${item.key} item=${item} given=${one} mayDecide=${mayDecide} isBusy=${isBusy}
            onAnswer=${(/** @type {Answer} */ name) => answer(item, name)} onUndo=${() => undo(one)} />`;
        })}</ul>`}
      <${MoreButton} list=${list} />
    <//>
  </div>`;
}
