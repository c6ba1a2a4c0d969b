/* disk.mjs: a small ext4 of its own, in a file, whose power can be cut. Needs root and loop devices. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../http/support/server.mjs';

const cutter = path.resolve(process.env.POWER_CUT ?? 'build/tests/power_cut');

const run = (command, ...args) => {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
};

export class Disk {
  /** @returns {Disk | null} null where no disk can be made */
  static make(megabytes = 96) {
    const disk = new Disk();
    disk.image = path.join(temporaryFolder(), 'disk.img');
    disk.folder = temporaryFolder();
    try {
      fs.closeSync(fs.openSync(disk.image, 'w'));
      fs.truncateSync(disk.image, megabytes << 20);
      run('mkfs.ext4', '-q', '-F', disk.image);
      disk.plugIn();
    } catch (error) {
      disk.reason = String(error);
      fs.rmSync(disk.image, { force: true });
      return null;
    }
    return disk;
  }

  plugIn() {
    run('mount', '-o', 'loop', this.image, this.folder);
  }

  unplug() {
    spawnSync('umount', [this.folder]);
  }

  cutPower() {
    run(cutter, this.folder);
  }

  remove() {
    this.unplug();
    fs.rmSync(this.image, { force: true });
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
