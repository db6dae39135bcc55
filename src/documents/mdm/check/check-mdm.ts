import { InputError } from '../../../platform/core/index.js';
import { type CheckedDocument, checkDocument } from '../../engine/index.js';
import { MDM_CHECKS, type MdmCheckOptions } from './checkers.js';
import type { MdmKind } from './mdm-kind.js';

export type { MdmCheckOptions };
export type CheckedMdm = CheckedDocument<MdmKind>;

/** Checks a file of device management. Throws InputError when it cannot be read at all, as a binary property list. */
export function checkMdm(bytes: Uint8Array, options: MdmCheckOptions = {}): CheckedMdm {
  if (isBinaryPlist(bytes)) throw binary();
  return checkDocument(MDM_CHECKS, bytes, options);
}

function isBinaryPlist(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 6)).toString('latin1') === 'bplist';
}

function binary(): InputError {
  return new InputError(
    {
      fr: 'c’est une liste de propriétés binaire, sans lignes à indiquer',
      en: 'this is a binary property list, without lines to point at',
    },
    [
      {
        field: '(document)',
        found: 'bplist',
        expected: { fr: 'une liste de propriétés XML', en: 'an XML property list' },
      },
    ],
    {
      remedy: {
        fr: 'Convertissez-la : plutil -convert xml1 fichier.mobileconfig',
        en: 'Convert it: plutil -convert xml1 file.mobileconfig',
      },
    },
  );
}
