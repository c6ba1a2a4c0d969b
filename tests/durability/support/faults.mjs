/* faults.mjs: ways in which the machine below a running server breaks, and how each is mended again. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../http/support/server.mjs';

const FIU = '/usr/lib/fiu/fiu_posix_preload.so';
const slowSync = path.resolve(process.env.SLOW_SYNC ?? 'build/tests/slow_sync.so');

/** Calls of the C library that fail with an errno, switched on and off in the running process. */
function failing(name, calls, errno) {
  const prefix = path.join(temporaryFolder(), 'fiu');
  const tell = (server, command) => {
    for (const call of calls) execFileSync('fiu-ctrl', ['-f', prefix, '-c', `${command} name=${call}${command === 'enable' ? `,failinfo=${errno}` : ''}`, String(server.process.pid)]);
  };
  return {
    name,
    folder: temporaryFolder,
    env: { LD_PRELOAD: `/usr/lib/fiu/fiu_run_preload.so ${FIU}`, FIU_CTRL_FIFO: prefix, FIU_ENABLE: '' },
    impose: (server) => tell(server, 'enable'),
    lift: (server) => tell(server, 'disable'),
  };
}

/** A disk of a few megabytes, filled to the last byte. */
function full() {
  const folder = temporaryFolder();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder]).status !== 0) return null;
  const filler = path.join(folder, 'filler');
  return {
    name: 'the disk is full',
    folder: () => folder,
    env: {},
    impose: () => {
      const fd = fs.openSync(filler, 'w');
      try {
        for (;;) fs.writeSync(fd, Buffer.alloc(4096));
      } catch { /* full */ }
      fs.closeSync(fd);
    },
    lift: () => fs.rmSync(filler),
    remove: () => spawnSync('umount', [folder]),
  };
}

/** The data folder is taken away under the server, and put back. */
function away() {
  const parent = temporaryFolder(), folder = path.join(parent, 'data');
  fs.mkdirSync(folder);
  return {
    name: 'the data folder was moved away',
    folder: () => folder,
    env: {},
    impose: () => fs.renameSync(folder, path.join(parent, 'elsewhere')),
    lift: () => fs.renameSync(path.join(parent, 'elsewhere'), folder),
  };
}

function slow() {
  const flag = path.join(temporaryFolder(), 'slow');
  return {
    name: 'each sync takes a second',
    folder: temporaryFolder,
    env: { LD_PRELOAD: slowSync, SLOW_SYNC_MS: '1000', SLOW_SYNC_WHILE: flag },
    impose: () => fs.writeFileSync(flag, ''),
    lift: () => fs.rmSync(flag),
    writesGoOn: true,
  };
}

/** @returns all faults that can be made here, null for those that cannot */
export const faults = () => [
  full(),
  away(),
  slow(),
  failing('writes fail with an I/O error', ['posix/io/rw/pwrite'], 5),
  failing('writes fail for want of room', ['posix/io/rw/pwrite'], 28),
  failing('syncs fail with an I/O error', ['posix/io/sync/fsync', 'posix/io/sync/fdatasync'], 5),
  failing('the quota is used up', ['posix/io/rw/pwrite'], 122),
];
