import { decidedAction, type Wanted } from './account-decision.js';
import { type ComputerAccount, computerOf, timeOf } from './computer-account.js';

const NOW = new Date('2026-06-30T12:00:00Z');
const OU = 'OU=Postes,DC=corp,DC=test';
const account = (parts: Partial<ComputerAccount> = {}): ComputerAccount => ({
  dn: `CN=PC01,${OU}`,
  guid: 'aa',
  isDomainController: false,
  isDisabled: false,
  operatingSystem: null,
  lastLogon: null,
  lastLogonTimestamp: null,
  memberOf: [],
  ...parts,
});
const wanted = (parts: Partial<Wanted> = {}): Wanted => ({
  computer: 'PC01',
  organizationalUnit: OU,
  existing: 'reuse',
  inUse: false,
  isItsOwn: false,
  ...parts,
});
const decided = (found: ComputerAccount | undefined, asked: Wanted): string => {
  try {
    return decidedAction(found, asked, NOW);
  } catch (error) {
    return (error as Error).message;
  }
};
const lately = new Date('2026-06-15T12:00:00Z');
const longAgo = new Date('2026-05-01T12:00:00Z');

describe('what is done for a PC', () => {
  it.each<[string, ComputerAccount | undefined, Wanted, string | RegExp]>([
    ['that has no account', undefined, wanted({ existing: 'refuse' }), 'create'],
    [
      'whose account must not be taken',
      account(),
      wanted({ existing: 'refuse' }),
      /^the directory has an account PC01 already/,
    ],
    ['whose account is where it belongs', account(), wanted(), 'reuse'],
    [
      'whose account is where it belongs, in another case',
      account({ dn: 'CN=PC01,ou=postes, dc=CORP,dc=test' }),
      wanted(),
      'reuse',
    ],
    ['whose account may be moved, and is there', account(), wanted({ existing: 'move' }), 'reuse'],
    [
      'whose account is elsewhere',
      account({ dn: 'CN=PC01,CN=Computers,DC=corp,DC=test' }),
      wanted(),
      /^the account is in another organizational unit/,
    ],
    [
      'whose account is elsewhere and may be moved',
      account({ dn: 'CN=PC01,CN=Computers,DC=corp,DC=test' }),
      wanted({ existing: 'move' }),
      'move',
    ],
    [
      'with the name of a domain controller',
      account({ isDomainController: true }),
      wanted({ existing: 'move', inUse: true, isItsOwn: true }),
      /is a domain controller/,
    ],
    ['whose account is disabled', account({ isDisabled: true }), wanted(), /is disabled/],
    [
      'whose account is disabled and may be taken',
      account({ isDisabled: true }),
      wanted({ inUse: true }),
      'reuse',
    ],
    [
      'whose account another PC used lately',
      account({ lastLogonTimestamp: lately }),
      wanted(),
      /still used \(last logon 2026-06-15/,
    ],
    [
      'whose account was used lately, as this server alone knows',
      account({ lastLogon: lately, lastLogonTimestamp: longAgo }),
      wanted(),
      /still used/,
    ],
    [
      'whose account it used itself lately',
      account({ lastLogon: lately }),
      wanted({ isItsOwn: true }),
      'reuse',
    ],
    [
      'whose account was used lately and may be taken',
      account({ lastLogon: lately }),
      wanted({ inUse: true }),
      'reuse',
    ],
    ['whose account was used long ago', account({ lastLogon: longAgo }), wanted(), 'reuse'],
  ])('%s', (_, found, asked, expected) => {
    const said = decided(found, asked);
    if (typeof expected === 'string') expect(said).toBe(expected);
    else expect(said).toMatch(expected);
  });
});

describe('a computer account', () => {
  const guid = Buffer.from('0102', 'hex');
  const entry = (values: object) => ({
    dn: 'CN=PC01',
    objectGUID: guid,
    userAccountControl: '4096',
    ...values,
  });

  it('is read with its state and times', () => {
    const times = { lastLogon: '0', lastLogonTimestamp: '134100000000000000' };
    expect(computerOf(entry({ ...times, operatingSystem: 'Windows 11' }))).toEqual({
      dn: 'CN=PC01',
      guid: '0102',
      isDomainController: false,
      isDisabled: false,
      operatingSystem: 'Windows 11',
      lastLogon: null,
      lastLogonTimestamp: new Date('2025-12-12T08:00:00.000Z'),
      memberOf: [],
    });
    expect(computerOf(entry({ userAccountControl: '4098' })).isDisabled).toBe(true);
    expect(computerOf(entry({ userAccountControl: '532480' })).isDomainController).toBe(true);
    expect(computerOf(entry({ userAccountControl: '83890176' })).isDomainController).toBe(true);
  });

  it('that cannot be read completely is not taken for a free one', () => {
    expect(() => computerOf({ dn: 'CN=PC01', objectGUID: guid })).toThrow('cannot be read completely');
    expect(() => computerOf(entry({ userAccountControl: '' }))).toThrow('cannot be read completely');
    expect(timeOf('never')).toBeNull();
    expect(timeOf('9223372036854775807')).toEqual(expect.any(Date));
  });
});
