import type { MasterDto } from '../../../park/master/index.js';
import { binarySize, decimalSize, type Bilingual, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { momentOf, type Moment } from '../frame/moment.js';

const KINDS: Record<MasterDto['kind'], Bilingual> = {
  rootfs: { fr: 'Système de fichiers Linux', en: 'Linux file system' },
  disk: { fr: 'Disque capturé', en: 'Captured disk' },
  wim: { fr: 'Image de Windows', en: 'Windows image' },
};

/** A version of a master, as a page shows it. */
export interface MasterView {
  name: string;
  version: string;
  kind: string;
  system: string;
  contains: string;
  size: string;
  rawSize: string;
  leastDisk: string;
  digest: string;
  fullDigest: string;
  at: Moment;
}

type Shown = Pick<
  MasterDto,
  | 'name'
  | 'version'
  | 'kind'
  | 'system'
  | 'systemVersion'
  | 'architecture'
  | 'payload'
  | 'minimumDiskBytes'
  | 'image'
  | 'createdAt'
>;

export function masterView(master: Shown, language: Language): MasterView {
  const { name, version, kind, payload, minimumDiskBytes, createdAt } = master;
  return {
    name,
    version,
    kind: say(KINDS[kind], language),
    system: [master.system, master.systemVersion].filter((word) => word !== '').join(' '),
    contains: containsOf(master),
    size: say(binarySize(payload.bytes), language),
    rawSize: say(binarySize(payload.rawBytes), language),
    leastDisk: minimumDiskBytes === 0 ? '–' : say(decimalSize(minimumDiskBytes), language),
    digest: payload.sha256.slice(0, 12),
    fullDigest: payload.sha256,
    at: momentOf(new Date(createdAt), language),
  };
}

/** `Windows 11 Pro · 26100.1742 · fr-FR`: names of their makers, the same in every language. */
function containsOf({ image, system, systemVersion, architecture }: Shown): string {
  const parts =
    image === undefined
      ? [[system, systemVersion].filter(Boolean).join(' '), architecture]
      : [image.name, image.build, image.languages.join(', '), architecture];
  return parts.filter((part) => part !== '').join(' · ');
}
