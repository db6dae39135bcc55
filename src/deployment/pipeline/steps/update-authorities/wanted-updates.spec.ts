import { OperatorError } from '../../../../platform/core/index.js';
import type { FirmwareTrust } from '../boot-check/readings.js';
import { noAuthorities } from './no-authorities.js';
import { type Update, wantedUpdates } from './wanted-updates.js';

const key = (subject: string) => ({ subject, issuer: `${subject} root`, sha256: `sha of ${subject}` });
const [KEK_2011, KEK_2023, CA_2023] = ['KEK 2011', 'KEK 2023', 'CA 2023'].map(key) as [Key, Key, Key];
type Key = ReturnType<typeof key>;

function update(name: string, variable: Update['variable'], signer: Key, ...certificates: Key[]): Update {
  return { name, variable, sha256: `file ${name}`, signers: [signer], adds: { certificates, digests: 0 } };
}
const DB = update('DBUpdate2024.bin', 'db', KEK_2011, CA_2023);
const DBX = update('DBXUpdate.bin', 'dbx', KEK_2011);
const LAB_1 = update('KEKUpdate_Lab_PK1.bin', 'KEK', { ...key('Lab PK'), sha256: 'one' }, KEK_2023);
const LAB_2 = update('KEKUpdate_Lab_PK2.bin', 'KEK', { ...key('Lab PK'), sha256: 'two' }, KEK_2023);
const OTHER = update('KEKUpdate_Other_PK1.bin', 'KEK', key('Other PK'), KEK_2023);
const ALL = [LAB_1, LAB_2, OTHER, DB, DBX];

/** The names of what a PC with these keys is given, and what it lacks. */
function wanted(kek: Key[], pk: { subject: string; sha256: string }[], imported: Update[]) {
  const { sent, lacking } = wantedUpdates({ kek, pk } as unknown as FirmwareTrust, imported);
  return { sent: sent.map(({ name }) => name), lacking };
}

describe('the updates that a PC is given', () => {
  it('are that of KEK which its own platform key signed, and all of db and dbx', () => {
    expect(wanted([KEK_2011], [{ subject: 'Lab PK', sha256: 'two' }], ALL)).toEqual({
      sent: ['KEKUpdate_Lab_PK2.bin', 'DBUpdate2024.bin', 'DBXUpdate.bin'],
      lacking: [],
    });
  });

  it('are those whose signer its platform key vouches for, when it signed none itself', () => {
    expect(wanted([KEK_2011], [{ subject: 'Other PK root', sha256: 'x' }], ALL).sent).toEqual([
      'KEKUpdate_Other_PK1.bin',
      'DBUpdate2024.bin',
      'DBXUpdate.bin',
    ]);
  });

  it('are none of KEK when it has the key', () => {
    expect(wanted([KEK_2011, KEK_2023], [{ subject: 'Lab PK', sha256: 'one' }], ALL)).toEqual({
      sent: ['DBUpdate2024.bin', 'DBXUpdate.bin'],
      lacking: [],
    });
  });

  it.each([[[]], [[{ subject: 'Nobody', sha256: 'x' }]]])(
    'name the key that a PC lacks whose maker signed none of them: %j',
    (pk) => {
      expect(wanted([KEK_2011], pk, ALL)).toEqual({
        sent: ['DBUpdate2024.bin', 'DBXUpdate.bin'],
        lacking: ['KEK 2023'],
      });
    },
  );

  it.each([[[]], [[DBX]]])('cannot be none at all: %j', (imported) => {
    expect(() => wanted([KEK_2011], [], imported)).toThrow(OperatorError);
    expect(() => wanted([KEK_2011], [], imported)).toThrow('no update of db or KEK is imported');
  });
});

it.each<[Parameters<typeof noAuthorities>, string | undefined]>([
  [['uefi', 'enabled', { secureBoot: 'enabled' }], undefined],
  [['uefi', 'disabled', { secureBoot: 'disabled' }], undefined],
  [['bios', undefined, { secureBoot: 'unsupported' }], 'this PC has no Secure Boot'],
  [['uefi', 'unsupported', { secureBoot: 'unsupported' }], 'this PC has no Secure Boot'],
  [['uefi', 'setup', { secureBoot: 'disabled' }], 'Secure Boot is in setup mode'],
])('a firmware has authorities to update, or says why not: %j', (given, reason) => {
  expect(noAuthorities(...given)?.en.slice(0, reason?.length)).toBe(reason);
});
