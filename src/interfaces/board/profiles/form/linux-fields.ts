import { type Field, type FieldGroup, YES_NO } from './field.js';

const ZONES = Intl.supportedValuesOf('timeZone');

/** What only a Linux is asked. */
export const LINUX_PLACE: FieldGroup = {
  id: 'place',
  title: { fr: 'Langue, clavier, fuseau, nom', en: 'Language, keyboard, time zone, name' },
  fields: [
    {
      kind: 'text',
      path: ['locale', 'language'],
      suggestions: ['fr_FR.UTF-8', 'en_GB.UTF-8', 'en_US.UTF-8', 'de_DE.UTF-8', 'es_ES.UTF-8', 'it_IT.UTF-8'],
      label: { fr: 'Langue', en: 'Language' },
      hint: { fr: 'Vide : fr_FR.UTF-8', en: 'Empty: fr_FR.UTF-8' },
    },
    {
      kind: 'text',
      path: ['locale', 'keyboard', 'layout'],
      suggestions: ['fr', 'be', 'ch', 'ca', 'us', 'gb', 'de', 'es', 'it'],
      label: { fr: 'Disposition du clavier', en: 'Keyboard layout' },
      hint: { fr: 'Vide : fr', en: 'Empty: fr' },
    },
    {
      kind: 'text',
      path: ['locale', 'keyboard', 'variant'],
      suggestions: ['oss', 'bepo', 'latin9'],
      label: { fr: 'Variante du clavier', en: 'Keyboard variant' },
    },
    {
      kind: 'text',
      path: ['locale', 'timeZone'],
      suggestions: ZONES,
      label: { fr: 'Fuseau horaire', en: 'Time zone' },
      hint: { fr: 'Vide : Europe/Paris', en: 'Empty: Europe/Paris' },
    },
    hostnameField(['hostname', 'pattern']),
  ],
};

export function hostnameField(path: Field['path']): Field {
  return {
    kind: 'text',
    path,
    suggestions: ['PC-{{serialTail 8}}', 'PC-{{serialTail 6}}', '{{assetTag}}', 'PC-{{macTail 6}}'],
    label: { fr: 'Nom des PC', en: 'Name of the PCs' },
    hint: {
      fr: 'Pour les PC que le lot ne nomme pas ; 15 caractères au plus en tout.',
      en: 'For the PCs that the lot does not name; at most 15 characters in all.',
    },
  };
}

export const LINUX_SECURITY: readonly Field[] = [
  {
    kind: 'choice',
    path: ['security', 'sshPasswordLogin'],
    choices: YES_NO,
    label: { fr: 'SSH accepte les mots de passe', en: 'SSH accepts passwords' },
  },
  {
    kind: 'choice',
    path: ['personalise', 'firewall', 'enabled'],
    choices: YES_NO,
    label: { fr: 'Pare-feu', en: 'Firewall' },
    hint: {
      fr: 'Les ports ouverts sont dans le YAML.',
      en: 'The open ports stand in the YAML.',
    },
  },
];
