import { parseProfile } from '../../../documents/profile/index.js';
import type { Machine } from '../../../park/machine/index.js';
import type { DeployPlan } from '../plan.js';
import { recetteAsked } from './recette-asked.js';

const asked = (plan: object = {}, facts: object = {}, windows: object = {}) => {
  const document = parseProfile({ name: 'office', master: { name: 'win' }, windows });
  const whole = { profile: { document }, master: {}, row: {}, ...plan } as unknown as DeployPlan;
  return recetteAsked(whole, facts, { inventory: undefined } as unknown as Machine, [
    '10.0.0.2',
    'etabli.lan',
  ]);
};

describe('what a Windows PC is compared with', () => {
  it('is what the row of the lot says before what the profile says', () => {
    const domain = {
      join: 'corp.example',
      account: { user: 'j', password: { vault: 'j' } },
      organizationalUnit: 'OU=A,DC=corp,DC=example',
    };
    expect(asked({}, {}, { domain })).toMatchObject({
      organizationalUnit: 'OU=A,DC=corp,DC=example',
      names: ['corp.example', 'etabli.lan'],
    });
    const row = { organizationalUnit: 'OU=B,DC=corp,DC=example' };
    expect(asked({ row }, {}, { domain }).organizationalUnit).toBe('OU=B,DC=corp,DC=example');
  });

  it('knows the account that Établi itself has there, the programs and the recovery key', () => {
    const facts = {
      windowsAccess: { account: 'etabli-1' },
      keptRecovery: ['A'],
    };
    const programs = [
      { document: { name: 'zip', version: '24.09', title: '7-Zip' } },
      { document: { name: 'tool' } },
    ];
    expect(asked({ programs }, facts)).toMatchObject({
      ownAccounts: ['etabli-1'],
      escrowed: ['A'],
      software: [{ name: '7-Zip', version: '24.09' }, { name: 'tool' }],
    });
  });

  it('knows of none in a plan of an earlier release', () => {
    const { ownAccounts, escrowed, software, printers, shares } = asked({}, {});
    expect([ownAccounts, escrowed, software, printers, shares]).toEqual([[], undefined, undefined, [], []]);
  });

  it('knows when Établi had it search for updates, and which it left aside', () => {
    const check = {
      kind: 'update-windows',
      verdict: 'failed',
      startedAt: '2026-06-01T10:00:00.000Z',
      durationMs: 60_000,
      evidence: { leftOut: [{ title: 'Windows 11, version 25H2', kb: [], why: { fr: '', en: '' } }] },
    };
    expect(asked({}, { checks: [check] }).updates).toEqual({
      searchedAt: '2026-06-01T10:01:00.000Z',
      leftOut: ['Windows 11, version 25H2'],
    });
    expect(asked({}, { checks: [{ ...check, verdict: 'unmeasured' }] }).updates).toBeUndefined();
  });

  it('is not made of a profile without Windows', () => {
    const document = parseProfile({ name: 'office', master: { name: 'win' } });
    const plan = { profile: { document }, master: {}, row: {} } as unknown as DeployPlan;
    expect(() => recetteAsked(plan, {}, {} as Machine, [])).toThrow('the profile has no windows section');
  });
});
