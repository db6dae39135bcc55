import type { DetachedSignature } from '../../../platform/cms/index.js';
import { refusedUpdate } from './refused-update.js';

export const VARIABLES = ['KEK', 'db', 'dbx'] as const;
export type Variable = (typeof VARIABLES)[number];

/** Whose variables they are, as identifiers are written: image security database, and global. UEFI 2.10 §3.3, §32.3. */
const SECURITY_DATABASE = 'cbb219d73a3d9645a3bcdad00e67656f';
const GLOBAL = '61dfe48bca93d211aa0d00e098032b8c';
const OWNERS: Record<Variable, string> = { KEK: GLOBAL, db: SECURITY_DATABASE, dbx: SECURITY_DATABASE };
/** Kept, of the boot services and of the system, authenticated by time; the one that appends has 0x40 too. */
const REPLACING = 0x27;
const APPENDING = 0x67;

/**
 * The variable that an update was signed for: name, owner, attributes and time are signed with the content
 * (UEFI 2.10 §8.2.2), so no name of a file has to be believed. Throws InputError when it is none of ours, or when it
 * would replace what is trusted.
 */
export function signedVariable(signature: DetachedSignature, time: Buffer, content: Buffer): Variable {
  const isFor = (variable: Variable, attributes: number): boolean =>
    signature.isOver(signedBytes(variable, attributes, time, content));
  const found = VARIABLES.find((variable) => isFor(variable, APPENDING));
  if (found !== undefined) return found;
  const replaced = VARIABLES.find((variable) => isFor(variable, REPLACING));
  if (replaced !== undefined) {
    throw refusedUpdate({
      fr: `une mise à jour signée pour remplacer ${replaced}, pas pour y ajouter`,
      en: `an update signed to replace ${replaced}, not to append to it`,
    });
  }
  throw refusedUpdate({
    fr: 'une signature qui n’est celle de ce contenu pour aucune de ces variables : fichier abîmé, ou fait pour une autre',
    en: 'a signature that is not the one of this content for any of these variables: a damaged file, or one for another',
  });
}

function signedBytes(variable: Variable, attributes: number, time: Buffer, content: Buffer): Buffer {
  const written = Buffer.alloc(4);
  written.writeUInt32LE(attributes);
  return Buffer.concat([
    Buffer.from(variable, 'utf16le'),
    Buffer.from(OWNERS[variable], 'hex'),
    written,
    time,
    content,
  ]);
}
