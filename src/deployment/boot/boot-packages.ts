import { cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.js';

/** Debian's packages with the boot files: signed by Microsoft (shim) and Debian (GRUB), and GRUB's BIOS modules. */
const PACKAGES = ['shim-signed', 'grub-efi-amd64-signed', 'grub-pc-bin'];

/** The paths of the unpacked boot files. */
export interface BootPackages {
  shim: string;
  grub: string;
  biosModules: string;
}

/**
 * Unpacks the boot files of Debian's packages under `<dataDir>/boot-packages`. The packages are not installed, so
 * that the boot loader of this machine is not changed. Downloaded once; `refresh` downloads newer ones.
 */
export async function bootPackages(dataDir: string, refresh = false): Promise<BootPackages> {
  const directory = join(dataDir, 'boot-packages');
  const complete = await stat(directory).then(
    () => true,
    () => false,
  );
  if (!complete || refresh) await download(dataDir, directory);
  return {
    shim: join(directory, 'usr/lib/shim/shimx64.efi.signed'),
    grub: join(directory, 'usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed'),
    biosModules: join(directory, 'usr/lib/grub/i386-pc'),
  };
}

async function download(dataDir: string, directory: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const work = await mkdtemp(join(dataDir, 'boot-packages-new-'));
  try {
    const packages = join(work, 'packages');
    const files = join(work, 'files');
    await mkdir(packages);
    await mkdir(files);
    // By default apt downloads with its own account, which cannot write into the data directory.
    const options = ['-o', 'APT::Sandbox::User=root', '-o', 'Acquire::http::Timeout=20'];
    await command('apt-get', ['download', '-q', ...options, ...PACKAGES], packages);
    for (const name of await readdir(packages)) {
      await command('dpkg-deb', ['--extract', join(packages, name), files], work);
    }
    await rm(directory, { recursive: true, force: true });
    await rename(files, directory).catch(async () => cp(files, directory, { recursive: true }));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
