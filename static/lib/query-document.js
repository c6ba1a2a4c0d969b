// The JSON form of a question, taken apart into its conditions and put together again; the server makes
// the phrase of it (POST /query), so that the page need not know the language.

/** @typedef {Record<string, any>} Condition */
/** @typedef {{find: string, where?: Condition, sort?: string[], limit?: number, path?: {from: string, to: string}}} QueryDocument */

/** What all must hold. @param {QueryDocument} query @returns {Condition[]} */
export function conditionsOf({ where }) {
  if (!where) return [];
  const entries = Object.entries(where);
  if (entries.length === 1 && Array.isArray(where.all)) return where.all;
  return entries.map(([name, value]) => ({ [name]: value }));
}

/** The same question with other conditions; how many answers are wanted is not part of it.
 * @param {QueryDocument} query @param {Condition[]} conditions @returns {QueryDocument} */
export function withConditions(query, conditions) {
  const { find, sort } = query;
  const where = conditions.length === 1 ? conditions[0] : { all: conditions };
  return { find, ...(conditions.length > 0 && { where }), ...(sort && { sort }) };
}

/** @param {Condition} a @param {Condition} b */
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The condition that a counted value stands for. @param {string} name @param {string} value @returns {Condition} */
export function conditionOfFacet(name, value) {
  if (name === 'concept') return { linked: { to: value } };
  return { [name]: name === 'year' ? Number(value) : value };
}

/** @param {QueryDocument} query @param {Condition} condition */
export const hasCondition = (query, condition) => conditionsOf(query).some((one) => isSame(one, condition));

/** Adds a condition, or takes it away when it is there. @param {QueryDocument} query @param {Condition} condition */
export function toggleCondition(query, condition) {
  const conditions = conditionsOf(query);
  const others = conditions.filter((one) => !isSame(one, condition));
  return withConditions(query, others.length < conditions.length ? others : [...conditions, condition]);
}

/** @param {QueryDocument} query @param {number} at @param {Condition | null} condition null: it goes */
export function replaceCondition(query, at, condition) {
  const conditions = conditionsOf(query);
  return withConditions(query, conditions.flatMap((one, i) => (i !== at ? [one] : condition ? [condition] : [])));
}

/** The relation of a link that has just one, or none; undefined when it says more. @param {any} link @returns {string | undefined} */
export function plainRelation({ to, relation, direction, ...more }) {
  const isPlain = typeof to === 'string' && Object.keys(more).length === 0 && (relation?.length ?? 0) <= 1 && direction !== 'in';
  return isPlain ? (relation?.[0] ?? '') : undefined;
}

/** @param {string} to @param {string} relation '' for any */
export const linkOf = (to, relation) => ({ linked: relation ? { to, relation: [relation], direction: 'out' } : { to } });

/** The phrase without the number of answers that only the page asked for. @param {string} phrase @param {number} limit */
export const withoutLimit = (phrase, limit) => phrase.replace(new RegExp(`( top ${limit}|，前${limit}个)$`), '');
