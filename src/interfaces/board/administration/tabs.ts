import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';

/** The pages of the administration, in the order of their links. */
const TABS = [
  { id: 'state', href: '/administration', name: { fr: 'État', en: 'State' } },
  { id: 'network', href: '/administration/network', name: { fr: 'Démarrage réseau', en: 'Network boot' } },
  { id: 'users', href: '/administration/users', name: { fr: 'Comptes', en: 'Accounts' } },
  { id: 'tokens', href: '/administration/tokens', name: { fr: 'Jetons', en: 'Tokens' } },
  { id: 'audit', href: '/administration/audit', name: { fr: 'Journal d’audit', en: 'Audit log' } },
  { id: 'settings', href: '/administration/settings', name: { fr: 'Réglages', en: 'Settings' } },
] as const satisfies { id: string; href: string; name: Bilingual }[];

export type TabId = (typeof TABS)[number]['id'];

export function tabsOf(current: TabId, language: Language) {
  return TABS.map(({ id, href, name }) => ({ href, name: say(name, language), current: id === current }));
}
