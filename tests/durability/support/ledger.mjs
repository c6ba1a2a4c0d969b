/* ledger.mjs: what a client remembers: a write goes in when its 2xx has come, with what it said.
 *
 * After a crash each acknowledged write must be there. One that was under way may be there as a whole or not at
 * all. Nothing may be there that was never sent. */
import assert from 'node:assert/strict';

const encodePath = (path) => path.split('/').map(encodeURIComponent).join('/');

export class Ledger {
  /** Each client has a folder of its own, so that it knows what must be there. */
  constructor(seed, folder = 'crash') {
    this.state = seed >>> 0;
    this.folder = folder;
    this.notes = new Map(); // path -> text; null = deleted
    this.decisions = new Set(); // ids of acknowledged ones
    this.underWay = new Map(); // path -> text that may have come in
    this.sentDecisions = new Set();
    this.acknowledged = 0;
  }

  /** A number in [0, n), from the seed alone. */
  draw(n) {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * n);
  }

  text(path) {
    const year = 1990 + this.draw(30), number = this.draw(99999);
    return `# Notes of ${path}\n\n- [A study of subject ${number}](https://arxiv.org/abs/${1000 + this.draw(900)}.${10000 + this.draw(80000)}) (${year})`
      + ` uses contrastive learning.\n- The follow-up improves on it, see line ${this.draw(1000)}.\n`;
  }

  /** One write: mostly a note, sometimes a deletion, a decision or several notes at once. @param {string} url */
  async write(url, signal) {
    const kind = this.draw(10), path = `${this.folder}/note-${this.draw(40)}.md`;
    if (kind === 0 && this.notes.get(path)) return this.#delete(url, path, signal);
    if (kind === 1) return this.#decide(url, signal);
    if (kind === 2) return this.#upload(url, signal);
    return this.#put(url, path, this.text(path), signal);
  }

  async #send(changes, target, init) {
    for (const [path, text] of changes) this.underWay.set(path, text);
    const answer = await fetch(target, init);
    const body = await answer.text();
    assert.ok(answer.ok || answer.status === 404, `${init.method} ${target}: ${answer.status} ${body}`);
    for (const [path, text] of changes) {
      this.notes.set(path, text);
      this.underWay.delete(path);
    }
    this.acknowledged += 1;
    return JSON.parse(body || '{}');
  }

  #put(url, path, text, signal) {
    return this.#send([[path, text]], `${url}/api/v1/notes/${encodePath(path)}`,
      { method: 'PUT', body: text, signal, headers: { 'content-type': 'text/markdown' } });
  }

  #delete(url, path, signal) {
    return this.#send([[path, null]], `${url}/api/v1/notes/${encodePath(path)}`, { method: 'DELETE', signal });
  }

  #upload(url, signal) {
    const form = new FormData(), changes = [];
    for (let i = 0; i < 3; i++) {
      const path = `${this.folder}/batch-${this.draw(20)}-${i}.md`, text = this.text(path);
      changes.push([path, text]);
      form.append('files', new Blob([text], { type: 'text/markdown' }), path);
    }
    return this.#send(changes, `${url}/api/v1/notes`, { method: 'POST', body: form, signal });
  }

  async #decide(url, signal) {
    const id = `${this.folder}-${this.sentDecisions.size}`;
    this.sentDecisions.add(id);
    const body = { id, kind: 'rename', concept: 'contrastive-learning', label: { en: `contrastive learning (${id})` }, reason: 'a crash test' };
    const answer = await fetch(`${url}/api/v1/decisions`,
      { method: 'POST', body: JSON.stringify(body), signal, headers: { 'content-type': 'application/json' } });
    const text = await answer.text();
    if (answer.status === 422) return; // no note names the concept yet
    assert.ok(answer.ok, `decision: ${answer.status} ${text}`);
    this.decisions.add(id);
    this.acknowledged += 1;
  }

  /** Holds what the server has against what was acknowledged. @returns {Promise<string[]>} what is wrong */
  async compare(url) {
    const wrong = [];
    for (const path of new Set([...this.notes.keys(), ...this.underWay.keys()])) {
      const answer = await fetch(`${url}/api/v1/notes/${encodePath(path)}?format=md`);
      const found = answer.status === 200 ? await answer.text() : (await answer.text(), null);
      const kept = this.notes.get(path) ?? null, pending = this.underWay.get(path);
      if (found !== kept && !(this.underWay.has(path) && found === pending)) wrong.push(`${path}: ${found === null ? 'lost' : 'other text'}`);
      this.notes.set(path, found);
    }
    this.underWay.clear();
    for (const id of this.decisions) {
      const answer = await fetch(`${url}/api/v1/decisions/${id}`);
      await answer.text();
      if (answer.status !== 200) wrong.push(`decision ${id}: ${answer.status}`);
    }
    return wrong.concat(await this.#invented(url));
  }

  async #invented(url) {
    const invented = [];
    for (let target = `${url}/api/v1/notes?limit=200`, page; target; target = page.next_cursor && `${url}/api/v1/notes?limit=200&cursor=${page.next_cursor}`) {
      const answer = await (await fetch(target)).json();
      invented.push(...answer.items.filter(({ path }) => path.startsWith(`${this.folder}/`) && !this.notes.get(path)));
      page = answer.page;
    }
    return invented.map(({ path }) => `${path}: never sent`);
  }
}
