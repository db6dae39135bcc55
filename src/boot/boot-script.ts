import type { Bilingual, Language } from '../core/index.js';
import { renderTemplate } from '../template/index.js';

/** What a PC is told to do: to boot the environment with a one-time ticket, or to go on to its own disk. */
export type BootAnswer =
  { kind: 'environment'; reason: 'deployment' | 'inventory' | 'capture'; ticket: string } | { kind: 'disk' };

export interface BootContext {
  /** Where the boot files are, plain HTTP: `10.77.1.3:8080`. */
  http: string;
  /** Where the environment phones home: `https://10.77.1.3:8443`. */
  phoneHome: string;
  language: Language;
}

/** Written without accents: the firmware's console has no font for them. */
const TITLES: Record<'deployment' | 'inventory' | 'capture', Bilingual> = {
  deployment: { fr: 'Etabli : installation de ce PC', en: 'Etabli: this PC will be installed' },
  inventory: { fr: 'Etabli : recensement de ce PC', en: 'Etabli: this PC will be registered' },
  capture: { fr: 'Etabli : capture de ce PC', en: 'Etabli: this PC will be captured' },
};

/** Loaders of installed systems on an EFI system partition, the first that is found is started. */
const LOADERS = [
  '/EFI/debian/shimx64.efi',
  '/EFI/ubuntu/shimx64.efi',
  '/EFI/fedora/shimx64.efi',
  '/EFI/Microsoft/Boot/bootmgfw.efi',
  '/EFI/BOOT/BOOTX64.EFI',
];

/** The GRUB script that carries out the answer. Pure. */
export function renderBootScript(answer: BootAnswer, context: BootContext): string {
  if (answer.kind === 'disk') return renderTemplate('boot/disk.cfg', { loaders: LOADERS });
  return renderTemplate('boot/environment.cfg', {
    title: TITLES[answer.reason][context.language],
    kernel: `(http,${context.http})/env/vmlinuz`,
    initrd: `(http,${context.http})/env/initrd.img`,
    parameters: [
      `etabli.server=${context.phoneHome}`,
      `etabli.ticket=${answer.ticket}`,
      `etabli.language=${context.language}`,
    ],
  });
}

/** The configuration that GRUB fetches by TFTP, the same for every PC: it asks for the script above. Pure. */
export function renderGrubConfig(http: string): string {
  return renderTemplate('boot/grub.cfg', { server: http, loaders: LOADERS });
}

/**
 * The configuration inside the BIOS image. GRUB's BIOS network driver reads only the answer of the site's DHCP
 * server, never that of the proxy, so that the address must be in the image.
 */
export function renderBiosEarlyConfig(address: string): string {
  const device = `(tftp,${address})`;
  return renderTemplate('boot/bios-early.cfg', {
    device,
    prefix: `${device}/grub`,
    config: `${device}/grub/grub.cfg`,
  });
}
