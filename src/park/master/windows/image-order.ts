import type { MasterManifest } from '../master.schema.js';
import { parseManifest } from '../manifests.js';
import type { Edition } from './wim-xml.js';

/** What an import of a Windows image was asked for; the rest follows from the image. */
export interface ImageOrder {
  /** Index, name or EDITIONID. */
  edition?: string;
  name?: string;
  version?: string;
  /** Of a folder with a master.yaml: its name and version count. */
  manifest?: MasterManifest;
}

/** The manifest of an image: that of the order, else one that follows from the image. Throws InputError. */
export function manifestOf({ name, version, manifest }: ImageOrder, edition: Edition): MasterManifest {
  const title = edition.displayName || edition.name;
  if (manifest) return { ...manifest, systemVersion: manifest.systemVersion || edition.build };
  return parseManifest(
    {
      name: name ?? masterName(edition),
      version: version ?? edition.build,
      title: { fr: title, en: edition.name || title },
      kind: 'wim',
      system: 'windows',
      systemVersion: edition.build,
      architecture: 'amd64',
    },
    '--name, --version',
  );
}

/** `windows-11-pro` for « Windows 11 Pro »; accents go, other characters become hyphens. */
export function masterName({ name, displayName, edition }: Edition): string {
  const plain = (name || displayName || `windows ${edition}`).normalize('NFD').replace(/\p{M}/gu, '');
  const words = plain.toLowerCase().match(/[a-z0-9]+/g) ?? ['windows'];
  return words.join('-').slice(0, 63).replace(/-$/, '');
}
