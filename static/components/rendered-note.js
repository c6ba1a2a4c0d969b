// A note as the server renders it: text escaped, links checked, evidence in <mark class="evidence"
// data-edges="…">. The page only decides what is shown of it and what a mark leads to.
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../lib/html.js';
import { foldNote, unfold } from '../lib/fold-note.js';
import { tCount } from '../lib/i18n.js';
import { EdgeCard } from './edge-card.js';

/** @param {Element} mark */
const edgesOf = (mark) => (mark.getAttribute('data-edges') ?? '').split(/\s+/).filter((id) => id !== '');

/** The first mark of an edge below `root`. @param {ParentNode} root @param {string} edge */
export const findMark = (root, edge) => root.querySelector(`mark.evidence[data-edges~="${CSS.escape(edge)}"]`);

/** Brings a place into view and lets it glow once. @param {Element} element */
export function showPlace(element) {
  const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
  element.classList.remove('shown');
  requestAnimationFrame(() => element.classList.add('shown'));
}

/** The page has one h1 of its own: the headings of the note stand below it. @param {ParentNode} root */
function lowerHeadings(root) {
  for (const heading of root.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const lower = document.createElement(`h${Math.min(6, Number(heading.tagName[1]) + 2)}`);
    lower.id = heading.id;
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
}

/** Marks outside links can be pressed; those of other papers step back. @param {ParentNode} root @param {Set<string> | null} own */
function prepareMarks(root, own) {
  for (const mark of root.querySelectorAll('mark.evidence')) {
    mark.classList.toggle('other', own !== null && !edgesOf(mark).some((edge) => own.has(edge)));
    if (mark.closest('a')) continue;
    mark.setAttribute('tabindex', '0');
    mark.setAttribute('role', 'button');
  }
}

/** A first heading that only says the title again; one that is evidence must stay to be shown. @param {ParentNode} root @param {string} title */
function hideTitle(root, title) {
  const first = root.querySelector('h1, h2, h3, h4, h5, h6');
  if (first?.textContent?.trim() === title && !first.querySelector('mark.evidence')) first.setAttribute('hidden', '');
}

/** Parsed outside the document, so that nothing is drawn before it is ready. @param {string} source @param {string} title @param {Set<string> | null} own */
function parseNote(source, title, own) {
  const template = document.createElement('template');
  template.innerHTML = source;
  lowerHeadings(template.content);
  hideTitle(template.content, title);
  prepareMarks(template.content, own);
  if (own) foldNote(template.content, (mark) => edgesOf(mark).some((edge) => own.has(edge)), (n) => tCount('note.hidden', n));
  return template.content;
}

/**
 * @param {{source: string, title: string, own?: Set<string> | null, focusEdge?: string, line?: string}} props
 *   own: edges of the paper that is looked at; the rest of the note is folded away
 *   focusEdge, line: what to bring into view at first
 */
export function RenderedNote({ source, title, own = null, focusEdge, line }) {
  const body = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [pressed, setPressed] = useState(/** @type {Element | null} */ (null));
  const content = useMemo(() => parseNote(source, title, own), [source, title, own]);
  useLayoutEffect(() => body.current?.replaceChildren(content.cloneNode(true)), [content]);
  useEffect(() => {
    if (!body.current) return;
    const place = (focusEdge && findMark(body.current, focusEdge)) || (line && body.current.querySelector(`[id="${CSS.escape(line)}"]`));
    if (place) showPlace(place);
  }, [content, focusEdge, line]);

  /** @param {Event} event */
  function onPress(event) {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest('button.unfold');
    const mark = target?.closest('mark.evidence[role=button]') ?? null;
    if (button) unfold(button);
    else if (mark) setPressed(mark);
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const isMark = event.target instanceof Element && event.target.matches('mark.evidence');
    if (!isMark || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    onPress(event);
  }

  return html`<div class="note-frame">
    <div class=${own ? 'prose' : 'prose whole'} ref=${body} onClick=${onPress} onKeyDown=${onKeyDown}></div>
    ${pressed && html`<${EdgeCard} key=${pressed.getAttribute('data-edges')} mark=${pressed} edges=${edgesOf(pressed)} onClose=${() => setPressed(null)} />`}
  </div>`;
}
