import { secretsOf, type ProfileDocument } from '../../../documents/profile/index.js';
import type { Bilingual, Finding } from '../../../platform/core/index.js';

const NOT_FROM_THE_DISK: Bilingual = {
  fr: 'rien du coffre : Windows lit ce réglage dans le fichier de réponses du disque, qui ne contient aucun secret',
  en: 'nothing of the vault: Windows reads this setting in the answer file on the disk, which holds no secret',
};
const BLOB: Bilingual = {
  fr: 'un annuaire qui fait le blob de jonction (windows.domain.directory), ou un blob du coffre (windows.domain.offlineJoin: {vault: …})',
  en: 'a directory that makes the join blob (windows.domain.directory), or a blob of the vault (windows.domain.offlineJoin: {vault: …})',
};

/** Its commands are run by the first boot, from the file that it has redeemed. */
const COMMANDS = 'Microsoft-Windows-Deployment';

/**
 * The options with a secret that the first boot cannot give Windows: it redeems the answer file in specialize, when
 * Windows has begun to read the settings of that pass. Said when a lot is armed.
 */
export function undeliveredFindings({ windows }: ProfileDocument): Finding[] {
  const { domain, setup, raw = [] } = windows ?? {};
  const edition = setup?.edition;
  const key = typeof edition === 'object' && 'key' in edition ? edition.key : undefined;
  return [
    ...(domain?.offlineJoin === true && domain.directory === undefined
      ? [finding('windows.domain.offlineJoin', true, BLOB)]
      : []),
    ...(typeof key === 'object' ? [finding('windows.setup.edition.key', key.vault, NOT_FROM_THE_DISK)] : []),
    ...raw.flatMap((one, index) =>
      one.pass !== 'specialize' || one.component === COMMANDS
        ? []
        : secretsOf(one, `windows.raw[${index}]`).map(({ field, reference }) =>
            finding(field, reference, NOT_FROM_THE_DISK),
          ),
    ),
  ];
}

function finding(field: string, found: unknown, expected: Bilingual): Finding {
  return { field, found, expected };
}
