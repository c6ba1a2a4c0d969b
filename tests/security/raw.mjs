/* raw.mjs: bytes sent over a socket as they are, and what came back: all status lines, and who hung up. */
import net from 'node:net';

const QUIET_MS = 400; // nothing more came: the connection is kept open
const FIRST_MS = 10000; // for the answer to begin, on a slow machine

/** `mayWait`: no answer is one of the right ones, so it is not waited for long.
 * @param {number} port @param {string | Buffer} bytes @returns {Promise<{statuses: number[], closed: boolean, text: string}>} */
export const exchange = (port, bytes, mayWait = false) => new Promise((done) => {
  const socket = net.connect(port, '127.0.0.1');
  let text = '', timer;
  const end = (closed) => {
    clearTimeout(timer);
    socket.destroy();
    done({ statuses: [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((m) => Number(m[1])), closed, text });
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => end(false), text || mayWait ? QUIET_MS : FIRST_MS);
  };
  socket.on('connect', () => { socket.write(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes, 'latin1')); wait(); });
  socket.on('data', (chunk) => { text += chunk.toString('latin1'); wait(); });
  socket.on('close', () => end(true));
  socket.on('error', () => end(true));
});
