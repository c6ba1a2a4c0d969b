// What the examples name: things that this library has, so that each command finds something. Where it
// has none, or may not be read, the examples of the description stay.
import { api } from '../api.js';
import { preferredLabel } from '../lib/text.js';

/** @typedef {import('./openapi.js').Operation} Operation */
/** @typedef {{concept: string, label: string, other: string, papers: [string, string], edge?: string, note?: string}} Library */

/** @type {Library} */
const documented = { concept: 'contrastive-learning', label: 'contrastive learning', other: 'self-supervised-learning', papers: ['MoCo', 'SimCLR'] };

/** The concept that goes with it in most papers. @param {import('../types.js').RelatedConcept[]} related */
const nearest = (related) => related.toSorted((a, b) => b.papers_with_both - a.papers_with_both)[0];

/** @param {AbortSignal} signal @returns {Promise<Library>} */
async function readLibrary(signal) {
  const { items: [concept] } = await api.concepts.list({ limit: 1 }, signal);
  if (!concept) return documented;
  const [related, papers, edges, notes] = await Promise.all([
    api.concepts.related(concept.slug, { limit: 50 }, signal),
    api.papers.list({ linked_to: concept.slug, status: 'entry', limit: 2 }, signal),
    api.edges.list({ limit: 1 }, signal),
    api.notes.list({ limit: 1 }, signal),
  ]);
  const [first, second] = papers.items.map((paper) => paper.key);
  return {
    concept: concept.slug,
    label: preferredLabel(concept.label),
    other: nearest(related.items)?.slug ?? documented.other,
    papers: first && second ? [first, second] : documented.papers,
    edge: edges.items[0]?.id,
    note: notes.items[0]?.path,
  };
}

/** @param {AbortSignal} signal */
export async function loadLibrary(signal) {
  try {
    return await readLibrary(signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return documented;
  }
}

/** What stands for a parameter in this library. @param {string} tag @param {string} name @param {Library} library */
function exampleOf(tag, name, library) {
  switch (`${tag} ${name}`) {
    case 'papers id':
      return library.papers[0];
    case 'concepts id':
    case 'papers linked_to':
    case 'graph node':
      return library.concept;
    case 'graph from':
      return library.papers[0];
    case 'graph to':
      return library.papers[1];
    case 'edges id':
      return library.edge;
    case 'notes path':
      return library.note;
    default:
      return undefined;
  }
}

/** Requests that change something keep the example of the description. @param {Operation} operation @param {Library} library @returns {Operation} */
export function withLibrary(operation, library) {
  if (operation.method !== 'GET') return operation;
  const parameters = operation.parameters.map((one) => ({ ...one, example: exampleOf(operation.tag, one.name, library) ?? one.example }));
  return { ...operation, parameters };
}
