import { valueAt } from '../plist/plist-value.js';
import type { AppleRule } from './apple-file.js';

/** Reports removal and expiration dates in the past. */
export const dates: AppleRule = ({ profile, now }, report) => {
  for (const name of ['RemovalDate', 'PayloadExpirationDate']) {
    const at = valueAt(profile, name, 'date');
    if (at?.value === undefined || at.value.getTime() >= now.getTime()) continue;
    report.add({
      rule: name === 'RemovalDate' ? 'apple/removal-date-past' : 'apple/expired',
      severity: name === 'RemovalDate' ? 'error' : 'warning',
      at,
      found: at.value.toISOString().slice(0, 10),
      expected: { fr: 'une date à venir', en: 'a date in the future' },
      remedy: {
        fr: `donnez une date future à ${name}, ou retirez cette clé`,
        en: `set ${name} to a future date, or remove that key`,
      },
    });
  }
};
