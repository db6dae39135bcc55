import type { AuthorityUpdateRow } from '../../../../park/firmware/index.js';
import { OperatorError } from '../../../../platform/core/index.js';
import type { FirmwareTrust } from '../boot-check/readings.js';

export type Update = Pick<AuthorityUpdateRow, 'sha256' | 'variable' | 'name' | 'signers' | 'adds'>;

export interface WantedUpdates {
  /** What the PC is given. */
  sent: Update[];
  /** Keys that this PC lacks, and that no imported update adds with the key of its maker. */
  lacking: string[];
}

/**
 * Each maker signs its own update of KEK, for its own platform key: of hundreds that may have been imported, a PC is
 * given the one that is for it. Updates of db and dbx are for every PC. Throws OperatorError when there are none.
 */
export function wantedUpdates(trust: FirmwareTrust, imported: readonly Update[]): WantedUpdates {
  if (imported.every(({ variable }) => variable === 'dbx')) throw nothingImported();
  const held = new Set(trust.kek.map(({ sha256 }) => sha256));
  const isHeld = ({ adds }: Update): boolean => adds.certificates.every(({ sha256 }) => held.has(sha256));
  const missing = imported.filter((update) => update.variable === 'KEK' && !isHeld(update));
  const ofMaker = signedWith(trust.pk, missing);
  const added = new Set([...ofMaker.flatMap(subjectsOf), ...trust.kek.map(({ subject }) => subject)]);
  const lacking = [...new Set(missing.flatMap(subjectsOf))].filter((subject) => !added.has(subject));
  const others = imported.filter(({ variable }) => variable !== 'KEK');
  return { sent: [...ofMaker, ...others], lacking };
}

/** By the platform key itself; else by one that it vouches for. Makers have several keys of one name. */
function signedWith(pk: FirmwareTrust['pk'], updates: readonly Update[]): Update[] {
  const [digests, names] = [pk.map(({ sha256 }) => sha256), pk.map(({ subject }) => subject)];
  const exact = updates.filter(({ signers }) => signers.some(({ sha256 }) => digests.includes(sha256)));
  if (exact.length > 0) return exact;
  return updates.filter(({ signers }) => signers.some(({ issuer }) => names.includes(issuer)));
}

const subjectsOf = ({ adds }: Update): string[] => adds.certificates.map(({ subject }) => subject);

/** They were there when the deployment was armed. */
function nothingImported(): OperatorError {
  return new OperatorError(
    {
      fr: 'le profil demande de mettre à jour les autorités de Secure Boot, et aucune mise à jour de db ou de KEK n’est importée',
      en: 'the profile asks to update the authorities of Secure Boot, and no update of db or KEK is imported',
    },
    {
      remedy: {
        fr: 'Importez-en : etabli firmware import DBUpdate2024.bin, puis reprenez.',
        en: 'Import some: etabli firmware import DBUpdate2024.bin, then retry.',
      },
    },
  );
}
