import type { Bilingual, Language } from '../../platform/core/index.js';
import { renderTemplate } from '../../platform/template/index.js';

type Reason = 'deployment' | 'inventory' | 'capture';

/**
 * The boot decision for a PC: boot the environment with a one-time ticket, show that it has too little memory for
 * that, or boot its own disk.
 */
export type BootAnswer =
  | { kind: 'environment'; reason: Reason; ticket: string }
  | { kind: 'short-memory'; reason: Reason; foundMib: number; leastMib: number }
  | { kind: 'disk' };

export interface BootContext {
  /** Host and port of the boot files, plain HTTP: `10.77.1.3:8080`. */
  http: string;
  /** The URL to which the environment phones home: `https://10.77.1.3:8443`. */
  phoneHome: string;
  language: Language;
}

/** Without accents, which the firmware's console cannot display. */
const TITLES: Record<Reason, Bilingual> = {
  deployment: { fr: 'Etabli : installation de ce PC', en: 'Etabli: this PC will be installed' },
  inventory: { fr: 'Etabli : inventaire de ce PC', en: 'Etabli: this PC will be registered' },
  capture: { fr: 'Etabli : capture de ce PC', en: 'Etabli: this PC will be captured' },
};

/** How long the message about too little memory is shown; shorter for a PC that was not armed. */
const SHOWN_SECONDS: Record<Reason, number> = { deployment: 600, capture: 600, inventory: 60 };

/** Loaders of installed systems on an EFI system partition; the first that exists is started. */
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
  if (answer.kind === 'short-memory') {
    const lines = shortMemoryLines(answer.foundMib, answer.leastMib).map((text) => text[context.language]);
    const seconds = SHOWN_SECONDS[answer.reason];
    return renderTemplate('boot/short-memory.cfg', { lines, seconds, loaders: LOADERS });
  }
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

/** Without accents. */
function shortMemoryLines(found: number, least: number): Bilingual[] {
  return [
    {
      fr: `Etabli : ce PC a ${found} Mio de memoire, il en faut au moins ${least}.`,
      en: `Etabli: this PC has ${found} MiB of memory and needs at least ${least}.`,
    },
    {
      fr: "Rien n'y a ete change. Ajoutez de la memoire, puis rallumez-le.",
      en: 'Nothing was changed on it. Add memory, then power it on again.',
    },
  ];
}

/** The configuration that GRUB fetches by TFTP, the same for every PC: it requests the script above. Pure. */
export function renderGrubConfig(http: string): string {
  return renderTemplate('boot/grub.cfg', { server: http, loaders: LOADERS });
}

/**
 * The configuration inside the BIOS image. GRUB's BIOS network driver reads only the answer of the site's DHCP
 * server and not that of the proxy, so the address must be in the image.
 */
export function renderBiosEarlyConfig(address: string): string {
  const device = `(tftp,${address})`;
  return renderTemplate('boot/bios-early.cfg', {
    device,
    prefix: `${device}/grub`,
    config: `${device}/grub/grub.cfg`,
  });
}
