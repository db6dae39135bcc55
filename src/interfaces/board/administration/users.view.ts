import type { Account } from '../../../platform/account/index.js';
import { ROLE_NAMES, ROLES, type Bilingual, type Language, type Role } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { momentOf } from '../frame/moment.js';

/** What each role may do. */
const MAY: Record<Role, Bilingual> = {
  viewer: {
    fr: 'voit tout le tableau, les chiffres et les certificats ; ne change rien',
    en: 'sees the whole board, the figures and the certificates; changes nothing',
  },
  technician: {
    fr: 'voit tout, crée et arme les lots, suit les PC, répond aux contrôles, gère masters, profils, pilotes et logiciels',
    en: 'sees everything, creates and arms lots, follows PCs, answers checks, manages masters, profiles, drivers and programs',
  },
  administrator: {
    fr: 'peut tout, y compris cette administration : comptes, jetons, secrets, réseaux, réglages, journal d’audit',
    en: 'may do everything, this administration included: accounts, tokens, secrets, networks, settings, audit log',
  },
};

/** An account as a row of the list, and as the head of its page. */
export function userView(
  { id, name, displayName, role: held, createdAt, disabledAt, passwordChangeRequired }: Account,
  language: Language,
) {
  return {
    id,
    name,
    displayName,
    role: say(ROLE_NAMES[held], language),
    created: momentOf(createdAt, language),
    isDisabled: disabledAt !== null,
    mustChange: passwordChangeRequired,
  };
}

/** The roles to choose from. */
export function rolesView(held: Role, language: Language) {
  return ROLES.map((value) => ({
    value,
    name: say(ROLE_NAMES[value], language),
    may: say(MAY[value], language),
    chosen: value === held,
  }));
}
