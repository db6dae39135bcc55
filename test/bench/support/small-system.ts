import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CACHE = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'etabli-bench');

/** Debian's signed kernel and an initrd that only says, on the first serial port, that it runs. */
export interface SmallSystem {
  vmlinuz: Buffer;
  initrd: Buffer;
  /** Debian's signed loaders, for a disk that boots by itself. */
  shim: Buffer;
  grub: Buffer;
}

/** What the small system shows once it runs: `small system runs, Secure Boot enabled, serial SN-1, uuid …`. */
const INIT = `#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /dev
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sys /sys
/bin/busybox mount -t devtmpfs dev /dev
state=disabled
if /bin/busybox dmesg | /bin/busybox grep -q 'Secure boot enabled'; then state=enabled; fi
id=/sys/class/dmi/id
echo "small system runs, Secure Boot $state, serial $(/bin/busybox cat $id/product_serial), uuid $(/bin/busybox cat $id/product_uuid)" >/dev/ttyS0
echo "command line: $(/bin/busybox cat /proc/cmdline)" >/dev/ttyS0
while :; do /bin/busybox sleep 3600; done
`;

export async function smallSystem(): Promise<SmallSystem> {
  const root = await unpacked();
  const [kernel] = (await readdir(join(root, 'boot'))).filter((name) => name.startsWith('vmlinuz-'));
  return {
    vmlinuz: await readFile(join(root, 'boot', kernel ?? 'vmlinuz')),
    initrd: cpio([
      { path: 'bin', mode: 0o040755, content: Buffer.alloc(0) },
      { path: 'bin/busybox', mode: 0o100755, content: await readFile(join(root, 'usr/bin/busybox')) },
      { path: 'init', mode: 0o100755, content: Buffer.from(INIT) },
    ]),
    shim: await readFile(join(root, 'usr/lib/shim/shimx64.efi.signed')),
    grub: await readFile(join(root, 'usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed')),
  };
}

/** The packages, downloaded and unpacked once; kept between runs. */
async function unpacked(): Promise<string> {
  const root = join(CACHE, 'small-system');
  if (await stat(root).catch(() => undefined)) return root;
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(join(CACHE, 'new-'));
  const { stdout } = await run('apt-cache', ['depends', 'linux-image-amd64']);
  const kernel = /Depends: (linux-image-\d\S*)/.exec(stdout)?.[1] ?? 'linux-image-amd64';
  const names = [kernel, 'busybox-static', 'shim-signed', 'grub-efi-amd64-signed'];
  await run('apt-get', ['download', '-q', '-o', 'APT::Sandbox::User=root', ...names], { cwd: work });
  for (const file of await readdir(work)) {
    await run('dpkg-deb', ['--extract', join(work, file), join(work, 'root')]);
  }
  await rm(join(work, 'root', 'usr', 'lib', 'modules'), { recursive: true, force: true });
  await rename(join(work, 'root'), root);
  await rm(work, { recursive: true, force: true });
  return root;
}

interface Entry {
  path: string;
  mode: number;
  content: Buffer;
}

/** An archive as the kernel reads it: "newc". Documentation/driver-api/early-userspace/buffer-format.rst of Linux. */
export function cpio(entries: Entry[]): Buffer {
  const parts = [...entries, { path: 'TRAILER!!!', mode: 0, content: Buffer.alloc(0) }].map(
    ({ path, mode, content }, n) => {
      const fields = [n + 1, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, path.length + 1, 0];
      const header = `070701${fields.map((value) => value.toString(16).padStart(8, '0')).join('')}${path}\0`;
      return Buffer.concat([padded(Buffer.from(header)), padded(content)]);
    },
  );
  return Buffer.concat(parts);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** The same program without its signature: the certificate table is cut off and forgotten. PE/COFF §4.7. */
export function withoutSignature(program: Buffer): Buffer {
  const copy = Buffer.from(program);
  const optionalHeader = copy.readUInt32LE(0x3c) + 24;
  const certificateTable = optionalHeader + 112 + 4 * 8;
  const offset = copy.readUInt32LE(certificateTable);
  if (offset === 0) throw new Error('this program has no signature');
  copy.fill(0, certificateTable, certificateTable + 8);
  return copy.subarray(0, offset);
}

/**
 * A disk that boots by itself under UEFI with Secure Boot: shim, GRUB, and a configuration that says so on
 * the first serial port. Written as a qcow2 image.
 */
export async function bootableUefiDisk(system: SmallSystem, image: string, says: string): Promise<void> {
  const files = `${image}.files`;
  const config = `serial --unit=0 --speed=115200
terminal_output serial
echo "${says}"
sleep 3600
`;
  const content: Record<string, Buffer | string> = {
    'EFI/BOOT/BOOTX64.EFI': system.shim,
    'EFI/BOOT/grubx64.efi': system.grub,
    'EFI/debian/shimx64.efi': system.shim,
    'EFI/debian/grubx64.efi': system.grub,
    'EFI/debian/grub.cfg': config,
  };
  for (const [path, bytes] of Object.entries(content)) {
    await mkdir(join(files, path, '..'), { recursive: true });
    await writeFile(join(files, path), bytes);
  }
  await run('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', `fat:${files}`, image]);
  await rm(files, { recursive: true, force: true });
}

/** A disk whose boot sector writes a line on the first serial port and halts. Written as a qcow2 image. */
export async function bootableBiosDisk(image: string, says: string): Promise<void> {
  const code = Buffer.from(
    '31c0' + // xor ax, ax
      '8ed8' + // mov ds, ax
      'be167c' + // mov si, 0x7c16: the text after the code
      'baf803' + // mov dx, 0x3f8: the first serial port
      'fc' + // cld
      'ac' + // next: lodsb
      '84c0' + // test al, al
      '7403' + // jz end
      'ee' + // out dx, al
      'ebf8' + // jmp next
      'f4' + // end: hlt
      'ebfd', // jmp end
    'hex',
  );
  const sector = Buffer.alloc(1 << 20);
  Buffer.concat([code, Buffer.from(`\r\n${says}\r\n\0`)]).copy(sector);
  sector.writeUInt16LE(0xaa55, 510);
  const raw = `${image}.raw`;
  await writeFile(raw, sector);
  await run('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, image]);
  await rm(raw);
}
