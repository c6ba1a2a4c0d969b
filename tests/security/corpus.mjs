/* corpus.mjs: requests as bytes, and the answers that are right. `status`: those allowed; 0 = no answer, the
 * connection is closed; WAITS = no answer, the rest of the request is waited for. `open`: whether it may be used again afterwards (undefined: either). $PORT is the port. */
export const WAITS = -1;

const host = 'Host: 127.0.0.1:$PORT\r\n';
const get = (target, headers = host) => `GET ${target} HTTP/1.1\r\n${headers}\r\n`;
const put = (headers, body = '', target = '/api/v1/notes/corpus.md') => `PUT ${target} HTTP/1.1\r\n${host}Content-Type: text/markdown\r\n${headers}\r\n${body}`;
const hidden = `GET /api/v1/stats HTTP/1.1\r\n${host}\r\n`;
const READ = '/api/v1/stats';
const row = (group) => (name, bytes, status, open) => ({ name: `${group}: ${name}`, bytes, status: [status].flat(), open });

const good = row('good');
const smuggling = row('smuggling');
const line = row('request line');
const target = row('target');
const hostRow = row('host');
const header = row('header');
const length = row('length');
const chunk = row('chunk');
const path = row('note path');

const BAD_PATHS = ['..%2f..%2fetc%2fpasswd.md', '%2e%2e/%2e%2e/etc/passwd.md', '..%5c..%5cx.md', 'a/../../x.md', '/etc/passwd.md', './x.md', 'a//b.md', '.hidden.md',
  'a/.git/x.md', 'x%00.md', 'x%0a.md', 'x%7f.md', '%c0%ae%c0%ae/x.md', '%ed%a0%80.md', '%ff.md', `${'a'.repeat(1100)}.md`, `${'a/'.repeat(600)}x.md`, 'x', 'x.txt', '%2e.md', 'con%0d%0aX: y.md', 'a%2f%2e%2e%2fb.md'];
const BAD_TARGETS = ['/a%00b', '/%zz', '/%', '/%4', '/api/v1/papers/%', '/api/v1/papers?q=%zz', '/api/v1/search?q=%ff%fe', '/api/v1/search?q=%c0%80', '/api/v1/papers?limit=%00', '/api/v1/search?q=%0a%00',
  '/api/v1/papers/%ed%a0%80', '/api/v1/papers?%00=1'];
const NO_PLACE = ['/..%2f..%2fetc%2fpasswd', '/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/api/v1/../../etc/passwd', '/index.html/../../x', '/api/v1/papers/%2e%2e', '/api/v2/papers', '/api/v1//papers',
  '/api/v1/nothing', '/assets/..%2f..%2fx'];
const BAD_NAMES = ['X Y: 1', 'X\tY: 1', 'X(: 1', 'X@: 1', 'X[]: 1', 'X{}: 1', 'X"Y: 1', 'X/Y: 1', 'X\x80: 1', 'X,Y: 1', 'X;Y: 1', 'X=Y: 1', 'X?: 1'];
const BAD_LENGTHS = ['-1', '+5', '0x5', '5,5', '5 5', '5a', '1e1', '99999999999999999999999', '18446744073709551616', '', ' ', '٣'];
const BAD_CHUNKS = ['g\r\nhello\r\n0\r\n\r\n', '-5\r\nhello\r\n0\r\n\r\n', '0x5\r\nhello\r\n0\r\n\r\n', '5\r\nhelloX0\r\n\r\n', 'fffffffffffffffff\r\nhello\r\n', '\r\nhello\r\n0\r\n\r\n'];
const BAD_HOSTS = ['evil.example', 'evil.example:$PORT', '127.0.0.1.evil.example:$PORT', 'localhost.evil.example', '127.0.0.1:1', '127.0.0.1@evil.example', 'localhost:$PORT@evil', '[::2]:$PORT', '0.0.0.0:$PORT', '127.0.0.1:$PORT/x',
  '127.0.0.1 evil', '127.0.0.1,evil.example', ''];
const METHODS = ['BREW', 'get', 'GETX', 'PROPFIND', 'TRACE', 'CONNECT', 'QUERY', 'G@T', 'X'.repeat(300)];

export const corpus = [
  good('a plain request', get(READ), 200, true),
  good('localhost', get(READ, 'Host: localhost:$PORT\r\n'), 200, true),
  good('the loopback address of version 6', get(READ, 'Host: [::1]:$PORT\r\n'), 200, true),
  good('HTTP/1.0 with a host', `GET ${READ} HTTP/1.0\r\n${host}\r\n`, 200, false),
  good('close is honoured', get(READ, `${host}Connection: close\r\n`), 200, false),
  good('two requests, two answers', get(READ) + get(READ), [200], true),
  good('a body with its length', put('Content-Length: 4\r\n', '# A\n'), [200, 201], true),
  good('a body in chunks', put('Transfer-Encoding: chunked\r\n', '4\r\n# B\n\r\n0\r\n\r\n'), [200, 201], true),
  good('an empty line before the request', `\r\n${get(READ)}`, [200, 400]),
  good('the head alone', `HEAD ${READ} HTTP/1.1\r\n${host}\r\n`, 200, true),
  good('options', `OPTIONS ${READ} HTTP/1.1\r\n${host}\r\n`, 204, true),

  smuggling('length and chunks', put('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${hidden}`), [400, 501], false),
  smuggling('chunks and length', put('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', `0\r\n\r\n${hidden}`), [400, 501], false),
  smuggling('two lengths that differ', put(`Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n`, hidden), 400, false),
  smuggling('two lengths that agree', put('Content-Length: 4\r\nContent-Length: 4\r\n', '# A\n'), 400, false),
  smuggling('a space before the colon', put(`Content-Length: 0\r\nTransfer-Encoding : chunked\r\n`, `0\r\n\r\n${hidden}`), [400, 501], false),
  smuggling('a length with a space before its colon', put(`Content-Length : ${hidden.length}\r\n`, hidden), 400, false),
  smuggling('chunked twice', put('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${hidden}`), [400, 501], false),
  smuggling('chunked among others', put('Transfer-Encoding: gzip, chunked\r\n', `0\r\n\r\n${hidden}`), [400, 501], false),
  smuggling('chunked and identity', put('Transfer-Encoding: chunked, identity\r\n', `0\r\n\r\n${hidden}`), [400, 501], false),
  smuggling('an unknown coding', put('Transfer-Encoding: xchunked\r\n', `0\r\n\r\n${hidden}`), [400, 501], false),
  smuggling('chunked after a control byte', put('Transfer-Encoding: \x0bchunked\r\n', `0\r\n\r\n${hidden}`), [400, 501], false),
  smuggling('chunked over two lines', put('Transfer-Encoding:\r\n chunked\r\n', `0\r\n\r\n${hidden}`), [400, 501], false),
  smuggling('a length over two lines', put('Content-Length:\r\n 4\r\n', '# A\n'), 400, false),
  smuggling('chunks with HTTP/1.0', `PUT /api/v1/notes/corpus.md HTTP/1.0\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`, [400, 411, 415, 501], false),
  smuggling('a length on a GET and a request behind it', `GET ${READ} HTTP/1.1\r\n${host}Content-Length: ${hidden.length}\r\n\r\n${hidden}`, [200, 400, 413]),
  ...BAD_LENGTHS.map((n) => length(JSON.stringify(n), put(`Content-Length: ${n}\r\n`, 'hello'), [0, 400, 413], false)),
  length('larger than allowed', put('Content-Length: 999999999\r\n'), 413, false),
  ...BAD_CHUNKS.map((body) => chunk(JSON.stringify(body), put('Transfer-Encoding: chunked\r\n', body), [0, 400, 413], false)),

  ...METHODS.map((m) => line(`method ${m.slice(0, 12)}`, `${m} ${READ} HTTP/1.1\r\n${host}\r\n`, [0, 400, 405, 501])),
  line('no version', `GET ${READ}\r\n\r\n`, [0, 400], false),
  line('version 2', `GET ${READ} HTTP/2.0\r\n${host}\r\n`, [0, 400, 505], false),
  line('version 0.9', `GET ${READ} HTTP/0.9\r\n${host}\r\n`, [0, 400, 505], false),
  line('another protocol', `GET ${READ} SMTP/1.1\r\n${host}\r\n`, [0, 400], false),
  line('a TLS hello', Buffer.from('16030100c8010000c403032b', 'hex'), [0, 400, WAITS]),
  line('zeros', Buffer.alloc(200), [0, 400, WAITS]),
  line('two spaces', `GET  ${READ} HTTP/1.1\r\n${host}\r\n`, [400, 404, 200]),
  line('a tab', `GET\t${READ}\tHTTP/1.1\r\n${host}\r\n`, [0, 400, 501]),
  line('no target', `GET HTTP/1.1\r\n${host}\r\n`, [0, 400, 404], undefined),
  line('the whole address', `GET http://127.0.0.1:$PORT${READ} HTTP/1.1\r\n${host}\r\n`, [200, 400, 404]),
  line('another whole address', `GET http://evil.example${READ} HTTP/1.1\r\n${host}\r\n`, [400, 404, 421]),
  line('a star', `OPTIONS * HTTP/1.1\r\n${host}\r\n`, [200, 204, 400, 404]),

  ...BAD_TARGETS.map((t) => target(t, get(t), 400)),
  ...NO_PLACE.map((t) => target(t, get(t), [400, 404])),
  // The page answers for its own addresses, and it has no files but those that are built in.
  ...['/.git/config', '/API/V1/PAPERS', '/etc/passwd'].map((t) => target(t, get(t), [200, 404])),
  target('longer than 8 KiB', get(`/api/v1/search?q=${'a'.repeat(9000)}`), [400, 414, 431]),
  target('40,000 bytes', get(`/${'a'.repeat(40000)}`), [0, 400, 414, 431]),
  target('a control byte', get('/api/v1/\x01stats'), [400, 404]),
  target('bytes above ASCII', get('/api/v1/\xe6\x96'), [400, 404]),
  target('a parameter twice', get('/api/v1/papers?limit=1&limit=2'), 400),
  target('an unknown parameter', get('/api/v1/papers?limits=1'), 400),
  target('100 parameters', get(`/api/v1/papers?${Array.from({ length: 100 }, (_, i) => `p${i}=1`).join('&')}`), 400),

  hostRow('none', `GET ${READ} HTTP/1.1\r\n\r\n`, [400, 421]),
  hostRow('twice', get(READ, host + host), 400),
  hostRow('twice and different', get(READ, `${host}Host: evil.example\r\n`), 400),
  ...BAD_HOSTS.map((h) => hostRow(JSON.stringify(h), get(READ, `Host: ${h}\r\n`), [400, 421])),

  ...BAD_NAMES.map((h) => header(JSON.stringify(h), get(READ, `${host}${h}\r\n`), [0, 400])),
  header('without a colon', get(READ, `${host}nothing\r\n`), [0, 400]),
  // libmicrohttpd drops these before we see them; nothing of ours depends on what is dropped.
  header('no name', get(READ, `${host}: 1\r\n`), [0, 200, 400]),
  header('a NUL in the value', get(READ, `${host}X: a\0b\r\n`), [0, 200, 400]),
  header('a control byte in the value', get(READ, `${host}X: a\x01b\r\n`), [0, 400]),
  header('a lone carriage return', get(READ, `${host}X: a\rb\r\n`), [0, 400]),
  header('200 of them', get(READ, host + Array.from({ length: 200 }, (_, i) => `X-${i}: 1\r\n`).join('')), [431, 400], undefined),
  header('20 KB in one', get(READ, `${host}X: ${'a'.repeat(20000)}\r\n`), 431),
  header('a megabyte', get(READ, `${host}X: ${'a'.repeat(1 << 20)}\r\n`), [0, 431]),
  header('an unknown expectation', put('Expect: 200-maybe\r\nContent-Length: 4\r\n', '# A\n'), [200, 201, 417]),
  header('an upgrade that we do not know', get(READ, `${host}Connection: Upgrade\r\nUpgrade: h2c\r\n`), 200),
  header('Range', get(READ, `${host}Range: bytes=0-${',0-'.repeat(1000)}\r\n`), 200),
  header('text where JSON is wanted', `POST /api/v1/query HTTP/1.1\r\n${host}Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}`, 415),
  header('no type', `POST /api/v1/query HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n{}`, [415, 422]),
  header('half a JSON', `POST /api/v1/query HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{`, 400),
  header('JSON 100,000 deep', `POST /api/v1/query HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n${'['.repeat(100000)}`, [400, 413]),

  ...BAD_PATHS.map((p) => path(p.slice(0, 40), put('Content-Length: 4\r\n', '# A\n', `/api/v1/notes/${p}`), [400, 404, 405, 414, 422])),
];
