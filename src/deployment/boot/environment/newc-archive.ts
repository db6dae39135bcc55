/** A file or, without content, a directory of an archive. `path` is relative, without a leading slash. */
export interface NewcEntry {
  path: string;
  mode: number;
  content?: Buffer;
}

const DIRECTORY = 0o040000;
const REGULAR_FILE = 0o100000;

/**
 * A cpio archive in the initramfs format of the kernel (newc), owned by root with the date 0, so that the same
 * entries give the same bytes. Documentation/driver-api/early-userspace/buffer-format.rst
 */
export function newcArchive(entries: NewcEntry[]): Buffer {
  const parts = entries.map((entry, index) => record(entry, index + 1));
  return Buffer.concat([...parts, record({ path: 'TRAILER!!!', mode: 0, content: Buffer.alloc(0) }, 0, 0)]);
}

function record({ path, mode, content }: NewcEntry, inode: number, kind?: number): Buffer {
  const type = kind ?? (content === undefined ? DIRECTORY : REGULAR_FILE);
  const links = content === undefined ? 2 : 1;
  const name = Buffer.from(`${path}\0`);
  const body = content ?? Buffer.alloc(0);
  const [uid, gid, date, device, check] = [0, 0, 0, 0, 0];
  const numbers = [inode, type | mode, uid, gid, links, date, body.length];
  const header = [...numbers, device, device, device, device, name.length, check];
  const text = `070701${header.map((value) => value.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([padded(Buffer.concat([Buffer.from(text), name])), padded(body)]);
}

/** Name and content are padded to a multiple of four. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
