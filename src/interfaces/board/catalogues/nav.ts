import { allows, type Bilingual, type Language, type Role } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';

/** A catalogue that the second row of links leads to, with the least role that may read it. */
const CATALOGUES = [
  { id: 'profiles', href: '/profiles', name: { fr: 'Profils', en: 'Profiles' }, role: 'viewer' },
  { id: 'masters', href: '/masters', name: { fr: 'Masters', en: 'Masters' }, role: 'viewer' },
  { id: 'drivers', href: '/drivers', name: { fr: 'Pilotes', en: 'Drivers' }, role: 'viewer' },
  { id: 'software', href: '/software', name: { fr: 'Logiciels', en: 'Software' }, role: 'viewer' },
  { id: 'licences', href: '/licences', name: { fr: 'Licences', en: 'Licences' }, role: 'viewer' },
  {
    id: 'recette',
    href: '/recette-lists',
    name: { fr: 'Listes de recette', en: 'Recette lists' },
    role: 'viewer',
  },
  { id: 'directories', href: '/directories', name: { fr: 'Annuaires', en: 'Directories' }, role: 'viewer' },
  {
    id: 'user-data',
    href: '/user-data',
    name: { fr: 'Données des utilisateurs', en: 'User data' },
    role: 'technician',
  },
] as const satisfies { id: string; href: string; name: Bilingual; role: Role }[];

export type CatalogueId = (typeof CATALOGUES)[number]['id'];

export interface CatalogueLink {
  href: string;
  name: string;
  current: boolean;
}

/** The catalogues that a reader of this role may open. */
export function cataloguesFor(
  role: Role | undefined,
  current: CatalogueId,
  language: Language,
): CatalogueLink[] {
  return CATALOGUES.filter((one) => role !== undefined && allows(role, one.role)).map(
    ({ id, href, name }) => ({ href, name: say(name, language), current: id === current }),
  );
}
