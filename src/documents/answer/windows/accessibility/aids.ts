import type { WindowsSection } from '../../../profile/index.js';
import { ASSISTIVE_PROGRAMS } from '../../../windows-tables/index.js';
import { type RegistryValue, text } from '../registry.js';

/** What is set for the logon screen and for accounts alike. */
export type Aids = NonNullable<NonNullable<WindowsSection['accessibility']>['everyUser']>;
export type AidHive = 'logonScreen' | 'defaultUser';

const CONFIGURATION = 'Software\\Microsoft\\Windows NT\\CurrentVersion\\Accessibility';

/**
 * The list of what starts with the session. It is one value, so that naming one program states it for all; high
 * contrast and filters are in it too.
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
