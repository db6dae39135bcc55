import { parseProfile } from '../../../documents/profile/index.js';
import type { DeployPlan, PlannedRow } from '../plan.js';
import { directoryFindings, rowFindings } from './directory-findings.js';

const CORP = { name: 'corp', document: { domain: 'corp.test' } } as never;
const directories = {
  find: (name: string) => Promise.resolve(name === 'corp' ? CORP : null),
  list: () => Promise.resolve([CORP]),
};
const profile = (domain: object, windows: object = {}) =>
  parseProfile({ name: 'pc', master: { name: 'windows-11' }, windows: { ...windows, domain } });
const fields = async (domain: object, windows: object = {}) =>
  (await directoryFindings(profile(domain, windows), directories)).map(({ field, expected }) => [
    field,
    expected.en,
  ]);
const JOIN = { directory: 'corp', offlineJoin: true };

describe('a profile that joins through a directory', () => {
  it('is taken when everything is below its domain', async () => {
    expect(await fields({ ...JOIN, organizationalUnit: 'OU=Salle A,OU=Postes,DC=corp,DC=test' })).toEqual([]);
    expect(await fields({ workgroup: 'ATELIER' })).toEqual([]);
  });

  it.each<[string, object, object, [string, string][]]>([
    [
      'names a directory that nobody added',
      { ...JOIN, directory: 'other' },
      {},
      [['windows.domain.directory', 'one of: corp']],
    ],
    [
      'asks for units of another domain',
      {
        ...JOIN,
        organizationalUnit: 'OU=Postes,DC=corp,DC=example',
        user: { create: { organizationalUnit: 'OU=x,DC=a', password: { vault: 'a/b' } } },
      },
      {},
      [
        ['windows.domain.organizationalUnit', 'a whole name, below DC=corp,DC=test'],
        ['windows.domain.user.create.organizationalUnit', 'a whole name, below DC=corp,DC=test'],
      ],
    ],
    [
      'lets Windows make up its name',
      JOIN,
      { name: { random: true } },
      [
        [
          'windows.name.random',
          'a name that is known before, which the directory gets before the PC: fixed, pattern, or that of the lot',
        ],
      ],
    ],
    [
      'joins another domain than that of its directory',
      { directory: 'corp', join: 'other.test', account: { user: 'j', password: { vault: 'a/b' } } },
      {},
      [['windows.domain.join', 'corp.test, that of the directory']],
    ],
  ])('that %s is refused', async (_, domain, windows, expected) => {
    expect(await fields(domain, windows)).toEqual(expected);
  });

  it.each([
    ['existing without a directory', { offlineJoin: { vault: 'a/b' }, existing: 'reuse' }],
    ['a directory without a join', { workgroup: 'ATELIER', directory: 'corp' }],
    ['a directory beside a blob of the vault', { directory: 'corp', offlineJoin: { vault: 'a/b' } }],
    ['a person without a directory', { offlineJoin: { vault: 'a/b' }, user: { enable: true } }],
  ])('is no profile with %s', (_, domain) => {
    expect(() => profile(domain)).toThrow();
  });
});

describe('a row of a lot', () => {
  const of = (row: PlannedRow, domain: object = JOIN) =>
    rowFindings(
      { profile: { document: profile(domain) }, row } as unknown as DeployPlan,
      3,
      'DC=corp,DC=test',
    ).map(({ field, expected }) => [(field as { en: string }).en, expected.en]);

  it('is taken with a unit of the domain, or without one', () => {
    expect(of({ hostname: 'PC-01', organizationalUnit: 'OU=Salle A,DC=corp,DC=test' })).toEqual([]);
    expect(of({})).toEqual([]);
  });

  it('is refused with a name or a unit that the directory cannot have, or without the person', () => {
    expect(
      of(
        { hostname: 'PC_0123456789ABCDEF', organizationalUnit: 'Salle A' },
        { ...JOIN, user: { enable: true } },
      ),
    ).toEqual([
      ['row 3, organizationalUnit', 'a whole name, below DC=corp,DC=test'],
      ['row 3, hostname', 'at most 15 unaccented letters, digits and "-", at least one letter'],
      ['row 3, user', 'the account of the person, which windows.domain.user asks for'],
    ]);
  });
});
