import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTftpRoot } from './tftp-root.js';

let dataDir: string;
let umask: number;

/** Unpacked boot packages, with the GRUB modules for BIOS of this machine. */
async function unpackedPackages(): Promise<void> {
  const lib = join(dataDir, 'boot-packages', 'usr', 'lib');
  await mkdir(join(lib, 'shim'), { recursive: true });
  await mkdir(join(lib, 'grub', 'x86_64-efi-signed'), { recursive: true });
  await writeFile(join(lib, 'shim', 'shimx64.efi.signed'), 'shim');
  await writeFile(join(lib, 'grub', 'x86_64-efi-signed', 'grubnetx64.efi.signed'), 'grub');
  await symlink('/usr/lib/grub/i386-pc', join(lib, 'grub', 'i386-pc'));
}

beforeEach(async () => {
  umask = process.umask(0o027); // as docs/etabli.service sets it
  dataDir = await mkdtemp(join(tmpdir(), 'tftp-root-'));
  await unpackedPackages();
});

afterEach(async () => {
  process.umask(umask);
  await rm(dataDir, { recursive: true, force: true });
});

describe('the TFTP root', () => {
  it('can be read by the account of dnsmasq, whatever the umask', async () => {
    const root = await buildTftpRoot({ dataDir, address: '10.77.1.3', httpPort: 8080 });
    const names = (await readdir(root, { recursive: true })).sort();
    const modes = await Promise.all(
      names.map(async (name) => `${((await stat(join(root, name))).mode & 0o777).toString(8)} ${name}`),
    );
    expect(modes).toEqual([
      '755 grub',
      '644 grub-bios.0',
      '644 grub/bios-early.cfg',
      '644 grub/grub.cfg',
      '644 grubx64.efi',
      '644 shimx64.efi',
    ]);
  });
});
