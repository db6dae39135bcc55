import { readTable } from './tables.js';

/** An edition of Windows 10 or 11. */
export interface WindowsEdition {
  id: string;
  name: string;
  /** The public key that installs this edition without activating it. */
  genericKey: string;
}

/** By name in kebab-case: `pro-education`. */
export const EDITIONS: ReadonlyMap<string, WindowsEdition> = new Map(
  Object.entries(readTable<{ editions: Record<string, string> }>('editions').editions).map(([id, words]) => {
    const [genericKey = '', ...name] = words.split(' ');
    return [id, { id, name: name.join(' '), genericKey }];
  }),
);

/** EDITIONID of an image, in lower case: the name of the edition here. */
const IDS: Record<string, string> = {
  core: 'home',
  coren: 'home-n',
  coresinglelanguage: 'home-single-language',
  education: 'education',
  educationn: 'education-n',
  professional: 'pro',
  professionaln: 'pro-n',
  professionaleducation: 'pro-education',
  professionaleducationn: 'pro-education-n',
  professionalworkstation: 'pro-workstations',
  professionalworkstationn: 'pro-workstations-n',
  enterprise: 'enterprise',
  enterprisen: 'enterprise-n',
};

/** The edition of an image by its EDITIONID (`Professional`), in any case; undefined for another one. */
export function editionOfId(id: string): WindowsEdition | undefined {
  return EDITIONS.get(IDS[id.toLowerCase()] ?? '');
}

/** The format of a product key: five groups of five letters and digits. Any case. */
export function isProductKey(text: string): boolean {
  return /^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/i.test(text);
}
