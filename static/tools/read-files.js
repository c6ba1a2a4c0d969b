// The notes among files or folders that were dropped or chosen, each with its path below what was taken.

/** @typedef {{path: string, file: File}} ChosenNote */
/** @typedef {{notes: ChosenNote[], others: number}} Chosen others: files that are no notes */

const isNote = (/** @type {string} */ path) => /\.(md|markdown)$/i.test(path) && !path.split('/').some((part) => part.startsWith('.'));

/** @param {{path: string, file: File}[]} files @returns {Chosen} */
function keepNotes(files) {
  const notes = files.filter((one) => isNote(one.path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  return { notes, others: files.length - notes.length };
}

/** @param {FileList | null} files @returns {Chosen} */
export const fromInput = (files) => keepNotes([...(files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file })));

/** All entries of a folder; a browser hands them out in parts. @param {FileSystemDirectoryEntry} folder @returns {Promise<FileSystemEntry[]>} */
async function listFolder(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    const part = await new Promise((/** @type {(entries: FileSystemEntry[]) => void} */ done, failed) => reader.readEntries(done, failed));
    if (part.length === 0) return all;
    all.push(...part);
  }
}

/** @param {DataTransfer} drop @returns {Promise<Chosen>} */
export async function fromDrop(drop) {
  // The entries are gone once the event has ended: all are asked for before the first wait. What is dragged
  // out of a program may be a file without a place.
  const items = [...drop.items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const open = items.flatMap(({ entry }) => (entry ? [entry] : []));
  const files = items.flatMap(({ entry, file }) => (!entry && file ? [{ path: file.name, file }] : []));
  for (let entry = open.pop(); entry; entry = open.pop()) {
    if (entry.isDirectory) {
      open.push(...await listFolder(/** @type {FileSystemDirectoryEntry} */ (entry)));
      continue;
    }
    const { fullPath } = entry;
    const file = await new Promise((/** @type {(file: File) => void} */ done, failed) => /** @type {FileSystemFileEntry} */ (entry).file(done, failed));
    files.push({ path: fullPath.replace(/^\//, ''), file });
  }
  return keepNotes(files);
}
