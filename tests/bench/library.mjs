// A library of made-up notes, the same for the same seed: node tests/bench/library.mjs FOLDER NOTES [SEED]
//
// Each paper has its title, arXiv id, year and short name; a few papers stand in many notes and most in
// one or two, as in a library that grew over years. Sentences name concepts that the vocabulary knows.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, count, seed = '1'] = process.argv.slice(2);
const notes = Number(count);
if (!folder || !Number.isInteger(notes) || notes < 1) {
  console.error('usage: node library.mjs FOLDER NOTES [SEED]');
  process.exit(2);
}

// mulberry32, public domain
let state = Number(seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];

const HEADS = 'Learning Rethinking Scaling Towards Understanding Improving Deep Fast Robust Sparse Adaptive Unified Efficient Structured Hierarchical Stable'.split(' ');
const MIDDLES = 'Graph Visual Language Temporal Latent Causal Federated Spatial Molecular Neural Acoustic Relational Stochastic Symbolic Discrete Bayesian Spectral Medical'.split(' ');
const TAILS = 'Representations Transformers Diffusion Retrieval Segmentation Translation Detection Compression Planning Alignment Generation Reasoning Attention Pruning Clustering Forecasting'.split(' ');
const ENDS = 'at Scale|without Labels|from Few Examples|with Limited Memory|under Distribution Shift|for Long Sequences|by Contrast|in the Wild|through Masking|on a Budget'.split('|');
const CONCEPTS = ['contrastive learning', 'knowledge distillation', 'graph neural network', 'self-attention', 'batch normalization', 'data augmentation', 'few-shot learning', 'meta-learning', 'quantization', 'reinforcement learning', 'diffusion model', 'semantic segmentation', 'object detection', 'machine translation', 'dropout', 'transfer learning', '对比学习', '知识蒸馏', '图神经网络', '数据增强', '小样本学习', '强化学习', '扩散模型', '目标检测', '机器翻译', '迁移学习'];
const SAID = ['Uses {c} on top of {d}.', 'Compares {c} with {d}; the gap closes with more data.', 'They replace {c} by {d}, which is cheaper.', '把 {c} 和 {d} 结合起来,效果更好。', '与 {c} 相比,{d} 更稳定。', 'Builds on {p}, but without {c}.', 'Needs {c}; the ablation is in the appendix.', '在 {p} 的基础上加入 {c}。'];

function paper(i) {
  state = (Number(seed) * 7919 + i * 104729) >>> 0;
  const title = `${pick(HEADS)} ${pick(MIDDLES)} ${pick(TAILS)} ${pick(ENDS)} ${i % 7 ? '' : 'and Beyond '}${i}`;
  const year = 2012 + below(12);
  const arxiv = `${year % 100}${String(1 + below(12)).padStart(2, '0')}.${String(i % 100000).padStart(5, '0')}`;
  return { title, year, arxiv, short: `${pick(MIDDLES).slice(0, 4)}${pick(TAILS).slice(0, 3)}-${i}` };
}

// Few papers are popular: the square of a uniform number, cubed again for half of the draws.
function popular(papers) {
  const u = random();
  return Math.floor(papers * (random() < 0.5 ? u : u ** 6));
}

function sentence(papers) {
  const saved = state;
  const other = paper(popular(papers));
  state = (saved + 0x9e3779b9) >>> 0;
  return pick(SAID).replace('{c}', pick(CONCEPTS)).replace('{d}', pick(CONCEPTS)).replace('{p}', other.short);
}

function note(n, papers) {
  const lines = [`# Reading notes ${n}`, ''];
  for (let k = 0; k < 8; k++) {
    state = (Number(seed) + n * 15485863 + k * 32452843) >>> 0;
    const saved = state;
    const p = paper(popular(papers));
    state = (saved + 12345) >>> 0;
    lines.push(`## ${p.short}: [${p.title}](https://arxiv.org/abs/${p.arxiv}) (${p.year})`, '');
    for (let s = 2 + below(4); s > 0; s--) lines.push(`- ${sentence(papers)}`);
    lines.push('');
  }
  return lines.join('\n');
}

for (let n = 0; n < notes; n++) {
  const below100 = join(folder, String(Math.floor(n / 100)).padStart(4, '0'));
  if (n % 100 === 0) mkdirSync(below100, { recursive: true });
  writeFileSync(join(below100, `note-${n}.md`), note(n, notes * 2));
}
