import type { WindowsSection } from '../../../profile/index.js';
import { ASSISTIVE_PROGRAMS } from '../../../windows-tables/index.js';
import { type RegistryValue, text } from '../registry.js';

/** Settings that the logon screen and accounts have in common. */
export type Aids = NonNullable<NonNullable<WindowsSection['accessibility']>['everyUser']>;
export type AidHive = 'logonScreen' | 'defaultUser';

const CONFIGURATION = 'Software\\Microsoft\\Windows NT\\CurrentVersion\\Accessibility';

/**
 * The list of programs that start with the session. It is one registry value, so setting one program sets the state of
 * all of them. High contrast and colour filters are in the list too.
 */
export function programValues(hive: AidHive, aids: Aids): RegistryValue[] {
  const programs = Object.keys(ASSISTIVE_PROGRAMS) as (keyof typeof ASSISTIVE_PROGRAMS)[];
  const isAsked =
    programs.some((program) => aids[program] !== undefined) ||
    aids.highContrast !== undefined ||
    aids.colourFilter !== undefined;
  if (!isAsked) return [];
  const started = [
    ...programs.filter((program) => aids[program]).map((program) => ASSISTIVE_PROGRAMS[program]),
    ...(aids.highContrast ? ['highcontrast'] : []),
    ...(aids.colourFilter ? ['colorfiltering'] : []),
  ];
  return [text(hive === 'logonScreen' ? 'machine' : hive, CONFIGURATION, 'Configuration', started.join(','))];
}
