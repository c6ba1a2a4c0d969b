// The same nodes and edges as in the picture, as tables that can be sorted: the way for the keyboard, for
// screen readers, and where there is no WebGL.
import { html, useMemo, useState } from '../lib/html.js';
import { formatNumber, kindText, relationText, t } from '../lib/i18n.js';
import { languageOf } from '../lib/text.js';
import { settings } from '../lib/settings.js';
import { Strength } from '../components/strength.js';
import { adjust, goTo } from './state.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').GraphNode} GraphNode */
/** @typedef {import('./scene.js').GraphEdge} GraphEdge */
/** @template Row @typedef {{key: string, valueOf: (row: Row) => string | number, show: (row: Row) => any}} Column the first one names the row */

/** Rows that are drawn at once; more on request. */
const rowStep = 100;

/** @template Row @param {Row[]} rows @param {Column<Row> | undefined} column @param {boolean} isDescending */
function sortRows(rows, column, isDescending) {
  if (!column) return rows;
  const collator = new Intl.Collator(settings.language);
  const sorted = rows.map((row) => ({ row, value: column.valueOf(row) }))
    .sort((a, b) => (typeof a.value === 'number' && typeof b.value === 'number' ? a.value - b.value : collator.compare(String(a.value), String(b.value))));
  return (isDescending ? sorted.reverse() : sorted).map(({ row }) => row);
}

/** @param {{column: Column<any>, sort: {key: string, isDescending: boolean}, onSort: (key: string) => void}} props */
function Heading({ column, sort, onSort }) {
  const isSorted = sort.key === column.key;
  return html`<th scope="col" aria-sort=${isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}>
    <button type="button" onClick=${() => onSort(column.key)}>${t(column.key)}<span aria-hidden="true">${isSorted ? (sort.isDescending ? ' ↓' : ' ↑') : ''}</span></button></th>`;
}

/** @template {{id: string}} Row @param {{label: string, rows: Row[], columns: Column<Row>[], picked: string}} props */
function Table({ label, rows, columns, picked }) {
  const [sort, setSort] = useState({ key: '', isDescending: false });
  const [limit, setLimit] = useState(rowStep);
  const sorted = useMemo(() => sortRows(rows, columns.find(({ key }) => key === sort.key), sort.isDescending), [rows, sort, columns]);
  const onSort = (/** @type {string} */ key) => setSort({ key, isDescending: sort.key === key && !sort.isDescending });
  return html`<table class="graph-table" aria-label=${label}>
      <thead><tr>${columns.map((column) => html`<${Heading} key=${column.key} column=${column} sort=${sort} onSort=${onSort} />`)}</tr></thead>
      <tbody>${sorted.slice(0, limit).map((row) => html`<tr key=${row.id} aria-current=${row.id === picked ? 'true' : null}>
        ${columns.map((column, i) => (i === 0 ? html`<th scope="row">${column.show(row)}</th>` : html`<td>${column.show(row)}</td>`))}</tr>`)}</tbody>
    </table>
    ${sorted.length > limit && html`<p class="more"><button type="button" class="button" onClick=${() => setLimit(limit + rowStep)}>${t('list.more')}</button></p>`}`;
}

/** @param {string} text @param {() => void} onClick */
const rowButton = (text, onClick) => html`<button type="button" class="graph-row" data-entry lang=${languageOf(text)} onClick=${onClick}>${text}</button>`;

/** @type {Column<GraphNode>[]} */
const clusterColumns = [
  { key: 'graph.column.cluster', valueOf: (node) => node.label, show: (node) => rowButton(node.label, () => goTo({ cluster: node.id })) },
  { key: 'graph.column.members', valueOf: (node) => node.degree, show: (node) => formatNumber(node.degree) },
];

/** @type {Column<GraphNode>[]} */
const nodeColumns = [
  { key: 'graph.column.name', valueOf: (node) => node.label, show: (node) => rowButton(node.label, () => adjust({ pick: node.id, edge: '' })) },
  { key: 'graph.column.kind', valueOf: kindOf, show: kindOf },
  { key: 'graph.column.year', valueOf: (node) => node.year ?? 0, show: (node) => node.year ?? '' },
  { key: 'graph.column.edges', valueOf: (node) => node.degree, show: (node) => formatNumber(node.degree) },
];

/** @param {GraphNode} node */
function kindOf(node) {
  return node.type === 'concept' ? kindText(node.kind ?? '') : t('type.paper');
}

/** @param {Map<string, string>} labels @returns {Column<GraphEdge>[]} */
function edgeColumns(labels) {
  const labelOf = (/** @type {string} */ id) => labels.get(id) ?? '';
  const end = (/** @type {string} */ id) => html`<span lang=${languageOf(labelOf(id))}>${labelOf(id)}</span>`;
  return [
    { key: 'graph.column.from', valueOf: (edge) => labelOf(edge.from), show: (edge) => end(edge.from) },
    { key: 'graph.column.relation', valueOf: (edge) => relationText(edge.relation), show: (edge) => rowButton(relationText(edge.relation), () => adjust({ edge: edge.id, pick: '' })) },
    { key: 'graph.column.to', valueOf: (edge) => labelOf(edge.to), show: (edge) => end(edge.to) },
    { key: 'graph.column.score', valueOf: (edge) => edge.score, show: (edge) => html`<${Strength} score=${edge.score} />` },
    { key: 'graph.column.status', valueOf: (edge) => edge.status, show: (edge) => (edge.status ? t(`graph.status.${edge.status}`) : '') },
  ];
}

/** @param {Map<string, string>} labels @returns {Column<GraphEdge>[]} */
function linkColumns(labels) {
  const label = (/** @type {string} */ id) => labels.get(id) ?? '';
  return [
    { key: 'graph.column.from', valueOf: (edge) => label(edge.from), show: (edge) => label(edge.from) },
    { key: 'graph.column.to', valueOf: (edge) => label(edge.to), show: (edge) => label(edge.to) },
    { key: 'graph.column.edges', valueOf: (edge) => edge.count ?? 0, show: (edge) => formatNumber(edge.count ?? 0) },
  ];
}

/** @param {{scene: Scene, state: import('./state.js').GraphState}} props */
export function GraphTable({ scene, state }) {
  const [shown, setShown] = useState(/** @type {'nodes' | 'edges'} */ ('nodes'));
  const isOverview = scene.kind === 'overview';
  const columns = useMemo(() => {
    const labels = new Map(scene.nodes.map((node) => [node.id, node.label]));
    return isOverview ? { nodes: clusterColumns, edges: linkColumns(labels) } : { nodes: nodeColumns, edges: edgeColumns(labels) };
  }, [scene]);
  const nodesText = t(isOverview ? 'graph.table.clusters' : 'graph.table.nodes', { n: formatNumber(scene.nodes.length) });
  const edgesText = t('graph.table.edges', { n: formatNumber(scene.edges.length) });
  return html`<section class="graph-tables" aria-label=${t('graph.table')}>
    <div class="tabs" role="group" aria-label=${t('graph.table')}>
      <button type="button" aria-pressed=${shown === 'nodes'} onClick=${() => setShown('nodes')}>${nodesText}</button>
      <button type="button" aria-pressed=${shown === 'edges'} onClick=${() => setShown('edges')}>${edgesText}</button>
    </div>
    ${shown === 'nodes'
      ? html`<${Table} key="nodes" label=${nodesText} rows=${scene.nodes} columns=${columns.nodes} picked=${state.pick} />`
      : html`<${Table} key="edges" label=${edgesText} rows=${scene.edges} columns=${columns.edges} picked=${state.edge} />`}
  </section>`;
}
