import { jest } from '@jest/globals';
import { TransientError } from '../../../platform/core/index.js';
import type { Directories } from '../directories.service.js';
import { RefusedLogon } from '../ldap/errors.js';
import { LdapSession } from '../ldap/session.js';
import { DirectoryTrial } from '../trial/directory-trial.service.js';
import type { JoinAccountStore } from './join-account.store.js';
import { JoinedAccounts } from './joined-account.service.js';

const same = (text: string) => ({ fr: text, en: text });
const directories = {
  get: () => Promise.resolve(),
  opened: () =>
    Promise.resolve({
      password: 'old',
      document: {
        domain: 'corp.test',
        account: { user: 'svc-join', password: { vault: 'ad/join' } },
        servers: ['dc1', 'dc2', 'dc3'].map((name) => ({ name, address: '192.0.2.1' })),
      },
    }),
} as unknown as Directories;

/** Which servers were logged on to; each rejects as given. */
function asked(errors: Error[]): string[] {
  const names: string[] = [];
  jest.spyOn(LdapSession, 'open').mockImplementation((_, { name }) => {
    names.push(name);
    return Promise.reject(errors[names.length - 1]!);
  });
  return names;
}

afterEach(() => jest.restoreAllMocks());

describe('a password that a directory refuses', () => {
  const refused = new RefusedLogon(same('svc-join: account or password refused'), {
    remedy: same('correct the password'),
  });
  const silent = new TransientError(same('does not answer'));

  it('is tried on one server alone when a PC is looked up: each would count it', async () => {
    const names = asked([silent, refused, refused]);
    const accounts = new JoinedAccounts({} as JoinAccountStore, directories);
    await expect(accounts.readComputer('corp', 'PC-01', null)).rejects.toBe(refused);
    expect(names).toEqual(['dc1', 'dc2']);
  });

  it('is tried on one server alone when everything is tried', async () => {
    const names = asked([silent, refused, refused]);
    const { tried } = await new DirectoryTrial(directories).try('corp');
    expect(names).toEqual(['dc1', 'dc2']);
    const logons = tried.filter(({ what }) => what.en.endsWith('certificate and logon'));
    expect(logons.map(({ what, state }) => [what.en, state])).toEqual([
      ['dc1: certificate and logon', 'bad'],
      ['dc2: certificate and logon', 'bad'],
      ['dc3: certificate and logon', 'not-tried'],
    ]);
  });
});
