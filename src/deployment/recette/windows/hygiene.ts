import type { Bilingual } from '../../../platform/core/index.js';

/** Measures of ANSSI’s « Guide d’hygiène informatique » (version 2, 2017) that checks of a PC bear on, in our own words. */
export const HYGIENE = {
  8: {
    fr: 'un compte nominatif par personne, et des rôles distincts pour utiliser et pour administrer',
    en: 'an account of its own for each person, and separate roles for using and for administering',
  },
  10: {
    fr: 'des règles de mots de passe fixées et contrôlées',
    en: 'password rules that are set and checked',
  },
  11: { fr: 'aucun mot de passe enregistré en clair', en: 'no password stored in clear' },
  12: { fr: 'aucun compte ni secret d’origine laissé tel quel', en: 'no account or secret left as it came' },
  13: {
    fr: 'une authentification qui ne se rejoue ni ne se devine',
    en: 'authentication that cannot be replayed or guessed',
  },
  14: { fr: 'un socle de sécurité commun à tous les postes', en: 'one security baseline for all PCs' },
  15: {
    fr: 'aucun programme lancé par une clé USB ou un disque branché',
    en: 'no program started by a USB stick or a plugged disk',
  },
  16: {
    fr: 'des réglages tenus par une gestion centrale plutôt que poste par poste',
    en: 'settings kept by central management rather than PC by PC',
  },
  17: { fr: 'le pare-feu du poste actif et réglé', en: 'the PC’s own firewall on and set' },
  20: { fr: 'des Wi-Fi sûrs, et rien d’autre', en: 'safe Wi-Fi networks, and no others' },
  21: { fr: 'les versions sûres des protocoles réseau', en: 'the safe versions of network protocols' },
  29: {
    fr: 'des droits d’administrateur pour ceux qui en ont besoin, et eux seuls',
    en: 'administrator rights for those who need them, and nobody else',
  },
  30: { fr: 'des portables protégés s’ils sont laissés seuls', en: 'laptops protected when left alone' },
  31: { fr: 'des disques chiffrés', en: 'encrypted disks' },
  32: { fr: 'un réseau sûr loin du bureau aussi', en: 'a safe network away from the office too' },
  34: { fr: 'des mises à jour installées et suivies', en: 'updates installed and followed' },
  35: {
    fr: 'aucun composant que son éditeur ne maintient plus',
    en: 'no part that its maker no longer maintains',
  },
  36: { fr: 'des journaux actifs et réglés', en: 'logs on and set' },
} as const satisfies Record<number, Bilingual>;

export type HygieneMeasure = keyof typeof HYGIENE;
