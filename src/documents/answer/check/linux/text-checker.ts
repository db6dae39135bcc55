import type { DocumentFinding } from '../../../../platform/core/index.js';
import { TextReport } from './text-report.js';

/** Checks the text of a whole file; it never throws. */
export type TextCheck = (text: string) => DocumentFinding[];

/** A checker of bytes: UTF-8, or UTF-16 with its mark. Other bytes are read as Latin-1, with a warning. */
export function onText(check: TextCheck): (bytes: Uint8Array) => DocumentFinding[] {
  return (bytes) => {
    const { text, isSound } = decoded(bytes);
    const findings = check(text);
    return isSound ? findings : [...notUtf8(), ...findings];
  };
}

function decoded(bytes: Uint8Array): { text: string; isSound: boolean } {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  const encoding = isLittle ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), isSound: encoding === 'utf-8' };
  } catch {
    return { text: Buffer.from(bytes).toString('latin1'), isSound: false };
  }
}

function notUtf8(): DocumentFinding[] {
  const report = new TextReport();
  report.add({
    rule: 'linux/encoding',
    severity: 'warning',
    at: { line: 1, column: 1 },
    found: '?',
    expected: { fr: 'un texte en UTF-8', en: 'a text in UTF-8' },
    remedy: {
      fr: 'enregistrez le fichier en UTF-8 sans marque d’ordre des octets',
      en: 'save the file in UTF-8 without a byte order mark',
    },
  });
  return report.findings;
}
