// What the bench asks for: addresses made of names that stand in the library, each once.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const PAPERS = 60_000;
const CONCEPTS = 20_000;

// Spread over the whole list, in an order without meaning.
function shuffled(list) {
  let state = 12345;
  for (let i = list.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const k = state % (i + 1);
    [list[i], list[k]] = [list[k], list[i]];
  }
  return list;
}

export function samples(data) {
  const ask = (sql) => {
    const text = execFileSync('sqlite3', ['-readonly', '-json', join(data, 'paperstack.db'), sql], { maxBuffer: 1 << 28 });
    return text.length ? JSON.parse(text) : [];
  };
  const [{ p: nPapers, c: nConcepts, e: nEdges }] = ask('SELECT (SELECT count(*) FROM paper) AS p, (SELECT count(*) FROM concept) AS c, (SELECT count(*) FROM edge) AS e');
  const every = Math.max(1, Math.floor(nPapers / PAPERS));
  const papers = ask(`SELECT id, key, title FROM paper WHERE id / 2 % ${every} = 0 AND key LIKE 'arxiv:%'`);
  const concepts = ask(`SELECT substr(key, 9) AS slug, n_papers AS n, labels FROM concept WHERE n_papers > 0 ORDER BY n_papers DESC LIMIT ${CONCEPTS}`);
  const hubs = concepts.slice(0, 100).map((c) => c.slug);
  return { nPapers, nConcepts, nEdges, papers: shuffled(papers), concepts: shuffled(concepts), hubs, hub: hubs[0] };
}

const at = (list, i) => list[i % list.length];

export function questions({ papers, concepts, hubs, hub }) {
  const slug = (i) => encodeURIComponent(at(concepts, i).slug);
  const key = (i) => at(papers, i).key;
  const words = (i) => at(papers, i).title.split(' ');
  const begun = (i) => (i % 2 ? at(papers, i).title.slice(0, 1 + (i % 20)) : words(i)[2 + (i % 4)].slice(0, 3 + (i % 5)));
  const make = (n, one) => [...new Set(Array.from({ length: n }, (_, i) => `/api/v1${one(i)}`))];
  const n = papers.length;
  const year = (i) => 2013 + (i % 10);
  return {
    distinct: {
      'a paper': make(n, (i) => `/papers/${key(i)}`),
      'edges of a paper': make(n, (i) => `/papers/${key(i)}/edges?limit=20`),
      'concepts of a paper': make(n, (i) => `/papers/${key(i)}/concepts?limit=20`),
      'papers of a concept': make(n, (i) => `/concepts/${slug(i)}/papers?limit=${10 + (Math.floor(i / concepts.length) % 10)}`),
      'papers linked to two concepts': make(n, (i) => `/papers?linked_to=${at(hubs, i)}&linked_to=${slug(i)}&limit=20`),
      'what stands round a paper': make(n, (i) => `/graph/neighbourhood?node=${key(i)}&limit=20`),
    },
    // name: [addresses, budget of p99 in ms]
    bounded: {
      // Beginnings of names, and of words inside them from three letters on.
      suggest: [make(n, (i) => `/suggest?q=${encodeURIComponent(begun(i))}&limit=${5 + (i % 10)}`), 20],
      search: [make(n, (i) => `/search?q=${encodeURIComponent(`${words(i)[i % 2]} ${words(i)[2 + (i % 3)]}`)}&limit=20`), 20],
      'search by one word': [make(n, (i) => `/search?q=${encodeURIComponent(words(i)[2 + (i % 4)])}&limit=20`), 20],
      paths: [make(n, (i) => `/graph/path?from=${key(i)}&to=${key(i + 1)}`), 50],
    },
    heavy: {
      'papers since a year, newest first': make(40, (i) => `/papers?year__gte=${year(i)}&limit=${10 + i}`),
      'venue and status': make(40, (i) => `/papers?venue=ICML&status=entry&limit=${10 + i}`),
      'words within titles': make(40, (i) => `/papers?title__contains=${encodeURIComponent(words(i)[3])}&limit=20`),
      'all edges': make(40, (i) => `/edges?limit=${10 + i}`),
      'edges by relation': make(40, (i) => `/edges?relation=uses&limit=${10 + i}`),
      'papers of the greatest hub': make(40, (i) => `/concepts/${hub}/papers?limit=${50 + i}`),
    },
    plain: {
      paths: make(n, (i) => `/papers/${key(i)}`),
      sql: papers.slice(0, 5000).map((p) => `SELECT * FROM paper WHERE id = (SELECT paper_id FROM paper_identifier WHERE identifier = '${p.key}' ORDER BY paper_id LIMIT 1);`),
    },
  };
}
