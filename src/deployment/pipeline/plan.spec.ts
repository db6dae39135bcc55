import { InputError } from '../../platform/core/index.js';
import { frozenPlan, systemKindOf, type Plan } from './plan.js';

const SHA = 'a'.repeat(64);

/** A plan as the database holds it, of a master with these properties. */
function stored(master: object): Plan {
  const text = JSON.stringify({
    purpose: 'deploy',
    lot: { id: 'l', number: '2026-1', customer: 'ACME' },
    row: {},
    profile: { id: 'p', name: 'office', version: 1, digest: SHA, document: {} },
    master: { name: 'debian', version: '13', system: 'debian', payload: { sha256: SHA }, ...master },
    technician: 'Anna',
  });
  return JSON.parse(text) as Plan;
}

describe('a plan that an earlier release froze', () => {
  it.each([
    { kind: 'rootfs', contentsSha256: SHA },
    { kind: 'disk', indexSha256: SHA, indexSignature: 'x', logicalSectorBytes: 512 },
  ])('is read as it is: %o', (master) => {
    const plan = stored(master);
    expect(frozenPlan(plan)).toEqual(plan);
  });

  it('of a capture is read as it is', () => {
    const plan: Plan = { purpose: 'capture', name: 'reference', technician: 'Anna' };
    expect(frozenPlan(plan)).toBe(plan);
    expect(systemKindOf(plan)).toBeUndefined();
  });

  it.each([{ kind: 'rootfs' }, { kind: 'disk', contentsSha256: SHA }, { kind: 'wim' }])(
    'is refused when nothing can be compared with the disk: %o',
    (master) => {
      const read = (): Plan => frozenPlan(stored(master));
      expect(read).toThrow(InputError);
      expect(read).toThrow('the master debian 13 cannot be deployed');
    },
  );
});

it.each([
  ['debian', 'linux'],
  ['unknown', 'linux'],
  ['windows', 'windows'],
  ['Windows 11', 'windows'], // a manifest is written by hand
])('the system of a plan whose master says %s is %s', (system, kind) => {
  expect(systemKindOf(stored({ kind: 'disk', indexSha256: SHA, system }))).toBe(kind);
});
