// What is on the screen as SVG, and that as PNG: one way to draw, sharp at any size.
import { escapeXml } from './xml.js';

/** @typedef {import('./renderer.js').Renderer} Renderer */
/** @typedef {{text: string, width: number, height: number}} Svg */

/** Points of a PNG for each pixel of the screen. */
const pngScale = 2;

/** @param {number} n */
const short = (n) => String(Math.round(n * 10) / 10);

/** @param {Renderer} renderer */
function edgeLines(renderer) {
  const seen = renderer.graph.filterEdges((id) => !renderer.sigma.getEdgeDisplayData(id)?.hidden);
  return seen.map((id) => {
    const look = renderer.sigma.getEdgeDisplayData(id);
    const [from, to] = renderer.graph.extremities(id);
    const [a, b] = [renderer.placeOnScreen(from), renderer.placeOnScreen(to)];
    return `<line x1="${short(a.x)}" y1="${short(a.y)}" x2="${short(b.x)}" y2="${short(b.y)}" stroke="${look?.color}" stroke-width="${short(renderer.sigma.scaleSize(look?.size))}"/>`;
  });
}

/** @param {Renderer} renderer */
function nodeShapes(renderer) {
  return renderer.graph.mapNodes((id, { full, type }) => {
    const { x, y } = renderer.placeOnScreen(id);
    const size = renderer.sizeOnScreen(id);
    const look = `fill="${renderer.sigma.getNodeDisplayData(id)?.color}"><title>${escapeXml(full)}</title>`;
    return type === 'square'
      ? `<rect x="${short(x - size)}" y="${short(y - size)}" width="${short(2 * size)}" height="${short(2 * size)}" ${look}</rect>`
      : `<circle cx="${short(x)}" cy="${short(y)}" r="${short(size)}" ${look}</circle>`;
  });
}

/** @param {Renderer} renderer */
function names({ labels, palette, spacing }) {
  const anchors = { left: 'start', right: 'end', center: 'middle' };
  return labels.flatMap(({ x, y, lines, bold, align }) => lines.map((text, i) => {
    const at = y + (i - (lines.length - 1) / 2) * spacing.lineHeight;
    const halo = bold > 0 ? '' : ` stroke="${palette.ground}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`;
    return `<text x="${short(x)}" y="${short(at)}" dy="0.35em" text-anchor="${anchors[align]}" fill="${palette.ink}"${i < bold ? ' font-weight="600"' : ''}${halo}>${escapeXml(text)}</text>`;
  }));
}

/** @param {Renderer} renderer @param {string} title @returns {Svg} */
function svgOf(renderer, title) {
  const { width, height } = renderer.sigma.getDimensions();
  const text = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(renderer.palette.font)}" font-size="${renderer.spacing.fontSize}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${renderer.palette.ground}"/>`,
    ...edgeLines(renderer), ...nodeShapes(renderer), ...names(renderer), '</svg>',
  ].join('\n');
  return { text, width, height };
}

/** @param {Renderer | null} renderer @param {string} title @returns {Blob | null} */
export const svgFileOf = (renderer, title) => (renderer ? new Blob([svgOf(renderer, title).text], { type: 'image/svg+xml' }) : null);

/** @param {Renderer | null} renderer @param {string} title @returns {Promise<Blob | null>} */
export async function pngOf(renderer, title) {
  if (!renderer) return null;
  const svg = svgOf(renderer, title);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [svg.width * pngScale, svg.height * pngScale];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
}
