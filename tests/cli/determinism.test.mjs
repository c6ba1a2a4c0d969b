/* The same bytes give the same extraction: whatever the locale, the time zone and what memory held. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { run } from './support/run.mjs';

const notes = fs.readdirSync('tests/golden', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => path.join('tests/golden', entry.name, 'note.md'))
  .filter((note) => fs.existsSync(note));

const extract = (note, env) => {
  const { status, out, err } = run(['extract', '--path', 'a/note.md', '--explain', note], { env });
  assert.equal(status, 0, err);
  return out + err;
};

test('locale, time zone and the contents of fresh memory leave no trace', () => {
  assert.ok(notes.length > 50);
  for (const note of notes.filter((_, i) => i % 4 === 0)) {
    const plain = extract(note, { LC_ALL: 'C', TZ: 'UTC' });
    for (const env of [
      { LC_ALL: 'tr_TR.UTF-8', LANG: 'de_DE.UTF-8', TZ: 'Asia/Tokyo' },
      { MALLOC_PERTURB_: '171', ASAN_OPTIONS: 'max_malloc_fill_size=1048576:malloc_fill_byte=171' },
    ]) assert.ok(extract(note, env) === plain, `${note} ${JSON.stringify(env)}`);
  }
});
