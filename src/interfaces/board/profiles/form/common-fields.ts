import { DISK_BUSES, type DiskBus } from '../../../../documents/profile/index.js';
import type { Bilingual } from '../../../../platform/core/index.js';
import { type Choice, type Field, type FieldGroup, YES_NO } from './field.js';

const BUSES: Record<DiskBus, Bilingual> = {
  nvme: { fr: 'NVMe', en: 'NVMe' },
  sata: { fr: 'SATA', en: 'SATA' },
  usb: { fr: 'USB', en: 'USB' },
  virtio: { fr: 'Virtuel (virtio)', en: 'Virtual (virtio)' },
  mmc: { fr: 'eMMC, carte SD', en: 'eMMC, SD card' },
  scsi: { fr: 'SCSI, SAS', en: 'SCSI, SAS' },
  other: { fr: 'Autre', en: 'Other' },
};

const UPDATES: readonly Choice[] = [
  { value: 'none', name: { fr: 'Aucune', en: 'None' } },
  { value: 'security', name: { fr: 'Correctifs de sécurité', en: 'Security fixes' } },
  { value: 'all', name: { fr: 'Toutes', en: 'All' } },
];

const SIZE: Bilingual = { fr: 'Comme 20GB ou 16GiB', en: 'Such as 20GB or 16GiB' };

/** What every profile is asked first. */
export function identityGroup(masters: readonly string[]): FieldGroup {
  return {
    id: 'identity',
    title: { fr: 'Profil et master', en: 'Profile and master' },
    fields: [
      {
        kind: 'text',
        path: ['name'],
        label: { fr: 'Nom du profil', en: 'Name of the profile' },
        hint: {
          fr: 'Minuscules, chiffres, points et tirets. Un autre nom fait un autre profil.',
          en: 'Lower-case letters, digits, dots and hyphens. Another name makes another profile.',
        },
      },
      {
        kind: 'text',
        path: ['title', 'fr'],
        label: { fr: 'Titre en français', en: 'Title in French' },
      },
      { kind: 'text', path: ['title', 'en'], label: { fr: 'Titre en anglais', en: 'Title in English' } },
      {
        kind: 'text',
        path: ['master', 'name'],
        suggestions: masters,
        label: { fr: 'Master à installer', en: 'Master to install' },
      },
      {
        kind: 'text',
        path: ['master', 'version'],
        label: { fr: 'Version du master', en: 'Version of the master' },
        hint: { fr: 'Vide : la plus récente.', en: 'Empty: the newest.' },
      },
    ],
  };
}

/** Which disk is erased, and what the PC must have. */
export function diskGroup(system: 'linux' | 'windows'): FieldGroup {
  const swap: Field = {
    kind: 'size',
    path: ['disk', 'layout', 'swap', 'sizeBytes'],
    label: { fr: 'Espace d’échange', en: 'Swap space' },
    hint: { fr: 'Vide : aucun.', en: 'Empty: none.' },
  };
  return {
    id: 'disk',
    title: { fr: 'Disque effacé et matériel exigé', en: 'Disk that is erased, and hardware required' },
    fields: [...ruleFields(), ...(system === 'linux' ? [swap] : []), ...hardwareFields()],
  };
}

function ruleFields(): Field[] {
  return [
    {
      kind: 'several',
      path: ['disk', 'rule', 'bus'],
      choices: DISK_BUSES.map((value) => ({ value, name: BUSES[value] })),
      label: { fr: 'Branchement du disque', en: 'How the disk is connected' },
      hint: {
        fr: 'Aucun coché : tous, sauf USB. Un seul disque doit convenir, sinon rien n’est effacé.',
        en: 'None ticked: all but USB. Exactly one disk must fit, or nothing is erased.',
      },
    },
    {
      kind: 'size',
      path: ['disk', 'rule', 'minimumBytes'],
      label: { fr: 'Taille du disque, au moins', en: 'Size of the disk, at least' },
      hint: SIZE,
    },
    {
      kind: 'size',
      path: ['disk', 'rule', 'maximumBytes'],
      label: { fr: 'Taille du disque, au plus', en: 'Size of the disk, at most' },
      hint: SIZE,
    },
    {
      kind: 'text',
      path: ['disk', 'rule', 'model'],
      label: { fr: 'Modèle du disque', en: 'Model of the disk' },
      hint: { fr: 'Avec * et ? : Samsung*', en: 'With * and ?: Samsung*' },
    },
    {
      kind: 'choice',
      path: ['disk', 'verify'],
      choices: [
        { value: 'full', name: { fr: 'En entier', en: 'All of it' } },
        { value: 'sampled', name: { fr: 'Par sondage', en: 'Samples of it' } },
      ],
      label: { fr: 'Relecture de ce qui a été écrit', en: 'Reading back what was written' },
    },
  ];
}

function hardwareFields(): Field[] {
  return [
    {
      kind: 'size',
      path: ['hardware', 'memoryMinimumBytes'],
      label: { fr: 'Mémoire, au moins', en: 'Memory, at least' },
      hint: SIZE,
    },
    {
      kind: 'size',
      path: ['hardware', 'diskMinimumBytes'],
      label: { fr: 'Disque du PC, au moins', en: 'Disk of the PC, at least' },
      hint: SIZE,
    },
    {
      kind: 'number',
      path: ['hardware', 'batteryHealthMinimumPercent'],
      label: { fr: 'Capacité de la batterie, au moins (%)', en: 'Capacity of the battery, at least (%)' },
    },
    {
      kind: 'choice',
      path: ['hardware', 'diskHealth'],
      choices: YES_NO,
      label: { fr: 'Refuser un disque qui s’annonce défaillant', en: 'Refuse a disk that says it fails' },
    },
  ];
}

export const UPDATE_FIELD: Field = {
  kind: 'choice',
  path: ['update'],
  choices: UPDATES,
  label: { fr: 'Mises à jour installées à la fin', en: 'Updates installed at the end' },
};

/** Where Secure Boot is asked: a word alone, or in a group of its own. */
export function secureBootField(value: unknown): Field {
  const isGroup = value !== null && typeof value === 'object';
  return {
    kind: 'choice',
    path: isGroup ? ['security', 'secureBoot', 'need'] : ['security', 'secureBoot'],
    choices: [
      { value: 'required', name: { fr: 'Exigé', en: 'Required' } },
      { value: 'optional', name: { fr: 'Facultatif', en: 'Optional' } },
    ],
    label: { fr: 'Secure Boot', en: 'Secure Boot' },
    hint: {
      fr: 'Exigé : un PC UEFI où il est inactif est refusé.',
      en: 'Required: a UEFI PC where it is off is refused.',
    },
  };
}
