/* labels.mjs: comparing an extraction document with the labels of a note (tests/quality/README.md).
 *
 * A paper matches by identifier, by an equal name, or by a nearly equal one; concepts match by an
 * equal label. "Equal" folds case, width, accents, punctuation, spacing and simple plurals. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Score from which an edge counts as said. */
export const EDGE_FLOOR = 0.3;

const SYMMETRIC = new Set(['compares_with', 'similar_to', 'related_to', 'related']);
const INVERSE = { predecessor: 'succeeds', succeeds: 'predecessor' };

/** @param {string} word */
function singular(word) {
  if (word.length <= 3 || !word.endsWith('s')) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return /(ss|us|is|os|as)$/.test(word) ? word : word.slice(0, -1);
}

/** @param {string} text */
export function fold(text) {
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const pieces = plain.match(/[0-9a-z]+|\p{L}|\p{N}/gu) ?? [];
  return pieces.map((p) => singular(p).replace(/isation$/, 'ization')).join('');
}

/** @param {string} id */
function canonicalId(id) {
  const lower = id.trim().toLowerCase();
  if (lower.startsWith('arxiv:')) return lower.replace(/v\d+$/, '');
  return lower.replace(/^url:([a-z]+:\/\/)?(www\.)?/, 'url:').replace(/\/+$/, '');
}

/** Share of equal letters in the best alignment, 0 to 1. @param {string} a @param {string} b */
function likeness(a, b) {
  let row = new Array(b.length + 1).fill(0);
  for (const letter of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j++)
      next.push(letter === b[j - 1] ? row[j - 1] + 1 : Math.max(row[j], next[j - 1]));
    row = next;
  }
  return (2 * row[b.length]) / (a.length + b.length);
}

/** 3 = shared identifier, 2 = equal name, 1 = nearly equal name, 0 = another paper. */
function samePaper(found, label) {
  const ids = new Set((found.identifiers ?? []).map(canonicalId));
  if ((label.ids ?? []).some((id) => ids.has(canonicalId(id)))) return 3;
  const names = [found.title, found.short, ...(found.aliases ?? [])].filter(Boolean).map(fold).filter(Boolean);
  const wanted = label.names.map(fold).filter(Boolean);
  if (names.some((n) => wanted.includes(n))) return 2;
  const close = (a, b) => Math.min(a.length, b.length) >= 12 && likeness(a, b) >= 0.92;
  return names.some((a) => wanted.some((b) => close(a, b))) ? 1 : 0;
}

/** Greedy one-to-one, the strongest first: index of the extraction -> index of the labels. */
function matchPapers(found, labels) {
  const pairs = [];
  found.forEach((f, i) => labels.forEach((l, j) => {
    const strength = samePaper(f, l);
    if (strength) pairs.push([-strength, f.status === 'entry' ? 0 : 1, Math.abs((f.line ?? 0) - l.line), i, j]);
  }));
  pairs.sort((a, b) => a.map((x, k) => x - b[k]).find((d) => d) ?? 0);
  const usedFound = new Set();
  const usedLabels = new Set();
  const got = new Map();
  for (const [, , , i, j] of pairs) {
    if (usedFound.has(i) || usedLabels.has(j)) continue;
    usedFound.add(i);
    usedLabels.add(j);
    got.set(i, j);
  }
  return got;
}

const labelsOf = (concept) => new Set(
  [...Object.values(concept.label ?? {}), ...(concept.alt ?? []), concept.key.replace(/^concept:/, '')]
    .map(fold).filter(Boolean));
const overlaps = (names, labels) => names.some((n) => labels.has(fold(n)));

function scoreConcepts(document, real, got, labels, counts, wrong) {
  const concepts = new Map((document.concepts ?? []).map((c) => [c.key, labelsOf(c)]));
  const byKey = new Map([...got].map(([i, j]) => [real[i].key, j]));
  const said = new Map();
  for (const edge of document.edges ?? []) {
    if (!concepts.has(edge.to) || !byKey.has(edge.from) || edge.score < EDGE_FLOOR) continue;
    const paper = byKey.get(edge.from);
    said.set(paper, (said.get(paper) ?? new Set()).add(edge.to));
  }
  labels.papers.forEach((paper, j) => {
    if (labels.concepts === 'unlabelled' || (paper.status ?? 'entry') !== 'entry') return;
    const must = paper.must ?? [];
    const hit = new Set();
    for (const key of said.get(j) ?? []) {
      const names = concepts.get(key);
      const good = must.flatMap((m, n) => (overlaps(m, names) ? [n] : []));
      const allowed = (paper.ok ?? []).some((m) => overlaps(m, names));
      if (!good.length && !allowed && overlaps(paper.names, names)) continue; // its own name
      counts.conceptFound++;
      if (good.length || allowed) counts.conceptRight++;
      else wrong.push(`concept not in the labels: ${paper.names[0].slice(0, 40)} - ${key}`);
      good.forEach((n) => hit.add(n));
    }
    counts.conceptWanted += must.length;
    counts.conceptHit += hit.size;
    must.forEach((m, n) => hit.has(n) || wrong.push(`concept missed: ${paper.names[0].slice(0, 40)} - ${m[0]}`));
  });
  return byKey;
}

function isTyped(edges, allowed) {
  return edges.some(({ a, b, relation }) => allowed.some(({ from, to, kinds }) => {
    const straight = kinds.includes(relation) && (SYMMETRIC.has(relation) || (a === from && b === to));
    return straight || (kinds.includes(INVERSE[relation]) && a === to && b === from);
  }));
}

function scoreRelations(document, byKey, labels, counts, wrong) {
  const indexOf = new Map(labels.papers.map((p, j) => [p.id, j]));
  const allowed = new Map();
  const wanted = new Set();
  const pair = (a, b) => `${Math.min(a, b)}-${Math.max(a, b)}`;
  for (const r of labels.relations ?? []) {
    const [from, to] = [indexOf.get(r.from), indexOf.get(r.to)];
    const key = pair(from, to);
    allowed.set(key, [...(allowed.get(key) ?? []), { from, to, kinds: r.kinds }]);
    if (r.must ?? true) wanted.add(key);
  }
  const seen = new Map();
  for (const edge of document.edges ?? []) {
    const [a, b] = [byKey.get(edge.from), byKey.get(edge.to)];
    if (a === undefined || b === undefined || a === b || edge.score < EDGE_FLOOR) continue;
    seen.set(pair(a, b), [...(seen.get(pair(a, b)) ?? []), { a, b, relation: edge.relation }]);
  }
  const name = (key) => key.split('-').map((j) => labels.papers[Number(j)].id).join(' - ');
  for (const [key, edges] of seen) {
    counts.relationFound++;
    if (!allowed.has(key)) {
      wrong.push(`relation not in the labels: ${name(key)} (${edges.map((e) => e.relation)})`);
      continue;
    }
    counts.relationRight++;
    if (isTyped(edges, allowed.get(key))) counts.relationTyped++;
    else wrong.push(`relation of another kind: ${name(key)} (${edges.map((e) => e.relation)})`);
  }
  for (const key of wanted) {
    counts.relationWanted++;
    if (seen.has(key)) counts.relationHit++;
    else wrong.push(`relation missed: ${name(key)}`);
  }
}

/** Problems of the evidence: each quote is exactly those bytes, each line right, none missing. */
export function evidenceProblems(document, bytes) {
  const problems = [];
  let n = 0;
  for (const edge of document.edges ?? []) {
    const name = `${edge.from} ${edge.relation} ${edge.to}`;
    if (!edge.evidence?.length) problems.push(`${name}: no evidence`);
    for (const e of edge.evidence ?? []) {
      n++;
      const quote = bytes.subarray(e.start, e.end).toString('utf8');
      const line = bytes.subarray(0, e.start).filter((b) => b === 10).length + 1;
      if (quote !== e.quote || !quote) problems.push(`${name}: the quote is not bytes ${e.start}-${e.end}`);
      if (line !== e.line) problems.push(`${name}: line ${e.line} should be ${line}`);
    }
  }
  return { n, problems };
}

const COUNTS = ['paperFound', 'paperRight', 'paperWanted', 'paperHit', 'conceptFound', 'conceptRight', 'conceptWanted',
  'conceptHit', 'relationFound', 'relationRight', 'relationWanted', 'relationHit', 'relationTyped', 'evidence',
  'evidenceWrong'];
export const noCounts = () => Object.fromEntries(COUNTS.map((c) => [c, 0]));

/** Counts and a list of what differs, for one note. */
export function compare(document, labels, bytes) {
  const counts = noCounts();
  const wrong = [];
  const real = (document.papers ?? []).filter((p) => ['entry', 'cited', 'stub'].includes(p.status));
  const got = matchPapers(real, labels.papers);
  const isEntry = (j) => (labels.papers[j].status ?? 'entry') === 'entry';
  const matchedEntries = [...got].filter(([i]) => real[i].status === 'entry');
  const hit = new Set(matchedEntries.map(([, j]) => j));
  real.forEach((p, i) => {
    if (p.status === 'entry' && !got.has(i)) wrong.push(`paper not in the labels: ${p.title} (line ${p.line})`);
  });
  counts.paperFound = real.filter((p) => p.status === 'entry').length;
  counts.paperRight = matchedEntries.length;
  labels.papers.forEach((p, j) => {
    if (!isEntry(j)) return;
    counts.paperWanted++;
    if (hit.has(j)) counts.paperHit++;
    else wrong.push(`paper missed: ${p.names[0]} (line ${p.line})`);
  });
  const byKey = scoreConcepts(document, real, got, labels, counts, wrong);
  scoreRelations(document, byKey, labels, counts, wrong);
  const evidence = evidenceProblems(document, bytes);
  counts.evidence = evidence.n;
  counts.evidenceWrong = evidence.problems.length;
  return { counts, wrong: [...wrong, ...evidence.problems] };
}

const ratio = (a, b) => (b ? a / b : 1);
const f1 = (p, r) => (p + r ? (2 * p * r) / (p + r) : 0);

/** Precision, recall and F1 of each kind. */
export function figures(c) {
  const kind = (found, right, wanted, hit) => {
    const p = found ? right / found : wanted ? 0 : 1;
    const r = ratio(hit, wanted);
    return { p, r, f: f1(p, r) };
  };
  return {
    papers: kind(c.paperFound, c.paperRight, c.paperWanted, c.paperHit),
    concepts: kind(c.conceptFound, c.conceptRight, c.conceptWanted, c.conceptHit),
    relations: kind(c.relationFound, c.relationRight, c.relationWanted, c.relationHit),
    typed: ratio(c.relationTyped, c.relationRight),
    evidence: 1 - ratio(c.evidenceWrong, c.evidence || 1),
  };
}

/** The extraction document of a note, read under `notePath` in an empty folder. */
export function extract(binary, noteFile, notePath) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'paperstack-extract-'));
  try {
    const own = path.join(folder, notePath);
    fs.mkdirSync(path.dirname(own), { recursive: true });
    fs.copyFileSync(noteFile, own);
    const out = execFileSync(path.resolve(binary), ['extract', notePath], { cwd: folder, maxBuffer: 1 << 28 });
    return JSON.parse(out.toString('utf8'));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The labelled notes below a folder: one folder each with gold.json and the note it names. */
export function labelledNotes(folder) {
  return fs.readdirSync(folder).sort()
    .filter((name) => fs.existsSync(path.join(folder, name, 'gold.json')))
    .map((name) => {
      const labels = JSON.parse(fs.readFileSync(path.join(folder, name, 'gold.json'), 'utf8'));
      const file = path.join(folder, name, labels.note);
      const pathFile = path.join(folder, name, 'path');
      const own = fs.existsSync(pathFile) ? fs.readFileSync(pathFile, 'utf8').trim() : labels.path;
      return { name, labels, file, path: own || 'note.md' };
    });
}
