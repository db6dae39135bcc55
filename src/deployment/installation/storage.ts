import { join } from 'node:path';
import type { Bilingual } from '../../platform/core/index.js';
import { diskSpace, folderUse, type FolderUse } from './disk-use.js';

interface Part {
  folder: string;
  name: Bilingual;
  /** How to make room there; absent where Établi does it by itself. */
  remedy?: Bilingual;
}

/** What fills the data directory. */
const PARTS: Part[] = [
  {
    folder: 'payloads',
    name: { fr: 'Masters, pilotes, logiciels', en: 'Masters, drivers, programs' },
    remedy: {
      fr: 'Retirez ce qui ne sert plus : etabli driver remove, etabli software remove.',
      en: 'Remove what is not used any more: etabli driver remove, etabli software remove.',
    },
  },
  {
    folder: 'user-data',
    name: { fr: 'Données sauvées des utilisateurs', en: 'Saved data of users' },
    remedy: {
      fr: 'Effacées d’elles-mêmes à la fin de leur durée ; avant : etabli userdata remove.',
      en: 'Removed by themselves at the end of their time; before that: etabli userdata remove.',
    },
  },
  { folder: 'postgres', name: { fr: 'Base de données', en: 'Database' } },
  { folder: 'environment', name: { fr: 'Environnement des PC', en: 'Environment of the PCs' } },
  { folder: 'certificates', name: { fr: 'Certificats', en: 'Certificates' } },
  {
    folder: 'evidence',
    name: { fr: 'Photos et signatures des recettes', en: 'Photos and signatures of recettes' },
  },
  {
    folder: 'backups',
    name: { fr: 'Sauvegardes', en: 'Backups' },
    remedy: {
      fr: 'Les trois dernières sont gardées : recopiez-les ailleurs.',
      en: 'The last three are kept: copy them elsewhere.',
    },
  },
  { folder: 'unpacked-drivers', name: { fr: 'Pilotes dépaquetés', en: 'Unpacked drivers' } },
];

export interface PartUse extends FolderUse {
  folder: string;
  name: Bilingual;
  remedy?: Bilingual;
}

export interface StorageState {
  folder: string;
  totalBytes: number;
  freeBytes: number;
  databaseBytes: number;
  /** The largest first; those that are empty are left out. */
  parts: PartUse[];
}

export async function storageState(dataDir: string, databaseBytes: number): Promise<StorageState> {
  const parts: PartUse[] = [];
  // One after another: it is a walk over one disk.
  for (const part of PARTS) parts.push({ ...part, ...(await folderUse(join(dataDir, part.folder))) });
  const filled = parts.filter(({ files }) => files > 0).sort((a, b) => b.bytes - a.bytes);
  return { folder: dataDir, ...(await diskSpace(dataDir)), databaseBytes, parts: filled };
}
