import type { AppleRule } from './apple-file.js';

/** Payloads that Apple says may be on a device only once, standing twice in one profile. */
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
          fr: 'réunissez-les en un seul : lequel vaudra n’est pas dit',
          en: 'make one of them: which of them counts is not said',
        },
      });
    }
    seen.add(known.type);
  }
};
