// The shapes of the API, as the page uses them. Types only: nothing of this file reaches the bundle.

/** @typedef {{en?: string, zh?: string, [language: string]: string | undefined}} Labels */
/** @typedef {{note: string, line: number, start: number, end: number, quote: string, rule: string}} Evidence */
/** @typedef {{type: 'paper' | 'concept', id: string, key: string, label: string}} EdgeEnd */
/**
 * @typedef {object} Paper
 * @property {'paper'} type
 * @property {string} id
 * @property {string} key
 * @property {'entry' | 'cited' | 'stub'} status
 * @property {string} title
 * @property {string | null} short
 * @property {string[]} aliases
 * @property {string[]} identifiers
 * @property {string[]} urls
 * @property {string[]} authors
 * @property {string | null} venue
 * @property {number | null} year
 * @property {number} notes
 * @property {number} [concepts]
 */
/** @typedef {'queued' | 'reading' | 'read' | 'skipped'} ReadingState */
/** @typedef {{person: string, state: ReadingState, rating: number | null, note: string | null, changed_at: string}} Reading */
/** @typedef {{person: string, state: ReadingState | null, rating: number | null, note: string | null, changed_at: string | null, everybody: Reading[]}} PaperReading */
/** @typedef {Reading & {key: string, title: string, paper: Paper | null}} ReadingItem */
/**
 * @typedef {object} Concept
 * @property {'concept'} type
 * @property {string} id
 * @property {string} key
 * @property {string} slug
 * @property {string} kind
 * @property {string} origin
 * @property {Labels} label
 * @property {string[]} alt
 * @property {number} papers
 * @property {number} [notes]
 * @property {EdgeEnd[]} [broader]
 */
/**
 * @typedef {object} Note
 * @property {string} id
 * @property {string} path
 * @property {string} title
 * @property {string[]} [language]
 * @property {string | null} [date]
 * @property {string[]} [tags]
 * @property {string} [sha256]
 * @property {NoteWarning[]} [warnings]
 */
/** @typedef {Concept & {score: number, papers_with_both: number, edge: string | null, relation: string | null, examples: EdgeEnd[]}} RelatedConcept */
/** @typedef {Paper & {score: number, why: {shared: number, concepts: EdgeEnd[], papers: EdgeEnd[]}}} SimilarPaper */
/** @typedef {{id: string, from: EdgeEnd, relation: string, to: EdgeEnd, score: number, status: string, evidence: Evidence[]}} Edge */
/** @typedef {Evidence & {weight: number, context?: {line: number, start: number, end: number, text: string}}} PlacedEvidence */
/** @typedef {Edge & {evidence: PlacedEvidence[], origin: string, score_formula?: string, author?: string, reason?: string}} ExplainedEdge */
/** @typedef {import('./graph/scene.js').GraphNode} GraphNode */
/** @typedef {import('./graph/scene.js').GraphEdge} GraphEdge */
/** @typedef {{type: 'cluster', id: number, label: string | null, labels: Labels, concepts: string[], papers: number, size: number, x: number, y: number, radius: number}} Cluster */
/** @typedef {{made: boolean, current: boolean, items: Cluster[], edges: {from: number, to: number, edges: number}[], left_out?: {clusters: number, nodes: number}}} Overview */
/** @typedef {{cluster: Cluster, parts: Cluster[], nodes: GraphNode[], edges: GraphEdge[], shown: number, total: number, truncated: boolean}} OpenCluster */
/** @typedef {{node: string, nodes: GraphNode[], edges: GraphEdge[], shown: number, total: number, ranking: string}} Neighbourhood */
/** @typedef {{items: {hops: number, nodes: GraphNode[], edges: Edge[]}[], from: GraphNode, to: GraphNode, remark: string | null}} Paths */
/** @typedef {{id: string, kind: string, state: string}} Decision */
/** @typedef {{key: string, kind: string, score: number, reasons: {code: string, text: string | null, count: number | null}[], nodes: GraphNode[], edge: Edge | null, note: string | null, evidence: Evidence[], decisions: {accept: object | null, reject: object | null, dismiss: object}}} Suggestion */
/** @typedef {{concept: Concept, edge?: string, relation: string, score: number, status?: string, evidence: Evidence[]}} ConceptLink */
/** @typedef {{edge?: string, from: string, relation: string, to: string, score: number, evidence: Evidence[]}} Reason */
/** @typedef {Paper & {score: number, relation?: string, why: Reason[]}} PaperHit */
/** @typedef {{type: 'path', id?: undefined, hops: number, cost: number, nodes: EdgeEnd[]}} Path from the first node to the last; why: a reason for each hop */
/** @typedef {(Paper | Concept | (Note & {type: 'note'}) | Path) & {score: number, why: Reason[]}} QueryHit */
/** @typedef {{type: 'paper' | 'concept' | 'note', id: string, key?: string, path?: string, title: string, snippet: string | null, line: number | null, score: number, match: 'all' | 'some' | 'nearest'}} SearchHit */
/** @typedef {EdgeEnd & {slug: string, papers: number, broader?: ConceptNode[], narrower?: ConceptNode[]}} ConceptNode */
/** @typedef {Concept & {broader: ConceptNode[], narrower: ConceptNode[]}} ConceptTree */
/** @typedef {{line: number, code: string, detail: string}} NoteWarning */
/** @typedef {{key: string, status: Paper['status'], title: string, short: string | null, line: number}} FoundPaper */
/** @typedef {{key: string, label: Labels, kind: string, origin: string}} FoundConcept */
/** @typedef {{from: string, relation: string, to: string, score: number, evidence: {line: number, start: number, end: number, quote: string, rule: string}[]}} FoundEdge */
/** @typedef {{note: {path: string, title: string}, papers: FoundPaper[], concepts: FoundConcept[], edges: FoundEdge[], warnings: NoteWarning[]}} Extraction */
/** @typedef {{text: string, type: 'paper' | 'concept', key: string, label: string}} QueryTerm */
/** @typedef {{path: string, outcome: 'added' | 'changed' | 'unchanged' | 'renamed' | 'deleted' | 'failed', papers: number, concepts: number, edges: number, warnings: number, problem?: string}} TakenNote */
/** @typedef {{id: string, name: string, rights: 'read' | 'curate' | 'admin', created_at: string, expires_at: string | null, revoked_at: string | null}} Token */
/** @typedef {{limit: number, total: number, next_cursor: string | null}} Page */
/** @typedef {{code: string, detail: string}} Warning */
/** @typedef {{notes: number, failed_notes?: number, papers: {total: number, entry: number, cited: number, stub: number}, concepts: number, edges: number, evidence?: number, weeks: {week: string, notes: number}[]}} Stats */
/** @typedef {{interpreted_as: {phrase: string, query: import('./lib/query-document.js').QueryDocument, terms: QueryTerm[]}, warnings: Warning[], facets?: Record<string, {values: {value: string, count: number, label?: string}[], other: number}>}} Interpretation */
/** @typedef {{name: string | null, token: string | null, rights: 'none' | 'read' | 'curate' | 'admin', open: boolean}} Me */
/** @typedef {{parameter?: string, pointer?: string, code?: string, detail?: string, suggestion?: string}} ProblemItem */

/**
 * One page of a list.
 * @template T
 * @typedef {{items: T[], page: Page}} List
 */

export {};
