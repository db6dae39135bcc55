import { InputError } from '../../platform/core/index.js';
import { byKind, capturedKindOf, frozenPlan, systemKindOf, type DeployPlan, type Plan } from './plan.js';

const SHA = 'a'.repeat(64);

/** What the import of a Windows image measured. */
const IMAGE = {
  edition: 'Professional',
  name: 'Windows 11 Pro',
  build: '26100.1742',
  languages: ['fr-FR'],
  architecture: 'amd64',
  productType: 'WinNT',
  bootManagers: [
    {
      path: 'Windows/Boot/EFI/bootmgfw.efi',
      folder: 'EFI',
      authenticodeSha256: SHA,
      signers: [{ subject: 'Microsoft Windows', issuer: 'Microsoft Windows Production PCA 2011' }],
      authority: 'Microsoft Windows Production PCA 2011',
    },
  ],
  descriptionSha256: SHA,
};

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
    { kind: 'wim', system: 'windows', contentsSha256: SHA, image: IMAGE },
  ])('is read as it is: %o', (master) => {
    const plan = stored(master);
    expect(frozenPlan(plan)).toEqual(plan);
  });

  it('has its profile in the form of today', () => {
    const plan = stored({ kind: 'rootfs', contentsSha256: SHA });
    const before = { security: { secureBoot: 'optional', sshPasswordLogin: false } };
    const frozen = { ...plan, profile: { name: 'office', document: before } } as unknown as Plan;
    expect((frozenPlan(frozen) as DeployPlan).profile).toEqual({
      name: 'office',
      document: {
        security: { secureBoot: { need: 'optional', authorities: 'keep' }, sshPasswordLogin: false },
      },
    });
  });

  it('of a capture is read as it is', () => {
    const plan: Plan = { purpose: 'capture', name: 'reference', technician: 'Anna' };
    expect(frozenPlan(plan)).toBe(plan);
    expect(systemKindOf(plan)).toBeUndefined();
    expect(capturedKindOf(plan)).toBe('disk');
  });

  it.each([
    { kind: 'rootfs' },
    { kind: 'disk', contentsSha256: SHA },
    { kind: 'wim' },
    { kind: 'wim', image: IMAGE },
    { kind: 'wim', contentsSha256: SHA, image: { ...IMAGE, descriptionSha256: undefined } },
  ])('is refused when nothing can be compared with the disk: %o', (master) => {
    const read = (): Plan => frozenPlan(stored(master));
    expect(read).toThrow(InputError);
    expect(read).toThrow('the master debian 13 cannot be deployed');
  });
});

describe('what is looked up by the kind of a master', () => {
  it.each([
    [{ kind: 'rootfs', contentsSha256: SHA }, 'contents aaaa'],
    [{ kind: 'disk', indexSha256: SHA }, 'index aaaa'],
    [{ kind: 'wim', contentsSha256: SHA, image: IMAGE }, 'Windows 11 Pro'],
  ])('is of that kind alone: %j', (master, expected) => {
    const plan = frozenPlan(stored(master)) as DeployPlan;
    const found = byKind(plan.master, {
      rootfs: ({ contentsSha256 }) => `contents ${contentsSha256.slice(0, 4)}`,
      disk: ({ indexSha256 }) => `index ${indexSha256.slice(0, 4)}`,
      wim: ({ image }) => image.name,
    });
    expect(found).toBe(expected);
  });
});

it.each([
  ['debian', 'linux'],
  ['unknown', 'linux'],
  ['windows', 'windows'],
  ['Windows 11', 'windows'], // a manifest is written by hand
])('the system of a plan whose master says %s is %s', (system, kind) => {
  expect(systemKindOf(stored({ kind: 'disk', indexSha256: SHA, system }))).toBe(kind);
});

it('the system of a plan whose master is a Windows image is windows, whatever its manifest says', () => {
  expect(systemKindOf(stored({ kind: 'wim', system: 'Professionnel' }))).toBe('windows');
});
