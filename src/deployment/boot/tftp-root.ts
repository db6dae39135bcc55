import { copyFile, mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pointLink } from '../../platform/files/index.js';
import { bootPackages } from './boot-packages.js';
import { renderBiosEarlyConfig, renderGrubConfig } from './boot-script.js';
import { command } from './command.js';
import { BIOS_LOADER, UEFI_LOADER } from './dnsmasq-config.js';
import { openToAll } from './readable-by-all.js';

/** GRUB modules in the BIOS image: network, scripts, and booting the disk. */
const BIOS_MODULES = [
  ...['pxe', 'net', 'tftp', 'http', 'normal', 'configfile', 'linux', 'test', 'true', 'echo', 'sleep', 'read'],
  ...['serial', 'terminal', 'reboot', 'halt', 'minicmd', 'boot', 'biosdisk', 'part_gpt', 'part_msdos', 'fat'],
  ...['ext2', 'ntfs', 'search', 'search_fs_file', 'search_fs_uuid', 'regexp', 'smbios', 'gzio', 'chain'],
];

export interface TftpOptions {
  dataDir: string;
  /** Établi's address on the boot network. */
  address: string;
  httpPort: number;
}

/**
 * Builds the files for TFTP and replaces `<dataDir>/tftp` atomically: a booting PC gets all old files or all new ones.
 * Returns the path.
 */
export async function buildTftpRoot({ dataDir, address, httpPort }: TftpOptions): Promise<string> {
  const packages = await bootPackages(dataDir);
  const built = await mkdtemp(join(dataDir, 'tftp-'));
  await mkdir(join(built, 'grub'));
  await copyFile(packages.shim, join(built, UEFI_LOADER));
  await copyFile(packages.grub, join(built, 'grubx64.efi'));
  await writeFile(join(built, 'grub', 'grub.cfg'), renderGrubConfig(`${address}:${httpPort}`));
  await buildBiosImage(built, packages.biosModules, address);
  await openToAll(built);
  return publish(built, join(dataDir, 'tftp'));
}

async function buildBiosImage(built: string, modules: string, address: string): Promise<void> {
  const early = join(built, 'grub', 'bios-early.cfg');
  await writeFile(early, renderBiosEarlyConfig(address));
  const image = join(built, BIOS_LOADER);
  const form = ['--directory', modules, '--format', 'i386-pc-pxe', '--prefix', `(tftp,${address})/grub`];
  await command('grub-mkimage', [...form, '--config', early, '--output', image, ...BIOS_MODULES], built);
}

/** Moves the link `path` to the new directory, then removes the old one. */
async function publish(built: string, path: string): Promise<string> {
  const before = await readlink(path).catch(() => undefined);
  await pointLink(path, basename(built));
  if (before !== undefined) await rm(join(path, '..', before), { recursive: true, force: true });
  return path;
}
