import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

export interface SimulatedPartition {
  role: string;
  path: string;
  uuid: string;
  partuuid: string;
  sizeBytes: number;
}

/** What the server asks for; `sizeBytes` null is the rest. */
export interface WantedPartition {
  role: string;
  sizeBytes: number | null;
}

/** What a Linux master gets; the server leaves its sizes to the agent. */
const LINUX: WantedPartition[] = [
  { role: 'esp', sizeBytes: 536_870_912 },
  { role: 'root', sizeBytes: null },
];

type Destruction = 'partition' | 'apply-rootfs' | 'apply-wim';

/** The disk of a simulated PC: its content is in a folder, and every destructive operation is recorded. */
export class SimulatedDisk {
  readonly path = '/dev/nvme0n1';
  readonly model = 'Simulated 256';
  readonly sizeBytes = 256_000_000_000;
  partitions: SimulatedPartition[] = [];
  /** The folder of the root file system; undefined while nothing was written. */
  tree?: string;
  /** A master was completely written and read back, and not destroyed since. */
  delivered = false;
  bootable = false;
  /** The Windows of a reference PC, as an image of it. */
  reference?: { wim: Buffer; build: string };
  /** The files of the users of the system that is on it, by user and path; gone once it is erased. */
  users?: Record<string, Record<string, string>>;
  /** Each partitioning and each start of a transfer; `onDelivered` if it destroyed a complete master. */
  readonly destroyed: { by: Destruction; onDelivered: boolean }[] = [];

  constructor(readonly serial: string) {}

  /** The disk in the format of an inventory. */
  inventory() {
    const { path, serial, model, sizeBytes } = this;
    return {
      name: 'nvme0n1',
      path,
      serial,
      model,
      bus: 'nvme',
      sizeBytes,
      logicalSectorBytes: 512,
      rotational: false,
      removable: false,
      readOnly: false,
      health: { state: 'passed', percentUsed: 1 },
      partitions: this.partitions.map(({ path: at, sizeBytes: size }) => ({
        name: at.slice(5),
        path: at,
        sizeBytes: size,
      })),
    };
  }

  partition(wanted: readonly WantedPartition[] = LINUX): void {
    this.destroy('partition');
    const fixed = wanted.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
    this.partitions = wanted.map(({ role, sizeBytes }, index) => ({
      role,
      path: `${this.path}p${index + 1}`,
      uuid: randomUUID(),
      partuuid: randomUUID(),
      sizeBytes: sizeBytes ?? this.sizeBytes - fixed - 63_129_088,
    }));
  }

  /** Starts a transfer: empties the target. */
  beginApply(by: Destruction = 'apply-rootfs'): void {
    this.destroy(by);
    this.tree = mkdtempSync(join(tmpdir(), 'etabli-pc-'));
  }

  /** Unpacks the payload, as `tar` does on the PC. */
  unpack(payload: Buffer): void {
    const tar = execFileSync('zstd', ['-dcq'], { input: payload, maxBuffer: 1 << 28 });
    execFileSync('tar', ['--numeric-owner', '-x', '-C', this.root()], { input: tar });
  }

  /** Reads the tree back against the list of contents: type, mode, owner, size, digest or link, path. */
  compare(contents: Buffer): { files: number; bytes: number; differences: string[] } {
    const list = execFileSync('zstd', ['-dcq'], { input: contents, maxBuffer: 1 << 28 }).toString();
    const found = { files: 0, bytes: 0, differences: [] as string[] };
    for (const line of list.split('\n').filter(Boolean)) {
      const [type, , , , size, digest, path = ''] = line.split('\t');
      const file = join(this.root(), path);
      const there = lstatSync(file, { throwIfNoEntry: false });
      if (there === undefined) found.differences.push(`missing: ${path}`);
      if (there === undefined || type !== 'f') continue;
      const bytes = readFileSync(file);
      found.files += 1;
      found.bytes += bytes.length;
      const same =
        String(bytes.length) === size && createHash('sha256').update(bytes).digest('hex') === digest;
      if (!same) found.differences.push(`differs: ${path}`);
    }
    this.delivered ||= found.differences.length === 0;
    return found;
  }

  /** Applies the only image of a WIM, as wimlib does on the PC. */
  unpackWim(payload: Buffer): { files: number } {
    const wim = join(this.root(), '..', `${randomUUID()}.wim`);
    writeFileSync(wim, payload);
    try {
      execFileSync('wimlib-imagex', ['apply', wim, '1', this.root()], { stdio: 'pipe' });
    } finally {
      rmSync(wim);
    }
    return {
      files: readdirSync(this.root(), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
        .length,
    };
  }

  /** Reads the tree back against the table of an image: kind, attributes, size, SHA-1, path. */
  compareWim(contents: Buffer): { files: number; bytes: number; differences: string[] } {
    const table = execFileSync('zstd', ['-dcq'], { input: contents, maxBuffer: 1 << 28 }).toString();
    const found = { files: 0, bytes: 0, differences: [] as string[] };
    for (const line of table.split('\n').filter(Boolean)) {
      const [kind = '', , size, sha1, path = ''] = line.split('\t');
      if (!['f', 'h'].includes(kind)) continue;
      const file = join(this.root(), path);
      const bytes = lstatSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : undefined;
      found.files += 1;
      found.bytes += bytes?.length ?? 0;
      const digest = bytes && (bytes.length === 0 ? '-' : createHash('sha1').update(bytes).digest('hex'));
      if (digest !== sha1 || String(bytes?.length) !== size) found.differences.push(`differs: ${path}`);
    }
    this.delivered ||= found.differences.length === 0;
    return found;
  }

  /** Writes a file of the installed system, with its folders. */
  put(path: string, bytes: Buffer | string): void {
    const file = join(this.root(), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }

  /** The paths of the files in a folder of the installed system, below it. */
  filesBelow(folder: string): string[] {
    const path = join(this.root(), folder);
    if (!existsSync(path)) return [];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => relative(path, join(one.parentPath, one.name)));
  }

  /** Moves a file of the installed system. @returns its size */
  move(from: string, to: string): number {
    const bytes = readFileSync(join(this.root(), from));
    this.put(to, bytes);
    rmSync(join(this.root(), from));
    return bytes.length;
  }

  root(): string {
    if (this.tree === undefined) throw new Error('nothing was written to this disk');
    return this.tree;
  }

  /** Fills an empty /etc/machine-id, as systemd does at the first boot. */
  firstBoot(machineId: string): void {
    if (this.file('etc/machine-id') === '')
      writeFileSync(join(this.root(), 'etc/machine-id'), `${machineId}\n`);
  }

  /** The text of a file of the installed system; undefined when it does not exist. */
  file(path: string): string | undefined {
    const { status, stdout } = spawnSync('cat', [join(this.root(), path)], { encoding: 'utf8' });
    return status === 0 ? stdout : undefined;
  }

  remove(): void {
    if (this.tree !== undefined) rmSync(this.tree, { recursive: true, force: true });
    this.tree = undefined;
  }

  private destroy(by: Destruction): void {
    this.users = undefined;
    this.destroyed.push({ by, onDelivered: this.delivered });
    this.delivered = false;
    this.bootable = false;
    this.remove();
  }
}
