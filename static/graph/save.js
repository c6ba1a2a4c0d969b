// The picture as a file: what is seen as SVG or PNG, and all that the scene holds as GraphML.
import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';

/** @param {Blob} blob @param {string} name */
function download(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The click has taken the file; the address would keep it in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}

/** @param {string} title */
const fileName = (title) => `paperstack-${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 60) || 'graph'}`;

/** @param {{scene: import('./scene.js').Scene, controls: {current: import('./renderer.js').Renderer | null}}} props */
export function SaveMenu({ scene, controls }) {
  const name = fileName(scene.title);
  const title = scene.title || t('graph.title');
  // What writes files is loaded when somebody wants one.
  /** @type {[string, () => Promise<Blob | null>][]} */
  const formats = [
    ['png', async () => (await import('./picture-file.js')).pngOf(controls.current, title)],
    ['svg', async () => (await import('./picture-file.js')).svgFileOf(controls.current, title)],
    ['graphml', async () => (await import('./graphml.js')).graphmlFileOf(scene)],
  ];
  /** @param {string} extension @param {() => Promise<Blob | null>} make */
  async function save(extension, make) {
    const blob = await make();
    if (blob) download(blob, `${name}.${extension}`);
  }
  return html`<div class="graph-save" role="group" aria-label=${t('graph.save')}><span class="muted">${t('graph.save')}</span>
    ${formats.map(([extension, make]) => html`<button key=${extension} type="button" class="button small" onClick=${() => save(extension, make)}>${extension === 'graphml' ? 'GraphML' : extension.toUpperCase()}</button>`)}
  </div>`;
}
