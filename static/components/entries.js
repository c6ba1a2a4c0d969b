// One row of a list: a paper, a concept, a note. The title is the link that j and k walk along.
import { html } from '../lib/html.js';
import { notePath } from '../api.js';
import { kindText, relationText, t, tCount } from '../lib/i18n.js';
import { languageOf, otherLabel, preferredLabel } from '../lib/text.js';
import { Quotes } from './evidence.js';
import { Strength } from './strength.js';

/** @typedef {import('../lib/html.js').Children} Children */

/** @param {{href: string, title: string, aside?: Children, meta?: Children, children?: Children}} props */
export function Entry({ href, title, aside, meta, children }) {
  return html`<li class="entry">
    <div class="entry-head">
      <a class="entry-title" data-entry href=${href} lang=${languageOf(title)}>${title}</a>
      ${aside}
    </div>
    ${meta && html`<p class="entry-meta">${meta}</p>`}
    ${children}
  </li>`;
}

/** @param {import('../types.js').Paper} paper @returns {string[]} */
export function paperFacts(paper) {
  const authors = paper.authors.length > 3 ? `${paper.authors.slice(0, 3).join(', ')} ${t('paper.et-al')}` : paper.authors.join(', ');
  return [authors, paper.venue ?? '', paper.year ? String(paper.year) : ''].filter((text) => text !== '');
}

/** @param {{status: import('../types.js').Paper['status']}} props */
export function StatusBadge({ status }) {
  return html`<span class=${`badge ${status}`} title=${t(`status.${status}.text`)}>${t(`status.${status}`)}</span>`;
}

/** @param {string | null} short @param {string} title */
const hasShort = (short, title) => short !== null && short !== title && !title.startsWith(`${short}:`);

/** @param {{paper: import('../types.js').Paper, aside?: Children, children?: Children}} props */
export function PaperEntry({ paper, aside, children }) {
  const facts = [...(hasShort(paper.short, paper.title) ? [paper.short] : []), ...paperFacts(paper), ...(paper.notes ? [tCount('count.notes', paper.notes)] : [])];
  return html`<${Entry} href=${`/papers/${paper.id}`} title=${paper.title} meta=${facts.join(' · ')}
    aside=${aside ?? (paper.status !== 'entry' && html`<${StatusBadge} status=${paper.status} />`)}>${children}<//>`;
}

/** @param {{concept: import('../types.js').Concept, children?: Children}} props */
export function ConceptEntry({ concept, children }) {
  const other = otherLabel(concept.label);
  const meta = html`${kindText(concept.kind)}${other && html` · <span lang=${languageOf(other)}>${other}</span>`}`;
  return html`<${Entry} href=${`/concepts/${encodeURIComponent(concept.slug)}`} title=${preferredLabel(concept.label)} meta=${meta}
    aside=${html`<span class="count">${tCount('count.papers', concept.papers)}</span>`}>${children}<//>`;
}

/** @param {{note: import('../types.js').Note, children?: Children}} props */
export function NoteEntry({ note, children }) {
  const meta = [note.path, note.date].filter((text) => text).join(' · ');
  return html`<${Entry} href=${`/notes/${notePath(note.path)}`} title=${note.title || note.path} meta=${meta}>${children}<//>`;
}

/** @param {{node: import('../types.js').EdgeEnd, isFirst: boolean}} props */
function PathNode({ node, isFirst }) {
  const place = node.type === 'concept' ? node.key.replace(/^concept:/, '') : node.id;
  return html`${!isFirst && html` <span aria-hidden="true">→</span> `}<a class="entry-title" data-entry=${isFirst ? '' : null}
    href=${`/${node.type}s/${encodeURIComponent(place)}`} lang=${languageOf(node.label)}>${node.label}</a>`;
}

/** A way from one node to another: its nodes, then what links each to the next, with the line that says so.
 * @param {{path: import('../types.js').Path & {why: import('../types.js').Reason[]}}} props */
export function PathEntry({ path }) {
  return html`<li class="entry">
    <p>${path.nodes.map((node, i) => html`<${PathNode} key=${node.id} node=${node} isFirst=${i === 0} />`)}</p>
    <ol class="reasons">${path.why.map((reason) => html`<li key=${reason.edge}>
      <p class="reason"><span lang=${languageOf(reason.from)}>${reason.from}</span> <span class="relation">${relationText(reason.relation)}</span>
        ${' '}<span lang=${languageOf(reason.to)}>${reason.to}</span> <${Strength} score=${reason.score} /></p>
      <${Quotes} evidence=${reason.evidence} edge=${reason.edge} />
    </li>`)}</ol>
  </li>`;
}

/** @param {{reason: import('../types.js').Reason, isNamed: boolean, title?: string}} props */
function ReasonItem({ reason, isNamed, title }) {
  return html`<li>
    <p class="reason"><span class="relation">${relationText(reason.relation)}</span>${isNamed && html` <span lang=${languageOf(reason.to)}>${reason.to}</span>`} <${Strength} score=${reason.score} /></p>
    <${Quotes} evidence=${reason.evidence} edge=${reason.edge} title=${title} />
  </li>`;
}

/**
 * Why something is among the answers: the best reason with the line that says so, the others on request.
 * @param {{why: import('../types.js').Reason[], subjects: string[], title?: string, isOneSubject?: boolean}} props
 *   title: of the entry; subjects: what was asked for; reasons about just that come first. isOneSubject: the whole list is about
 *   it, so that it need not be named again
 */
export function Reasons({ why, subjects, title, isOneSubject = false }) {
  const isDirect = (/** @type {import('../types.js').Reason} */ reason) => subjects.includes(reason.to);
  const [first, ...others] = [...why.filter(isDirect), ...why.filter((reason) => !isDirect(reason))];
  if (!first) return null;
  const itemOf = (/** @type {import('../types.js').Reason} */ reason) =>
    html`<${ReasonItem} key=${reason.edge ?? reason.relation + reason.to} reason=${reason} title=${title} isNamed=${!isOneSubject || !isDirect(reason)} />`;
  return html`<ul class="reasons">${itemOf(first)}</ul>
    ${others.length > 0 && html`<details class="more-reasons"><summary>${tCount('count.more-reasons', others.length)}</summary>
      <ul class="reasons">${others.map(itemOf)}</ul></details>`}`;
}
