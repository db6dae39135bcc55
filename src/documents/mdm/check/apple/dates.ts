import { valueAt } from '../plist/plist-value.js';
import type { AppleRule } from './apple-file.js';

/** Dates on which a profile goes away by itself, or is no longer to be installed, and which are past. */
export const dates: AppleRule = ({ profile, now }, report) => {
  for (const name of ['RemovalDate', 'PayloadExpirationDate']) {
    const at = valueAt(profile, name, 'date');
    if (at?.value === undefined || at.value.getTime() >= now.getTime()) continue;
    report.add({
      rule: name === 'RemovalDate' ? 'apple/removal-date-past' : 'apple/expired',
      severity: name === 'RemovalDate' ? 'error' : 'warning',
      at,
      found: at.value.toISOString().slice(0, 10),
      expected: { fr: 'une date à venir', en: 'a date to come' },
      remedy: {
        fr: `repoussez ${name}, ou retirez cette clé`,
        en: `put ${name} off, or remove that key`,
      },
    });
  }
};
