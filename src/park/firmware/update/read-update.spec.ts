import { createHash } from 'node:crypto';
import {
  AuthoritySigning,
  certificateList,
  digestList,
  TIME,
} from '../../../../test/support/authority-signing.js';
import { InputError } from '../../../platform/core/index.js';
import { readUpdate } from './read-update.js';

const signing = new AuthoritySigning();
afterAll(() => signing.remove());

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const kek = signing.certificate('Lab KEK CA');
const signer = signing.certificate('Lab KEK signer', 'Lab KEK CA');
const added = signing.certificate('Lab UEFI CA 2023');
const DB = certificateList(added);
const GOOD = signing.update('Lab KEK signer', 'db', DB, {}, 'Lab KEK CA');

/** What was found instead, in both languages. */
function refusal(data: Buffer): { fr: string; en: string } {
  try {
    readUpdate(data);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.findings.map(({ field, expected }) => [field, expected.en])).toEqual([
      ['(file)', 'a whole update of KEK, db or dbx, signed to append to it (EFI_VARIABLE_AUTHENTICATION_2)'],
    ]);
    expect(error.remedy?.en).toContain('microsoft/secureboot_objects');
    return {
      fr: error.text.fr.split(' : ').slice(1).join(' : '),
      en: error.text.en.split(': ').slice(1).join(': '),
    };
  }
  throw new Error('it was not refused');
}
/** The same bytes but for some. */
function changed(data: Buffer, at: number, ...bytes: number[]): Buffer {
  const copy = Buffer.from(data);
  copy.set(bytes, at < 0 ? copy.length + at : at);
  return copy;
}

describe('a signed update', () => {
  it('says its variable by its signature, when it was made, who signed it, and what it adds', () => {
    expect(readUpdate(GOOD)).toEqual({
      variable: 'db',
      time: '2010-03-06T19:17:21',
      signers: [
        { subject: 'Lab KEK signer', issuer: 'Lab KEK CA', sha256: sha256(signer) },
        { subject: 'Lab KEK CA', issuer: 'Lab KEK CA', sha256: sha256(kek) },
      ],
      adds: {
        certificates: [{ subject: 'Lab UEFI CA 2023', issuer: 'Lab UEFI CA 2023', sha256: sha256(added) }],
        digests: 0,
      },
    });
  });

  it.each(['KEK', 'db', 'dbx'])('is of %s when it was signed for it', (variable) => {
    expect(readUpdate(signing.update('Lab KEK CA', variable, DB)).variable).toBe(variable);
  });

  it('may revoke certificates and digests together', () => {
    const content = Buffer.concat([DB, digestList('00'.repeat(32), '11'.repeat(32))]);
    const { adds, signers } = readUpdate(signing.update('Lab KEK CA', 'dbx', content));
    expect([adds.certificates.map(({ subject }) => subject), adds.digests]).toEqual([
      ['Lab UEFI CA 2023'],
      2,
    ]);
    expect(signers.map(({ subject }) => subject)).toEqual(['Lab KEK CA']);
  });

  it.each([
    ['in its outer ContentInfo', { isWrapped: true }],
    ['over attributes with the digest', { hasAttributes: true }],
  ])('may be signed %s', (_, form) => {
    expect(readUpdate(signing.update('Lab KEK CA', 'db', DB, form)).variable).toBe('db');
  });
});

describe('a file that is no signed update', () => {
  it.each<[string, Buffer, string, string]>([
    ['empty', Buffer.alloc(0), '0 octets', '0 bytes'],
    [
      'garbage',
      Buffer.alloc(100, 0x41),
      'un fichier qui commence par 41414141414141414141414141414141',
      'a file that begins with 41414141414141414141414141414141',
    ],
    [
      'a list that nobody signed',
      DB,
      'une liste de clés sans signature',
      'a list of keys without a signature',
    ],
    [
      'a certificate',
      added,
      `un fichier qui commence par ${added.subarray(0, 16).toString('hex')}`,
      `a file that begins with ${added.subarray(0, 16).toString('hex')}`,
    ],
    [
      'cut off in its signature',
      GOOD.subarray(0, 1000),
      `une signature jusqu’à l’octet ${16 + GOOD.readUInt32LE(16)} dans un fichier de 1000`,
      `a signature up to byte ${16 + GOOD.readUInt32LE(16)} in a file of 1000`,
    ],
    [
      'cut off in its content',
      GOOD.subarray(0, -1),
      `après la signature, aucune liste de clés entière (a list of ${DB.length} bytes at 0, ${DB.length - 1} are left)`,
      `after the signature, no whole list of keys (a list of ${DB.length} bytes at 0, ${DB.length - 1} are left)`,
    ],
    [
      'without content',
      GOOD.subarray(0, -DB.length),
      'après la signature, aucune liste de clés entière (nothing)',
      'after the signature, no whole list of keys (nothing)',
    ],
    [
      'with an unreadable signature',
      changed(GOOD, 40, 0, 0, 0),
      'une signature illisible (no SignedData)',
      'an unreadable signature (no SignedData)',
    ],
    [
      'with a list of another kind',
      changed(GOOD, -DB.length, 0xff),
      'après la signature, aucune liste de clés entière (a list of an unknown kind at 0)',
      'after the signature, no whole list of keys (a list of an unknown kind at 0)',
    ],
    [
      'of another date than any',
      changed(GOOD, 2, 13),
      'une date impossible (da070d06131115000000000000000000)',
      'an impossible date (da070d06131115000000000000000000)',
    ],
  ])('is refused with what it is: %s', (_, data, fr, en) => {
    expect(refusal(data)).toEqual({ fr, en });
  });

  const OF_ANOTHER =
    'a signature that is not the one of this content for any of these variables: a damaged file, or one for another';

  it('is refused when one byte of what it adds was changed', () => {
    expect(refusal(changed(GOOD, -1, GOOD.at(-1)! ^ 1)).en).toBe(OF_ANOTHER);
  });

  it('is refused when its date was changed', () => {
    expect(refusal(changed(GOOD, 0, 0xdb)).en).toBe(OF_ANOTHER);
  });

  it('is refused when it was signed for another variable', () => {
    const other = signing.update('Lab KEK CA', 'db', DB, { attributes: 0x07, time: TIME });
    expect(refusal(other).en).toBe(OF_ANOTHER);
  });

  it('is refused when it would replace what is trusted', () => {
    const replacing = signing.update('Lab KEK CA', 'db', DB, { attributes: 0x27 });
    expect(refusal(replacing)).toEqual({
      fr: 'une mise à jour signée pour remplacer db, pas pour y ajouter',
      en: 'an update signed to replace db, not to append to it',
    });
  });

  it('is refused wherever it is cut, and never adds anything else wherever it is spoilt', () => {
    const { adds } = readUpdate(GOOD);
    const spoilt = (data: Buffer): unknown => {
      try {
        return readUpdate(data).adds;
      } catch (error) {
        return error instanceof InputError ? adds : error;
      }
    };
    for (let at = 0; at < GOOD.length; at += 97) {
      expect(refusal(GOOD.subarray(0, at)).en).not.toBe('');
      // The certificates beside the signer's are signed by nobody here.
      expect(spoilt(changed(GOOD, at, GOOD[at]! ^ 0xff))).toEqual(adds);
    }
  });
});
