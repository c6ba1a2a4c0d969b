/* Vocabularies of users on the command line, one of the largest size among them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ok, run, temporaryFolder } from './support/run.mjs';

/* Time is taken of the build that people run. */
const fast = path.resolve('build/paperstack');

const NOTE = '# SSL\n\n* [MoCo](https://arxiv.org/abs/1911.05722)\n  * uses the quxing trick\n';

const library = () => {
  const data = temporaryFolder();
  const notes = temporaryFolder();
  fs.writeFileSync(path.join(notes, 'x.md'), NOTE);
  ok('import', '--data-dir', data, notes);
  return data;
};

const file = (name, content) => {
  const whole = path.join(temporaryFolder(), name);
  fs.writeFileSync(whole, content);
  return whole;
};

test('import, list, export and remove', () => {
  const data = library();
  const before = ok('export', '--data-dir', data);
  const mine = file('mine.csv', 'label,alt,colour\nquxing trick,qt|qutrick,red\n,x,\n');
  const { status, out, err } = run(['vocabulary', 'import', mine, '--data-dir', data, '--name', 'lab']);
  assert.equal(status, 0, err);
  assert.equal(out, '1 concepts, 3 labels, 0 merged with known concepts, 2 warnings\n');
  assert.match(err, /line 1: the column "colour" is not read\nline 3: a row without a label is left out\n/);
  assert.match(ok('export', '--data-dir', data), /"concept:quxing-trick".*"user"|"user".*"concept:quxing-trick"/);
  assert.match(ok('vocabulary', 'list', '--data-dir', data), /^shipped +\d+ concepts +\d+ labels\nlab +1 concepts +3 labels\n$/);

  const turtle = ok('vocabulary', 'export', '--data-dir', data, '--scope', 'user');
  assert.match(turtle, /skos:prefLabel "quxing trick"@en/);
  const json = JSON.parse(ok('vocabulary', 'export', '--data-dir', data, '--name', 'lab', '--format', 'json'));
  assert.deepEqual(json.concepts[0].alternatives, { en: ['qt', 'qutrick'] });
  const copy = path.join(temporaryFolder(), 'copy.ttl');
  ok('vocabulary', 'export', '--data-dir', data, '--name', 'lab', '--out', copy);
  assert.equal(fs.readFileSync(copy, 'utf8'), turtle);

  const during = ok('export', '--data-dir', data);
  const report = JSON.parse(ok('vocabulary', 'import', copy, '--data-dir', data, '--name', 'lab', '--json'));
  assert.deepEqual(report, { concepts: 1, labels: 3, merged: 0, problems: 0, warnings: [] });
  assert.equal(ok('export', '--data-dir', data), during);

  assert.equal(ok('vocabulary', 'remove', '--name', 'lab', '--data-dir', data), 'removed lab\n');
  assert.equal(ok('export', '--data-dir', data), before);
});

test('a vocabulary may come from standard input and needs no notes', () => {
  const data = temporaryFolder();
  const input = 'term\tbroader\n对比式技巧\t对比学习\n';
  const { status, out } = run(['vocabulary', 'import', '-', '--data-dir', data, '--format', 'tsv'], { input });
  assert.equal(status, 0);
  assert.match(out, /^1 concepts, 1 labels/);
});

test('mistakes name the place and the remedy', () => {
  const data = library();
  for (const [args, status, message] of [
    [['vocabulary', '--data-dir', data], 2, /Say import FILE, list, export or remove/],
    [['vocabulary', 'import', '--data-dir', data], 2, /Name one file/],
    [['vocabulary', 'remove', '--data-dir', data], 2, /--name NAME/],
    [['vocabulary', 'remove', '--name', 'none', '--data-dir', data], 1, /no vocabulary "none"/],
    [['vocabulary', 'export', '--scope', 'mine', '--data-dir', data], 2, /--scope is one of all\|user/],
    [['vocabulary', 'export', '--format', 'xml', '--data-dir', data], 2, /There are turtle/],
    [['vocabulary', 'import', path.join(data, 'gone.ttl'), '--data-dir', data], 1, /gone\.ttl: /],
    [['vocabulary', 'import', file('bad.ttl', '@prefix a: <http://a/> .\na:b "c" .\n'), '--data-dir', data], 1, /Line 2, column \d+ cannot be read/],
  ]) {
    const result = run(args);
    assert.equal(result.status, status, result.err);
    assert.match(result.err, message);
  }
  assert.match(ok('vocabulary', 'list', '--data-dir', data), /^shipped [^\n]*\n$/);
});

/* 200,000 concepts with 500,000 labels: as many as are allowed, and what a large ontology has. */
const largest = () => {
  const lines = ['id,label_en,label_zh,alt,broader'];
  const word = (i) => ['ka', 'lo', 'mi', 'tren', 'vor', 'zu', 'pli', 'gra'][i % 8] + (i % 977).toString(36) + 'on';
  const han = (i) => String.fromCodePoint(0x4e00 + (i % 3001), 0x4e00 + ((i * 7) % 2003), 0x4e00 + ((i * 13) % 1009));
  for (let i = 0; i < 200000; i++)
    lines.push(`c${i},${word(i)} ${word(i * 31)} ${i.toString(36)},${i % 2 ? han(i) : ''},${word(i * 17)} ${word(i)} net ${i.toString(36)},${i ? `c${i >> 3}` : ''}`);
  return `${lines.join('\n')}\n`;
};

test('the largest vocabulary is imported and loaded in seconds', () => {
  const data = temporaryFolder();
  const big = file('big.csv', largest());
  /* Seconds of the processor, which do not depend on what else the machine does. */
  const time = (...args) => {
    const script = 'TIMEFORMAT="cpu %U %S"; time "$@"';
    const result = spawnSync('bash', ['-c', script, 'bash', fast, ...args, '--data-dir', data], { encoding: 'utf8' });
    assert.equal(result.status, 0, result.stderr);
    const [, user, system] = /^cpu ([\d.]+) ([\d.]+)$/m.exec(result.stderr);
    return [result.stdout, Number(user) + Number(system)];
  };
  const [report, importing] = time('vocabulary', 'import', big, '--quiet');
  const [list, loading] = time('vocabulary', 'list');
  assert.match(report, /^200000 concepts, 500000 labels, /);
  assert.match(list, /^user +200000 concepts +500000 labels$/m);
  assert.ok(importing < 20, `imported in ${importing} s`);
  /* The budget is 1.5 s on an idle machine; a busy one shares its caches. */
  assert.ok(loading < 3, `loaded in ${loading} s`);
});
