import type { Bilingual, Severity } from '../../../../platform/core/index.js';
import type { Placed, Report } from '../report.js';

const MEND: Bilingual = { fr: 'corrigez le fichier à cet endroit', en: 'correct the file here' };

/** Reports of syntax errors in a property list. */
export const faults = {
  unknownElement(at: Placed, name: string, report: Report): void {
    add('unknown-element', at, `<${name}>`, report, {
      fr: 'un élément de liste de propriétés : dict, array, string, integer, real, date, data, true ou false',
      en: 'an element of property lists: dict, array, string, integer, real, date, data, true or false',
    });
  },

  empty(at: Placed, report: Report): void {
    add('empty-plist', at, '<plist>', report, {
      fr: 'un dictionnaire (<dict>)',
      en: 'a dictionary (<dict>)',
    });
  },

  extra(at: Placed, found: string, report: Report): void {
    add('extra-element', at, found, report, { fr: 'rien d’autre ici', en: 'nothing else here' });
  },

  text(at: Placed, text: string, report: Report): void {
    add('stray-text', at, text, report, { fr: 'pas de texte ici', en: 'no text here' });
  },

  keyWithoutValue(at: Placed, report: Report): void {
    add('key-without-value', at, `<key>${String(at.name)}</key>`, report, {
      fr: 'une valeur après chaque clé',
      en: 'a value after each key',
    });
  },

  valueWithoutKey(at: Placed, found: string, report: Report): void {
    add('value-without-key', at, found, report, {
      fr: 'une clé (<key>) avant chaque valeur',
      en: 'a key (<key>) before each value',
    });
  },

  duplicateKey(at: Placed, name: string, report: Report): void {
    add(
      'duplicate-key',
      at,
      `<key>${name}</key>`,
      report,
      { fr: 'chaque clé une seule fois', en: 'each key only once' },
      { fr: 'gardez la bonne, retirez l’autre', en: 'keep the right one, remove the other' },
      'warning',
    );
  },

  badValue(at: Placed, type: string, text: string, expected: Bilingual, report: Report): void {
    // The text of <data> may be a secret.
    const found = type === 'data' ? '<data> …' : text;
    add(`bad-${type}`, at, found, report, expected);
  },
};

function add(
  fault: string,
  at: Placed,
  found: string,
  report: Report,
  expected: Bilingual,
  remedy: Bilingual = MEND,
  severity: Severity = 'error',
): void {
  report.add({ rule: `apple/${fault}`, severity, at, found, expected, remedy });
}
