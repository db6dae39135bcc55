import type { Machine } from '../../../../park/machine/index.js';
import { parseProfile } from '../../../../documents/profile/index.js';
import type { DeployPlan } from '../../plan.js';
import { nameOf } from './pc-name.js';

const MACHINE = { serial: 'PF3ABC12', macs: ['52:54:00:12:34:56'] } as unknown as Machine;

function nameIn(system: string, profile: object, row: object = {}): string | undefined {
  const document = parseProfile({ name: 'office', ...profile });
  const plan = { purpose: 'deploy', row, profile: { document }, master: { kind: 'disk', system } };
  return nameOf(plan as unknown as DeployPlan, MACHINE);
}

describe('the name of a PC', () => {
  it('is the one of its lot, whatever the profile says', () => {
    const profile = { hostname: { pattern: 'PC-{{serialTail 6}}' }, windows: { name: { random: true } } };
    expect(nameIn('windows', profile, { hostname: 'ACCUEIL' })).toBe('ACCUEIL');
  });

  it.each([
    [
      'debian',
      { hostname: { pattern: 'PC-{{serialTail 6}}' }, windows: { name: { fixed: 'X' } } },
      'PC-3ABC12',
    ],
    ['windows', { hostname: { pattern: 'PC-{{serialTail 6}}' } }, 'PC-3ABC12'],
    [
      'windows',
      { hostname: { pattern: 'PC-{{serial}}' }, windows: { name: { pattern: 'W-{{macTail 4}}' } } },
      'W-3456',
    ],
    ['windows', { windows: { name: { fixed: 'KIOSQUE' } } }, 'KIOSQUE'],
    ['windows', { windows: { name: { random: true } } }, undefined], // Windows makes it up
  ])('of a %s profile %j is %s', (system, profile, name) => {
    expect(nameIn(system, profile)).toBe(name);
  });

  it.each(['debian', 'windows'])('of %s that nothing names is asked for', (system) => {
    expect(() => nameIn(system, {})).toThrow('this PC has no name');
  });
});
