import { CERTIFICATES } from '../../../../../test/support/connections.js';
import { linesFrom, networkOf, refusedFields } from '../../../../../test/support/windows-network.js';

describe('certificates', () => {
  const asked = {
    rest: { certificates: CERTIFICATES },
    secrets: { 'pc/p12': 'MII\nC', 'pc/password': "p'w" },
  };

  it('of the machine are put into its stores before any account exists', () => {
    const { script } = networkOf({}, asked);
    const machine = script('certificates');
    expect(machine).toMatchObject({ phase: 'system', secret: true });
    expect(linesFrom(machine?.text, "Import-Carried 'C").slice(0, 2)).toEqual([
      "Import-Carried 'C:\\Windows\\Setup\\Etabli\\root.cer' 'Root' ''",
      "Import-Carried 'C:\\Windows\\Setup\\Etabli\\pc.p12.txt' '' 'p''w'",
    ]);
  });

  it('of a user go to the account of the first logon', () => {
    const { script } = networkOf({}, asked);
    const user = script('certificates-of-user');
    expect(user?.phase).toBe('firstLogon');
    expect(user?.text).toContain("$location = 'CurrentUser'");
  });

  it('with a private key are secret files in base64 on one line', () => {
    expect(networkOf({}, asked).files.map(({ name, secret }) => [name, secret])).toEqual([
      ['root.cer', undefined],
      ['pc.p12.txt', true],
      ['anna.p12.txt', true],
    ]);
    expect(networkOf({}, asked).files[1]?.text).toBe('MIIC');
  });

  it('are refused when the vault holds none', () => {
    expect(refusedFields({}, { ...asked, secrets: { 'pc/p12': 'not base64!' } })).toEqual([
      'certificates[1].pkcs12',
    ]);
    expect(refusedFields({}, { ...asked, secrets: { 'pc/password': 'a\nb' } })).toEqual([
      'certificates[1].password',
    ]);
  });
});
