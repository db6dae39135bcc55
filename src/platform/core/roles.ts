import type { Bilingual } from './bilingual.js';

/** In ascending order: each role includes the rights of those before it. */
export const ROLES = ['viewer', 'technician', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Record<Role, Bilingual> = {
  viewer: { fr: 'observateur', en: 'viewer' },
  technician: { fr: 'technicien', en: 'technician' },
  administrator: { fr: 'administrateur', en: 'administrator' },
};

export function allows(held: Role, needed: Role): boolean {
  return ROLES.indexOf(held) >= ROLES.indexOf(needed);
}
