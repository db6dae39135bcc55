import { SEVERITIES, type Severity } from '../../../../deployment/recette/index.js';
import { valueAt, type Bilingual } from '../../../../platform/core/index.js';
import { type Choice, type Field, type FieldPath, idOf, type RowsField } from './field.js';

export const SEVERITY_NAMES: Record<Severity, Bilingual> = {
  blocking: { fr: 'Bloquant', en: 'Blocking' },
  reserve: { fr: 'Réserve', en: 'Reservation' },
  information: { fr: 'Information', en: 'Information' },
};

export const SEVERITY_CHOICES: readonly Choice[] = SEVERITIES.map((value) => ({
  value,
  name: SEVERITY_NAMES[value],
}));

const VAULT: Bilingual = {
  fr: 'Référence du coffre, jamais le mot de passe. Un administrateur approuve son usage.',
  en: 'A reference in the vault, never the password. An administrator approves its use.',
};

const PASSWORD: Field = {
  kind: 'text',
  path: ['password', 'vault'],
  label: { fr: 'Mot de passe (référence)', en: 'Password (reference)' },
  hint: VAULT,
};
const GROUPS: Field = { kind: 'list', path: ['groups'], label: { fr: 'Groupes', en: 'Groups' } };
const ACCOUNT: Field = { kind: 'text', path: ['name'], label: { fr: 'Compte', en: 'Account' } };

export const LINUX_USERS: RowsField = {
  path: ['users'],
  label: { fr: 'Comptes', en: 'Accounts' },
  each: { fr: 'Compte', en: 'Account' },
  fresh: { name: 'utilisateur' },
  add: { fr: 'Ajouter un compte', en: 'Add an account' },
  columns: () => [
    ACCOUNT,
    {
      kind: 'text',
      path: ['fullName'],
      label: { fr: 'Nom de la personne', en: 'Name of the person' },
    },
    GROUPS,
    PASSWORD,
  ],
};

export const WINDOWS_USERS: RowsField = {
  path: ['windows', 'accounts', 'users'],
  label: { fr: 'Comptes du PC', en: 'Accounts of the PC' },
  each: { fr: 'Compte', en: 'Account' },
  fresh: { name: 'utilisateur' },
  add: { fr: 'Ajouter un compte', en: 'Add an account' },
  columns: () => [
    ACCOUNT,
    {
      kind: 'text',
      path: ['displayName'],
      label: { fr: 'Nom de la personne', en: 'Name of the person' },
    },
    GROUPS,
    PASSWORD,
  ],
};

const SOFTWARE_KINDS: readonly Choice[] = [
  {
    value: 'catalogue',
    name: { fr: 'Catalogue de logiciels (Windows)', en: 'Software catalogue (Windows)' },
  },
  { value: 'apt', name: { fr: 'Paquets du système (Linux)', en: 'Packages of the system (Linux)' } },
  { value: 'deb', name: { fr: 'Fichier .deb', en: '.deb file' } },
  { value: 'script', name: { fr: 'Script', en: 'Script' } },
];

const KIND: Field = {
  kind: 'choice',
  path: ['kind'],
  choices: SOFTWARE_KINDS,
  label: { fr: 'Genre', en: 'Kind' },
};
const NAME = (suggestions?: readonly string[]): Field => ({
  kind: 'text',
  path: ['name'],
  label: { fr: 'Nom', en: 'Name' },
  ...(suggestions && { suggestions }),
});

/** The fields of each kind of software; what a form asks badly, such as a script, stays in the YAML. */
export function softwareRows(system: 'linux' | 'windows', programs: readonly string[]): RowsField {
  const columns: Record<string, readonly Field[]> = {
    apt: [KIND, { kind: 'list', path: ['packages'], label: { fr: 'Paquets', en: 'Packages' } }],
    catalogue: [
      KIND,
      NAME(programs),
      {
        kind: 'text',
        path: ['version'],
        label: { fr: 'Version', en: 'Version' },
        hint: { fr: 'Vide : la plus récente.', en: 'Empty: the newest.' },
      },
    ],
  };
  return {
    path: ['software'],
    replaced: ofOtherKind,
    label: { fr: 'Logiciels', en: 'Software' },
    each: { fr: 'Logiciel', en: 'Program' },
    fresh:
      system === 'windows'
        ? { kind: 'catalogue', name: programs[0] ?? 'nom' }
        : { kind: 'apt', packages: ['hello'] },
    add: { fr: 'Ajouter un logiciel', en: 'Add software' },
    columns: (item) => columns[String(valueAt(item, ['kind']))] ?? [KIND, NAME()],
  };
}

/** What becomes of an item when its kind changes: the names that both kinds have stay. */
function ofOtherKind(item: unknown, path: FieldPath, value: unknown): unknown {
  if (idOf(path) !== 'kind') return undefined;
  const packages = valueAt(item, ['packages']);
  const first: unknown = Array.isArray(packages) ? packages[0] : undefined;
  const name = valueAt(item, ['name']) ?? first ?? 'nom';
  const items: Record<string, unknown> = {
    apt: { kind: 'apt', packages: packages ?? [name] },
    catalogue: { kind: 'catalogue', name },
    deb: { kind: 'deb', name, sha256: '' },
    script: { kind: 'script', name, script: 'true' },
  };
  return items[String(value)];
}

export const MANUAL_CHECKS: RowsField = {
  path: ['recette', 'manual'],
  label: { fr: 'Contrôles à faire par un technicien', en: 'Checks for a technician' },
  each: { fr: 'Contrôle', en: 'Check' },
  fresh: { id: 'controle', title: { fr: 'À décrire', en: 'To describe' } },
  add: { fr: 'Ajouter un contrôle', en: 'Add a check' },
  columns: () => [
    { kind: 'text', path: ['id'], label: { fr: 'Nom court', en: 'Short name' } },
    { kind: 'text', path: ['title', 'fr'], label: { fr: 'En français', en: 'In French' } },
    { kind: 'text', path: ['title', 'en'], label: { fr: 'En anglais', en: 'In English' } },
    {
      kind: 'choice',
      path: ['severity'],
      choices: SEVERITY_CHOICES,
      label: { fr: 'Gravité', en: 'Severity' },
    },
  ],
};
