import type { AppleRule } from './apple-file.js';

/** Reports payloads that are repeated although a device accepts only one. */
export const once: AppleRule = ({ payloads }, report) => {
  const seen = new Set<string>();
  for (const { dict, known } of payloads) {
    if (!known?.once) continue;
    if (seen.has(known.type)) {
      report.add({
        rule: 'apple/only-one',
        severity: 'warning',
        at: dict.entries.get('PayloadType')?.value ?? dict,
        found: known.type,
        expected: { fr: 'un seul contenu de ce type', en: 'only one payload of this type' },
        remedy: {
          fr: 'réunissez-les en un seul : celui qui s’appliquera n’est pas défini',
          en: 'merge them into one: which of them takes effect is not defined',
        },
      });
    }
    seen.add(known.type);
  }
};
