/* The live feed: what arrives, going on after a break, many clients at once, and a clean end. */
import assert from 'node:assert/strict';
import http from 'node:http';
import test from 'node:test';
import { Server } from './support/server.mjs';

const NOTE = '# MoCo\n\n* [MoCo: Momentum Contrast](https://arxiv.org/abs/1911.05722)\n  * contrastive learning with a queue\n';
const put = (server, name, body = NOTE) =>
  server.fetch(`/api/v1/notes/${name}`, { method: 'PUT', headers: { 'Content-Type': 'text/markdown' }, body });

/** One client; its events as they come. */
class Listener {
  static open(server, target = '/api/v1/events', headers = {}) {
    const l = new Listener();
    l.events = [];
    l.text = '';
    return new Promise((done, failed) => {
      l.request = http.get(server.url + target, { headers, agent: false }, (answer) => {
        l.answer = answer;
        l.ended = new Promise((end) => answer.on('close', end));
        answer.setEncoding('utf8').on('data', (text) => l.take(text)).on('error', () => {});
        done(l);
      }).on('error', failed);
    });
  }

  take(text) {
    this.text += text;
    const parts = this.text.split('\n\n');
    this.text = parts.pop();
    for (const part of parts) {
      const fields = Object.fromEntries(part.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
      if (fields.event) this.events.push({ ...fields, data: JSON.parse(fields.data) });
    }
  }

  changes() { return this.events.filter((e) => e.event === 'change').map((e) => e.data); }

  async until(condition, what) {
    const end = Date.now() + 20000;
    while (!condition(this)) {
      assert.ok(Date.now() < end, `${what}: ${JSON.stringify(this.events).slice(0, 500)}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  close() { this.request.destroy(); }
}

test('a client hears of what happens after it came, as the feed says it', async () => {
  const server = await Server.start();
  await put(server, 'old.md');
  const listener = await Listener.open(server);
  assert.equal(listener.answer.statusCode, 200);
  assert.match(listener.answer.headers['content-type'], /^text\/event-stream/);
  assert.equal(listener.answer.headers['x-accel-buffering'], 'no');
  assert.equal(listener.answer.headers['x-content-type-options'], 'nosniff');
  assert.equal(listener.answer.headers['cache-control'], 'no-store');
  const { newest } = await server.get('/changes');
  await put(server, 'new.md', NOTE.replace('1911.05722', '2002.05709').replaceAll('MoCo', 'SimCLR'));
  const expected = (await server.get(`/changes?since=${newest}&limit=1000`)).items;
  await listener.until((l) => l.changes().length >= expected.length, 'all changes');
  assert.deepEqual(listener.changes(), expected);
  assert.deepEqual(listener.events.filter((e) => e.event === 'change').map((e) => Number(e.id)), expected.map((c) => c.seq));
  listener.close();
  await server.stop();
});

test('after a break it goes on where it was', async () => {
  const server = await Server.start();
  await put(server, 'moco.md');
  const all = (await server.get('/changes?limit=1000')).items;
  const listener = await Listener.open(server, '/api/v1/events?since=0', { 'Last-Event-ID': String(all[1].seq) });
  await listener.until((l) => l.changes().length === all.length - 2, 'the rest');
  assert.deepEqual(listener.changes(), all.slice(2));
  const from = await Listener.open(server, '/api/v1/events?since=0');
  await from.until((l) => l.changes().length === all.length, 'everything');
  listener.close();
  from.close();
  for (const [target, status] of [['/events?since=soon', 400], ['/events?sinse=0', 400]])
    assert.equal((await server.fetch(`/api/v1${target}`)).status, status, target);
  await server.stop();
});

test('progress is told at the beginning', async () => {
  const server = await Server.start();
  const listener = await Listener.open(server);
  await listener.until((l) => l.events.some((e) => e.event === 'progress'), 'progress');
  const { data, id } = listener.events.find((e) => e.event === 'progress');
  assert.equal(data.importing, false);
  assert.ok(Array.isArray(data.jobs));
  assert.equal(id, undefined);
  listener.close();
  await server.stop();
});

test('many clients: each hears everything, others are still answered, one more is told to wait', async () => {
  const server = await Server.start();
  const listeners = await Promise.all(Array.from({ length: 256 }, () => Listener.open(server)));
  assert.ok(listeners.every((l) => l.answer.statusCode === 200));
  const one_more = await server.fetch('/api/v1/events');
  assert.equal(one_more.status, 503);
  assert.equal(one_more.headers.get('retry-after'), '1');
  assert.equal((await one_more.json()).code, 'busy');
  await Promise.all(Array.from({ length: 300 }, () => server.get('/stats')));
  await put(server, 'moco.md');
  const { newest } = await server.get('/changes');
  await Promise.all(listeners.map((l) => l.until(() => l.changes().at(-1)?.seq === newest, 'the last change')));
  listeners.slice(0, 100).forEach((l) => l.close());
  let again;
  for (let i = 0; i < 100 && again?.answer.statusCode !== 200; i++) {
    again = await Listener.open(server);
    if (again.answer.statusCode !== 200) await new Promise((done) => setTimeout(done, 50));
  }
  assert.equal(again.answer.statusCode, 200, 'places of clients that went are free again');
  const begin = Date.now();
  await server.stop();
  assert.ok(Date.now() - begin < 5000, `stopping took ${Date.now() - begin} ms`);
  await Promise.all(listeners.slice(100).map((l) => l.ended));
});

test('HEAD has the headers and an end', async () => {
  const server = await Server.start();
  const answer = await server.fetch('/api/v1/events', { method: 'HEAD' });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^text\/event-stream/);
  await server.stop();
});

test('clients that come and go while others ask: nobody is forgotten', async () => {
  const server = await Server.start();
  const comeAndGo = async () => {
    for (let i = 0; i < 40; i++) (await Listener.open(server)).close();
  };
  const ask = async () => {
    for (let i = 0; i < 150; i++) await server.get('/stats');
  };
  await Promise.all([comeAndGo(), comeAndGo(), comeAndGo(), ask(), ask(), ask(), ask()]);
  await server.stop();
});
