import { allows, type Bilingual, type Language, type Role } from '../../../platform/core/index.js';
import { say } from './say.js';

/** A part of the board that the header links to. */
interface Section {
  id: string;
  href: string;
  name: Bilingual;
  /** The least role that sees it. */
  role: Role;
}

const SECTIONS = [
  { id: 'workshop', href: '/', name: { fr: 'Atelier', en: 'Workshop' }, role: 'viewer' },
  { id: 'lots', href: '/lots', name: { fr: 'Lots', en: 'Lots' }, role: 'viewer' },
  { id: 'machines', href: '/machines', name: { fr: 'Machines', en: 'Machines' }, role: 'viewer' },
  { id: 'catalogues', href: '/profiles', name: { fr: 'Catalogues', en: 'Catalogues' }, role: 'viewer' },
  { id: 'figures', href: '/figures', name: { fr: 'Chiffres', en: 'Figures' }, role: 'viewer' },
  {
    id: 'administration',
    href: '/administration',
    name: { fr: 'Administration', en: 'Administration' },
    role: 'administrator',
  },
] as const satisfies Section[];

export type SectionId = (typeof SECTIONS)[number]['id'];

/** A link of the header; `current` is the section of the page. */
export interface SectionView {
  href: string;
  name: string;
  current: boolean;
}

/** The sections that a reader of this role may open. */
export function sectionsFor(role: Role, current: SectionId | '', language: Language): SectionView[] {
  return SECTIONS.filter((section) => allows(role, section.role)).map(({ id, href, name }) => ({
    href,
    name: say(name, language),
    current: id === current,
  }));
}
