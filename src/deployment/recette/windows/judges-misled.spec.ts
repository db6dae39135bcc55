import { but, type Given, healthy, NOW, said, USERS } from '../../../../test/support/windows-judging.js';

const SEARCHED = { searchedAt: NOW.toISOString(), leftOut: ['Windows 11, version 25H2'] };
const administratorsBut = (name: string, fields: object): Given =>
  but('administrators', {
    members: (healthy['administrators']!['members'] as { name: string }[]).map((one) =>
      one.name === name ? { ...one, ...fields } : one,
    ),
  });

/** What looks like a success, or like a fault, and is none. */
const CASES: [title: string, kind: string, said: string, given: Given][] = [
  [
    'an account of a domain that is called like the one that was asked for',
    'local-administrators',
    'failed: missing: anna ; not asked for: CORP\\anna',
    administratorsBut('anna', { owner: 'CORP', sid: 'S-1-5-21-9-9-9-1105' }),
  ],
  [
    'an account of a domain that is called like that of Établi',
    'local-administrators',
    'failed: not asked for: CORP\\etabli-4f2a',
    administratorsBut('etabli-4f2a', { owner: 'CORP', sid: 'S-1-5-21-9-9-9-1106' }),
  ],
  [
    'the built-in administrator of a domain',
    'local-administrators',
    'failed: not asked for: CORP\\Administrateur',
    but('administrators', {
      members: [
        { name: 'Administrateur', owner: 'CORP', sid: 'S-1-5-21-9-9-9-500' },
        ...(healthy['administrators']!['members'] as object[]),
      ],
    }),
  ],
  [
    'a group that the profile calls as a French Windows does',
    'local-administrators',
    'passed: anna',
    { windows: { accounts: { users: [{ ...USERS[0], groups: ['Administrateurs'] }] } } },
  ],
  [
    'WinRM that a policy of the domain opens',
    'winrm-https-only',
    'failed: HTTP (GPO), Basic, AllowUnencrypted',
    {
      registry: Object.fromEntries(
        ['AllowAutoConfig', 'AllowBasic', 'AllowUnencryptedTraffic'].map((name) => [
          `SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service ${name}`,
          1,
        ]),
      ),
    },
  ],
  [
    'WinRM whose basic authentication a policy of the domain refuses',
    'winrm-https-only',
    'passed: *+HTTPS',
    {
      ...but('winrm', { basic: true }),
      registry: { 'SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service AllowBasic': 0 },
    },
  ],
  [
    'an evaluation, which ends',
    'activation',
    'failed: Windows: activated, evaluation until 2026-08-30',
    but('activation', { products: [{ name: 'Windows', status: 1, evaluationEnds: '2026-08-30T10:00:00Z' }] }),
  ],
  [
    'a licence that does not end, beside another key',
    'activation',
    'passed: Windows: activated',
    but('activation', {
      products: [
        { name: 'Other', status: 5, evaluationEnds: null },
        { name: 'Windows', status: 1, evaluationEnds: '1601-01-01T00:00:00Z' },
      ],
    }),
  ],
  [
    'a search by Établi, which the update agent does not note',
    'updates-searched',
    'passed: 0 days ago',
    { ...but('update-agent', { searchedAt: null }), asked: { updates: SEARCHED } },
  ],
  [
    'a list of updates that were never searched for',
    'no-pending-update',
    'unmeasured: not measured: never searched for',
    but('updates', { searchedAt: null }),
  ],
  [
    'the date by which the update agent says never',
    'no-pending-update',
    'unmeasured: not measured: never searched for',
    but('updates', { searchedAt: '1899-12-30T00:00:00Z' }),
  ],
  [
    'a list after a search by Établi',
    'no-pending-update',
    'passed: none',
    { ...but('updates', { searchedAt: null }), asked: { updates: SEARCHED } },
  ],
  [
    'an update that the profile leaves aside',
    'no-pending-update',
    'passed: left aside: Windows 11, version 25H2',
    {
      ...but('updates', { count: 1, pending: [{ title: 'Windows 11, version 25H2', severity: '' }] }),
      asked: { updates: SEARCHED },
    },
  ],
  [
    'one beside it',
    'no-pending-update',
    'failed: KB5034441',
    {
      ...but('updates', {
        count: 2,
        pending: ['Windows 11, version 25H2', 'KB5034441'].map((title) => ({ title, severity: '' })),
      }),
      asked: { updates: SEARCHED },
    },
  ],
];

describe('a check of Windows is not misled by', () => {
  it.each(CASES)('%s', (_, kind, expected, given) => {
    expect(said(kind, given)).toEqual([expected]);
  });
});
