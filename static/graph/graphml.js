// A scene as GraphML 1.0, for Gephi, yEd, NetworkX and igraph.
import { escapeXml } from './xml.js';

/** @type {['node' | 'edge', string, 'string' | 'int' | 'double'][]} */
const attributes = [
  ['node', 'label', 'string'], ['node', 'type', 'string'], ['node', 'key', 'string'], ['node', 'kind', 'string'], ['node', 'year', 'int'], ['node', 'degree', 'int'],
  ['edge', 'relation', 'string'], ['edge', 'score', 'double'], ['edge', 'status', 'string'], ['edge', 'count', 'int'],
];

/** @param {'node' | 'edge'} of @param {Record<string, any>} item */
const dataOf = (of, item) => attributes.filter(([domain, name]) => domain === of && item[name] !== undefined && item[name] !== null && item[name] !== '')
  .map(([, name]) => `<data key="${of}-${name}">${escapeXml(String(item[name]))}</data>`).join('');

/** @param {import('./scene.js').Scene} scene */
function writeGraphml(scene) {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...attributes.map(([of, name, type]) => `<key id="${of}-${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>`),
    '<graph id="paperstack" edgedefault="directed">',
    ...scene.nodes.map((node) => `<node id="${escapeXml(node.id)}">${dataOf('node', node)}</node>`),
    ...scene.edges.map((edge) => `<edge id="${escapeXml(edge.id)}" source="${escapeXml(edge.from)}" target="${escapeXml(edge.to)}">${dataOf('edge', edge)}</edge>`),
    '</graph>', '</graphml>', '',
  ].join('\n');
}

/** @param {import('./scene.js').Scene} scene */
export const graphmlFileOf = (scene) => new Blob([writeGraphml(scene)], { type: 'application/graphml+xml' });
