// Folds a rendered note to the passages that matter for one paper: each stretch in between becomes a
// button that shows it again. Headings above a passage stay, so that the reader knows where he is.

/** Blocks whose parts are folded one by one. */
const containers = 'article, section, ul, ol, tbody, table, blockquote';
/** A list item or cell with more blocks than this is folded inside as well. */
const wholeLimit = 12;
/** A button in place of fewer blocks would save nothing. */
const foldLimit = 3;

/** @param {Element} element */
const countBlocks = (element) => element.querySelectorAll('[id^=L]').length + (element.id.startsWith('L') ? 1 : 0);

/** @param {Element} element */
const isContainer = (element) => element.matches(containers) || (element.matches('li') && countBlocks(element) > wholeLimit);

/** A button in an element that fits the parent. @param {Element} parent @param {string} text */
function foldButton(parent, text) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'unfold';
  button.textContent = text;
  if (parent.matches('ul, ol')) return wrap('li', button);
  if (parent.matches('tbody, table')) return wrap('tr', tableCell(button));
  return wrap('p', button);
}

/** As wide as any table. @param {Element} child */
function tableCell(child) {
  const cell = document.createElement('td');
  cell.colSpan = 100;
  cell.append(child);
  return cell;
}

/** @param {string} tag @param {Element} child */
function wrap(tag, child) {
  const element = document.createElement(tag);
  element.className = 'fold';
  element.append(child);
  return element;
}

/** @param {Element} parent @param {Element[]} run @param {(n: number) => string} textOf */
function foldRun(parent, run, textOf) {
  const blocks = run.reduce((sum, element) => sum + countBlocks(element), 0);
  if (blocks < foldLimit) return;
  run[0].before(foldButton(parent, textOf(blocks)));
  for (const element of run) element.setAttribute('hidden', '');
}

/**
 * @param {DocumentFragment} root @param {(mark: Element) => boolean} isOwn @param {(n: number) => string} textOf
 * @returns {void} nothing is folded when no mark is `isOwn`
 */
export function foldNote(root, isOwn, textOf) {
  const own = [...root.querySelectorAll('mark.evidence')].filter(isOwn);
  /** @type {Set<Element>} */
  const kept = new Set();
  for (const mark of own)
    for (let element = /** @type {Element | null} */ (mark); element && !kept.has(element); element = element.parentElement) kept.add(element);
  const open = own.length > 0 ? [...root.children] : [];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    if (!kept.has(parent) || !isContainer(parent)) continue;
    /** @type {Element[]} */
    let run = [];
    for (const child of [...parent.children]) {
      const isKept = kept.has(child) || child.matches('h1, h2, h3, h4, h5, h6, a, mark, strong, em, code');
      if (!isKept) {
        run.push(child);
        continue;
      }
      foldRun(parent, run, textOf);
      run = [];
      open.push(child);
    }
    foldRun(parent, run, textOf);
  }
}

/** Shows again what a button stands for. @param {Element} button */
export function unfold(button) {
  const fold = button.closest('.fold');
  let next = fold?.nextElementSibling ?? null;
  fold?.remove();
  for (; next?.hasAttribute('hidden'); next = next.nextElementSibling) next.removeAttribute('hidden');
}
