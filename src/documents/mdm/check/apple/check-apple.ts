import type { DocumentFinding } from '../../../../platform/core/index.js';
import { readPlist } from '../plist/read-plist.js';
import type { PlistDict } from '../plist/plist-value.js';
import { Report } from '../report.js';
import { readXmlOrFinding } from '../../../engine/index.js';
import { type AppleTarget, payloadsOf } from './apple-file.js';
import { APPLE_RULES } from './rules.js';
import { looksSigned, signedContent } from './signed.js';

export interface AppleCheckOptions {
  target?: AppleTarget;
  /** The time for the checks of dates. */
  now: Date;
}

/**
 * Checks a configuration profile, signed or not, and gives the findings in line order. For a signed profile,
 * the lines are those of the profile inside.
 * @throws {XmlError} `too-large` or `encoding`: it cannot be read as text
 */
export function checkApple(bytes: Uint8Array, options: AppleCheckOptions): DocumentFinding[] {
  if (!looksSigned(bytes)) return checkProfile(bytes, options);
  const content = signedContent(bytes);
  return content ? [SIGNED, ...checkProfile(content, options)] : [NOT_A_PROFILE];
}

function checkProfile(bytes: Uint8Array, { target, now }: AppleCheckOptions): DocumentFinding[] {
  const read = readXmlOrFinding(withoutSpaceBefore(bytes), 'apple', { allowDoctype: 'plist' });
  if ('rule' in read) return [read];
  const report = new Report('apple');
  const profile = readPlist(read, report);
  if (profile?.kind !== 'dict') {
    if (profile) notADict(profile, report);
    return report.findings;
  }
  const file = { profile, payloads: payloadsOf(profile), target, now };
  for (const rule of APPLE_RULES) rule(file, report);
  return report.findings;
}

/** Apple accepts white space before the XML declaration, XML does not: the declaration is replaced by spaces. */
function withoutSpaceBefore(bytes: Uint8Array): Uint8Array {
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1');
  const declaration = /^\s+<\?xml[^>]*\?>/.exec(head)?.[0];
  if (declaration === undefined) return bytes;
  const blank = declaration.replace(/[^\r\n]/g, ' ');
  return Buffer.concat([Buffer.from(blank, 'latin1'), bytes.subarray(declaration.length)]);
}

function notADict(at: Exclude<ReturnType<typeof readPlist>, undefined | PlistDict>, report: Report): void {
  report.add({
    rule: 'apple/not-a-profile',
    severity: 'error',
    at,
    found: `<${at.kind}>`,
    expected: {
      fr: 'un dictionnaire dont PayloadType est Configuration',
      en: 'a dictionary whose PayloadType is Configuration',
    },
    remedy: { fr: 'ce n’est pas un profil de configuration', en: 'this is not a configuration profile' },
  });
}

const START = { line: 1, column: 1, path: '' };

const SIGNED: DocumentFinding = {
  ...START,
  rule: 'apple/signed',
  severity: 'note',
  found: 'CMS SignedData',
  expected: { fr: 'un profil, signé ou non', en: 'a profile, signed or not' },
  remedy: {
    fr: 'le contenu est contrôlé, pas la signature ; les lignes sont celles du profil qu’il contient',
    en: 'its content is checked, its signature is not; lines are those of the profile inside',
  },
};

const NOT_A_PROFILE: DocumentFinding = {
  ...START,
  rule: 'apple/no-content',
  severity: 'error',
  found: 'ASN.1',
  expected: { fr: 'un profil signé (CMS SignedData)', en: 'a signed profile (CMS SignedData)' },
  remedy: {
    fr: 'ce fichier est chiffré, endommagé ou d’un autre type : utilisez le profil lui-même',
    en: 'this file is encrypted, damaged or of another kind: use the profile itself',
  },
};
