import { type Bilingual, InputError } from '../../../../platform/core/index.js';
import { type JoinBlob, readJoinBlob } from '../../join-blob.js';
import { place, setting } from '../answer-tree.js';
import type { OptionGroup, WindowsOrder } from '../contribution.js';

type Domain = NonNullable<WindowsOrder['windows']['domain']>;

/** A workgroup, a domain that Windows joins with an account, or an offline join blob. */
export const domainGroup: OptionGroup = (order) => {
  const asked = order.windows.domain ?? {};
  refuseBoth(order, asked);
  const blob = joinBlob(order, asked);
  const identification =
    blob === undefined
      ? [
          setting('Credentials', credentials(order, asked)),
          setting('JoinDomain', asked.join),
          setting('JoinWorkgroup', asked.workgroup),
          setting('MachineObjectOU', asked.join === undefined ? undefined : asked.organizationalUnit),
        ]
      : [setting('Provisioning', [setting('AccountData', blob)])];
  return {
    settings: [
      place('specialize', 'Microsoft-Windows-UnattendedJoin', [setting('Identification', identification)]),
    ],
  };
};

function credentials({ secret }: WindowsOrder, { account, join }: Domain) {
  if (account === undefined) return undefined;
  return [
    // A user principal name includes its domain.
    setting('Domain', account.domain ?? (account.user.includes('@') ? undefined : join)),
    setting('Password', secret(account.password)),
    setting('Username', account.user),
  ];
}

/** Refuses a blob with other join settings: Windows would ignore those, or the join would fail. */
function refuseBoth({ machine }: WindowsOrder, asked: Domain): void {
  const way = asked.join !== undefined ? 'join' : asked.workgroup !== undefined ? 'workgroup' : undefined;
  if (machine.joinBlob === undefined || way === undefined) return;
  throw refused(`windows.domain.${way}`, asked[way], {
    fr: 'absent, puisque ce PC a un blob de jonction : windows.domain.offlineJoin',
    en: 'absent, since this PC has a join blob: windows.domain.offlineJoin',
  });
}

function joinBlob({ machine, secret }: WindowsOrder, { offlineJoin }: Domain): string | undefined {
  if (machine.joinBlob !== undefined) return ofThisPc(machine.joinBlob, machine.hostname);
  if (offlineJoin === undefined) return undefined;
  if (offlineJoin === true) {
    throw refused('machine.joinBlob', undefined, {
      fr: 'le blob de jonction de ce PC, en base64',
      en: 'the join blob of this PC, in base64',
    });
  }
  const blob = secret(offlineJoin);
  return blob === `{vault:${offlineJoin.vault}}` ? blob : checked(blob, 'windows.domain.offlineJoin');
}

/** The computer account of a blob has a fixed name: the PC must have the same one. */
function ofThisPc(blob: string, hostname: string | undefined): string {
  const text = checked(blob, 'machine.joinBlob');
  const { machine } = readJoinBlob(blob) as JoinBlob;
  if (hostname === undefined || machine === undefined || machine.toLowerCase() === hostname.toLowerCase())
    return text;
  throw refused('machine.hostname', hostname, {
    fr: `${machine}, le nom que dit le blob de jonction`,
    en: `${machine}, the name that the join blob says`,
  });
}

/** The blob without white space. It holds a machine password, so errors never repeat it. */
function checked(blob: string, field: string): string {
  const read = readJoinBlob(blob);
  if ('fault' in read) throw refused(field, '[secret]', read.fault);
  return blob.replace(/\s+/g, '');
}

function refused(field: string, found: unknown, expected: Bilingual): InputError {
  return new InputError(
    {
      fr: `${field} : attendu ${expected.fr}`,
      en: `${field}: expected ${expected.en}`,
    },
    [{ field, found, expected }],
  );
}
