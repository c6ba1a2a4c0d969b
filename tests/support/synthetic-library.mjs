/* synthetic-library.mjs: a library of notes about papers that do not exist, with the truth about which mention
 * means which paper. Deterministic: the same seed gives the same notes.
 *
 * The traps: preprint and published form, versions of one arXiv number, nicknames, typos, an index beside an own note,
 * two papers of one title, two of one nickname, parts I and II, v2 of a name, titles of one group that differ by one
 * word, British spelling, a dash for the colon, Chinese titles with and without an identifier. */

/** Numbers in [0, 1) from a seed (mulberry32). @param {number} seed */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const GERUNDS = ['Learning', 'Rethinking', 'Scaling', 'Understanding', 'Improving', 'Discovering', 'Bridging', 'Predicting'];
const QUALITIES = ['Robust', 'Sparse', 'Hierarchical', 'Causal', 'Efficient', 'Adaptive', 'Latent', 'Compositional',
  'Differentiable', 'Probabilistic', 'Equivariant', 'Multimodal', 'Continual', 'Distributed', 'Interpretable'];
const THINGS = ['Representations', 'Embeddings', 'Policies', 'Attention', 'Rewards', 'Prompts', 'Features', 'Dynamics',
  'Memories', 'Priors', 'Gradients', 'Kernels', 'Augmentations', 'Tokens', 'Experts', 'Graphs'];
const TASKS = ['Protein Folding', 'Speech Separation', 'Query Planning', 'Crop Mapping', 'Traffic Forecasting',
  'Drug Discovery', 'Image Retrieval', 'Program Repair', 'Credit Scoring', 'Weather Prediction', 'Theorem Proving',
  'Map Matching', 'Click Prediction', 'Sepsis Detection', 'Robot Grasping', 'Music Tagging', 'Fraud Detection',
  'Table Understanding', 'Sign Language Translation', 'Seismic Inversion'];
const MEANS = ['Optimal Transport', 'Contrastive Objectives', 'Message Passing', 'Spectral Methods', 'Weak Labels',
  'Bilevel Search', 'Neural Operators', 'Score Matching', 'Curriculum Schedules', 'Mutual Information', 'Masked Modelling',
  'Tensor Networks', 'Random Features', 'Logical Constraints', 'Energy Models', 'Synthetic Demonstrations'];
const ZH = [['面向', '基于', '融合'], ['小样本', '多模态', '知识图谱', '对抗训练', '时空特征', '注意力机制', '元学习', '隐私保护'],
  ['蛋白质折叠', '语音分离', '交通流量预测', '遥感影像分割', '药物发现', '程序修复', '手语翻译', '情感分析', '欺诈检测', '文本摘要'],
  ['方法研究', '模型', '框架与应用', '算法及其分析']];
const SYLLABLES = ['ra', 'ko', 'mel', 'ti', 'vox', 'sun', 'pra', 'lo', 'den', 'qui', 'bar', 'zem', 'fo', 'gri', 'nal', 'tu',
  'pex', 'hi', 'sor', 'wen', 'cal', 'dri', 'mu', 'jo'];
const SURNAMES = ['Okafor', 'Lindqvist', 'Tanaka', 'Moreau', 'Petrov', 'Zhang', 'Nguyen', 'Schmidt', 'Rossi', 'Kowalski',
  'Haddad', 'Silva', 'Novak', 'Iyer', 'Larsen', 'Yamada', 'Castro', 'Dubois', 'Mensah', 'Virtanen'];
const VENUES = ['NeurIPS', 'ICML', 'ICLR', 'CVPR', 'ACL', 'KDD', 'SIGMOD', 'Interspeech'];
/** Each mention of a paper is marked by another concept, which evidence leads back from. */
export const MARKERS = ['contrastive learning', 'knowledge distillation', 'graph neural network', 'dropout', 'beam search',
  'transfer learning', 'batch normalization', 'variational autoencoder', 'gradient descent', 'data augmentation'];

const pick = (random, list) => list[Math.floor(random() * list.length)];
const capital = (word) => word[0].toUpperCase() + word.slice(1);

function nickname(random) {
  const n = 2 + Math.floor(random() * 2);
  const word = capital(Array.from({ length: n }, () => pick(random, SYLLABLES)).join(''));
  return `${word}${pick(random, ['Net', 'Former', 'GAN', 'Flow', 'BERT', 'RL'])}`;
}

function plainTitle(random) {
  const [gerund, quality, thing, task, means] = [GERUNDS, QUALITIES, THINGS, TASKS, MEANS].map((l) => pick(random, l));
  return pick(random, [`${gerund} ${quality} ${thing} for ${task}`, `${gerund} ${quality} ${thing} for ${task} with ${means}`,
    `${quality} ${thing} via ${means} for ${task}`, `On ${quality} ${thing} and ${means} in ${task}`]);
}

/* ---- papers ---- */

class Papers {
  constructor(random) {
    this.random = random;
    this.list = [];
    this.taken = new Set();
    this.chineseLeft = 120; /* of the titles that can be made */
  }

  /** A value of `make` that was not there before. */
  fresh(make) {
    for (;;) {
      const value = make();
      if (this.taken.has(value.toLowerCase())) continue;
      this.taken.add(value.toLowerCase());
      return value;
    }
  }

  add(fields) {
    const n = this.list.length;
    const month = String(1 + (n % 12)).padStart(2, '0');
    const year = 2015 + (n % 9);
    const authors = [0, 7, 13].map((k) => SURNAMES[(n * 3 + k) % SURNAMES.length]);
    this.list.push({ id: n, year, authors, venue: VENUES[n % VENUES.length], short: null, rest: fields.title,
      arxiv: `${year - 2000}${month}.${String(10000 + n).padStart(5, '0')}`, doi: `10.1234/jsl.${year}.${n}`, ...fields });
    return this.list[n];
  }

  plain() {
    return this.add({ title: this.fresh(() => plainTitle(this.random)) });
  }

  named() {
    const short = this.fresh(() => nickname(this.random));
    const rest = this.fresh(() => plainTitle(this.random));
    return this.add({ short, rest, title: `${short}: ${rest}` });
  }

  /** "FooNet" and its successor. */
  versions() {
    const first = this.named();
    const rest = this.fresh(() => plainTitle(this.random));
    this.add({ short: `${first.short}v2`, rest, title: `${first.short}v2: ${rest}` });
  }

  /** One nickname, two works: only a title or an identifier tells which is meant. */
  homonyms() {
    const short = this.fresh(() => nickname(this.random));
    for (let k = 0; k < 2; k++) {
      const rest = this.fresh(() => plainTitle(this.random));
      this.add({ short, rest, title: `${short}: ${rest}`, isHomonym: true });
    }
  }

  chinese() {
    const authors = pick(this.random, ['张伟, 李娜', '王芳, 刘洋, 陈静', '赵磊']);
    const title = () => `${pick(this.random, ZH[0])}${pick(this.random, ZH[1])}的${pick(this.random, ZH[2])}${pick(this.random, ZH[3])}`;
    if (this.chineseLeft-- > 0) this.add({ title: this.fresh(title), isChinese: true, chineseAuthors: authors });
    else this.plain();
  }

  parts() {
    const base = this.fresh(() => plainTitle(this.random));
    for (const part of ['Part I', 'Part II']) this.add({ title: `${base}, ${part}`, isTrap: true });
  }

  /** Titles of one group: all but one word are the same. */
  series() {
    const [quality, thing, means] = [QUALITIES, THINGS, MEANS].map((l) => pick(this.random, l));
    for (let k = 0; k < 3; k++)
      this.add({ title: this.fresh(() => `${quality} ${thing} via ${means} for ${pick(this.random, TASKS)}, Revisited`), isTrap: true });
  }

  /** Two papers of one title: only their identifiers tell them apart. */
  twins() {
    const title = this.fresh(() => plainTitle(this.random));
    for (let k = 0; k < 2; k++) this.add({ title, isTwin: true });
  }
}

function makePapers(random, n) {
  const papers = new Papers(random);
  const kinds = [['plain', 44], ['named', 32], ['versions', 6], ['chinese', 6], ['series', 5], ['parts', 3], ['twins', 2],
    ['homonyms', 2]];
  while (papers.list.length < n) {
    let at = random() * 100;
    const kind = kinds.find(([, share]) => (at -= share) < 0);
    papers[(kind ?? kinds[0])[0]]();
  }
  return papers.list;
}

/* ---- how people write them ---- */

/** Two letters of one long word change places. */
function withTypo(random, title) {
  const words = title.split(' ');
  const long = words.map((w, i) => [w, i]).filter(([w]) => w.length > 7 && /^[A-Za-z]+$/.test(w));
  if (!long.length) return title;
  const [word, at] = pick(random, long);
  const i = 2 + Math.floor(random() * (word.length - 5));
  words[at] = word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2);
  return words.join(' ');
}

const FORMS = {
  preprint: (p) => `- [${p.title}](https://arxiv.org/abs/${p.arxiv})`,
  version: (p) => `- [${p.title}](http://arxiv.org/pdf/${p.arxiv}v2.pdf)`,
  published: (p) => `- [${p.title}](https://doi.org/${p.doi})`,
  both: (p) => `- **${p.title}** (${p.venue} ${p.year}) [[paper](https://doi.org/${p.doi})] [[arXiv](https://arxiv.org/abs/${p.arxiv})]`,
  behind: (p) => `- ${p.title}. arXiv:${p.arxiv}`,
  cited: (p) => `- ${p.authors[0]}, A., & ${p.authors[1]}, B. (${p.year}). ${p.title}. *${p.venue}*.`,
  index: (p) => `- [${p.title}](papers/${p.id}.md)`,
  lower: (p) => `- [${p.title[0]}${p.title.slice(1).toLowerCase()}](https://arxiv.org/abs/${p.arxiv})`,
  typo: (p, random) => `- [${withTypo(random, p.title)}]()`,
  dash: (p) => `- [${p.title.replace(': ', ' - ')}](https://doi.org/${p.doi})`,
  british: (p) => `- ${p.title.replace(/iz(ation|ing)/g, 'is$1').replace('Modelling', 'Modeling')} (${p.venue}'${p.year % 100}) [pdf](https://doi.org/${p.doi})`,
  chinese: (p) => `- ${p.chineseAuthors}. ${p.title}[J]. 计算机学报, ${p.year}, 41(3): 12-20.`,
  tail: (p) => `- [${p.rest}](https://doi.org/${p.doi})`,
  nick: (p) => `- [${p.short}](https://arxiv.org/abs/${p.arxiv})`,
  bare: (p) => `- [${p.short}]()`,
};
const ALWAYS = ['preprint', 'version', 'published', 'both', 'behind', 'lower'];

/** Forms that a reader can still tell from other papers. */
function formsOf(paper) {
  if (paper.isTwin) return ['preprint', 'version', 'lower'];
  if (paper.isChinese) return ['preprint', 'published', 'both', 'behind', 'chinese', 'chinese', 'index'];
  const forms = [...ALWAYS, ...ALWAYS, 'cited', 'index'];
  if (!paper.isTrap) forms.push('typo');
  if (!paper.isTrap) forms.push('british');
  if (paper.short) forms.push('tail', 'nick', 'dash');
  if (paper.short && !paper.isHomonym) forms.push('nick', 'bare');
  return forms;
}

/** One library: notes as {path, text} and mentions as {note, line, paper}. */
export function makeLibrary({ seed = 1, papers: nPapers = 2000, notes: nNotes = 3000 } = {}) {
  const random = generator(seed);
  const papers = makePapers(random, nPapers);
  const notes = [];
  const mentions = [];
  const used = papers.map(() => 0);

  function write(note, lines, paper, text) {
    lines.push(text, `    - uses ${MARKERS[used[paper.id]++ % MARKERS.length]}`);
    mentions.push({ note, line: lines.length, paper: paper.id });
  }
  function ownNote(paper, path) {
    const lines = [`# ${paper.title}`, '', `arXiv:${paper.arxiv}`, '', '## Method', ''];
    lines.push(`- uses ${MARKERS[used[paper.id]++ % MARKERS.length]}`);
    mentions.push({ note: path, line: lines.length, paper: paper.id });
    notes.push({ path, text: `${lines.join('\n')}\n` });
  }
  function listNote(k) {
    const path = `weekly/${String(k).padStart(4, '0')}.md`;
    const lines = [`# Reading, week ${k}`, ''];
    const seen = new Set();
    for (let i = 0; i < 3; i++) {
      const paper = k * 3 + i < papers.length ? papers[k * 3 + i] : pick(random, papers);
      if (seen.has(paper.id) || used[paper.id] >= MARKERS.length) continue;
      seen.add(paper.id);
      write(path, lines, paper, FORMS[pick(random, used[paper.id] ? formsOf(paper) : ALWAYS.slice(0, 2))](paper, random));
    }
    notes.push({ path, text: `${lines.join('\n')}\n` });
  }

  const owned = Math.floor(nNotes / 3);
  for (let k = 0; k < nNotes - owned; k++) listNote(k);
  for (let k = 0; k < owned; k++) {
    const paper = papers[(k * 7) % papers.length];
    if (!paper.isTwin && used[paper.id] < MARKERS.length) ownNote(paper, `papers/${paper.id}.md`);
  }
  return { papers, notes, mentions };
}
