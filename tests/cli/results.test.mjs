/* Commands that ask: one answer in each of its forms, the same that the address gives. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { before } from 'node:test';
import { ok, run, temporaryFolder } from './support/run.mjs';

const data = temporaryFolder();
before(() => ok('import', '--data-dir', data, 'tests/demo-notes'));

const lines = (text) => text.trim().split(/\r?\n/);
const ask = (command, ...words) => ok(command, '--data-dir', data, ...words);

test('a list has the same items in every form', () => {
  const words = ['papers linked to contrastive learning', '-n', '5'];
  const { items, page, interpreted_as } = JSON.parse(ask('query', '--json', ...words));
  assert.equal(items.length, 5);
  assert.ok(page.total > 5);
  assert.equal(interpreted_as.query.find, 'papers');
  const each = lines(ask('query', '--jsonl', ...words)).map((line) => JSON.parse(line));
  assert.deepEqual(each, items);
  const table = lines(ask('query', ...words)).map((line) => line.split('\t')[1]);
  assert.deepEqual(table, items.map((item) => item.key));
  const csv = lines(ask('query', '--csv', ...words));
  assert.equal(csv[0], 'score,key,title');
  assert.deepEqual(csv.slice(1).map((line) => line.split(',')[1]), table);
});

test('--fields chooses members, in the order they are named', () => {
  const { items } = JSON.parse(ask('query', '--json', '--fields', 'key,year', '-n', '3', 'papers since 2020'));
  for (const item of items) assert.deepEqual(Object.keys(item).sort(), ['key', 'year']);
  const rows = lines(ask('query', '--fields', 'year,key', '-n', '3', 'papers since 2020')).map((line) => line.split('\t'));
  assert.deepEqual(rows, items.map((item) => [String(item.year), item.key]));
});

test('CSV quotes what needs it', () => {
  const rows = lines(ask('query', '--csv', '--fields', 'key,title', '-n', '200', 'papers'));
  const row = rows.find((line) => line.startsWith('arxiv:1710.10196,'));
  assert.equal(row, 'arxiv:1710.10196,"Progressive Growing of GANs for Improved Quality, Stability, and Variation"');
});

test('more than a page of the API is walked, and a limit in the question holds', () => {
  const all = lines(ask('query', '-n', '1000', 'concepts'));
  assert.ok(all.length > 400, String(all.length));
  assert.equal(new Set(all).size, all.length);
  assert.equal(lines(ask('query', '-n', '1000', 'concepts top 7')).length, 7);
});

test('show finds papers, concepts and notes by any name', () => {
  const show = (...words) => JSON.parse(ask('show', '--json', ...words));
  assert.equal(show('arxiv:1911.05722').type, 'paper');
  assert.equal(show('MoCo').key, 'arxiv:1911.05722');
  assert.equal(show('对比学习').key, 'concept:contrastive-learning');
  assert.equal(show('rl/RL_paper_list.md').path, 'rl/RL_paper_list.md');
  assert.match(ask('show', 'MoCo'), /^key\tarxiv:1911\.05722$/m);
  const unknown = run(['show', '--data-dir', data, 'Attention Is Al You Need']);
  assert.equal(unknown.status, 3);
  assert.match(unknown.err, /Did you mean "Attention Is All You Need"/);
});

test('path, similar and stats', () => {
  const paths = JSON.parse(ask('path', '--json', '-k', '2', 'MAML', 'DARTS')).items;
  assert.equal(paths.length, 2);
  assert.match(ask('path', 'MAML', 'DARTS'), /MAML → .* → DARTS/);
  assert.equal(run(['path', '--data-dir', data, 'MAML']).status, 2);
  const like = lines(ask('similar', '-n', '3', 'MoCo'));
  assert.equal(like.length, 3);
  assert.ok(!like.some((line) => line.includes('arxiv:1911.05722')));
  const counts = JSON.parse(ask('stats', '--json'));
  assert.match(ask('stats'), new RegExp(`^papers\\.total\t${counts.papers.total}$`, 'm'));
  assert.equal(counts.notes, 25);
});

test('a question can come from standard input', () => {
  const words = ask('query', '--json', '与对比学习相关的论文');
  assert.equal(run(['query', '--data-dir', data, '--json', '-'], { input: '与对比学习相关的论文\n' }).out, words);
  assert.equal(run(['show', '--data-dir', data, '-'], { input: 'MoCo' }).status, 0);
  const empty = run(['query', '--data-dir', data, '-'], { input: ' \n' });
  assert.equal(empty.status, 2);
  assert.match(empty.err, /Say what to look for/);
});

test('search can be bound to a kind, and its places are plain text', () => {
  const { items } = JSON.parse(ask('search', '--json', '--type', 'note', 'learning'));
  assert.ok(items.length > 0 && items.every((item) => item.type === 'note'));
  const wrong = run(['search', '--data-dir', data, '--type', 'nothing', 'learning']);
  assert.equal(wrong.status, 2);
});

test('shells complete the commands and options that the help names', () => {
  const script = ok('completion', 'bash');
  const complete = (...words) => execFileSync('bash', ['-c',
    `${script}\nCOMP_WORDS=(paperstack ${words.map((w) => `'${w}'`).join(' ')}); COMP_CWORD=${words.length}; _paperstack; printf '%s\\n' "\${COMPREPLY[@]}"`],
  { encoding: 'utf8' }).trim().split('\n');
  assert.deepEqual(complete('sim'), ['similar']);
  assert.deepEqual(complete('query', '--js').sort(), ['--json', '--jsonl']);
  const helped = [...ok('query', '--help').matchAll(/^ .*?(--[a-z-]+)/gm)].map((m) => m[1]).sort();
  assert.deepEqual([...new Set(complete('query', '--'))].sort(), [...new Set(helped)].filter((o) => o.startsWith('--')).sort());
  assert.deepEqual(complete('search', '--type', '').sort(), ['concept', 'note', 'paper']);
  assert.ok(complete('help', 'ex').includes('exit-codes'));
  for (const option of helped.filter((o) => o !== '--help')) {
    assert.ok(ok('completion', 'zsh').includes(`'${option}[`), option);
    assert.ok(ok('completion', 'fish').includes(`-l ${option.slice(2)}`), option);
  }
  assert.equal(run(['completion', 'tcsh']).status, 2);
});
