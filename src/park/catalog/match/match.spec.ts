import { LABNET, LABSCSI, LABVMD, LABVMD_EXTENSION, RCBOTTOM } from '../../../../test/support/driver-infs.js';
import { modelIds } from '../inf/model-ids.js';
import { parseInf } from '../inf/parse-inf.js';
import type { WindowsTarget } from '../inf/target-os.js';
import type { Candidate } from './candidate.js';
import type { Device } from './device.js';
import { matchDevices, type MatchOptions } from './match.js';
import { rankText } from './rank.js';
import { type DriverRule, rulesFor } from './rules.js';

const WINDOWS_11: WindowsTarget = { architecture: 'amd64', build: 26_100, productType: 'WinNT' };

const candidate = (inf: string, text: string, changes: Partial<Candidate> = {}): Candidate => {
  const { inf: parsed } = parseInf(Buffer.from(text));
  const { class: name, provider, date, version } = parsed!.version;
  return {
    packageId: inf,
    inf,
    provider,
    class: name,
    date,
    version,
    signature: 'microsoft',
    decorations: parsed!.manufacturers.map(({ models }) => models.map(({ decoration }) => decoration)),
    ids: modelIds(parsed!),
    ...changes,
  };
};

/** A PCI function, with the ids that Windows 10 and later make. */
const pci = (vendor: string, device: string, subsystem: string, revision: string, cc: string): Device => {
  const base = `PCI\\VEN_${vendor}&DEV_${device}`;
  return {
    name: `${vendor}:${device}`,
    hardwareIds: [
      `${base}&SUBSYS_${subsystem}&REV_${revision}`,
      `${base}&SUBSYS_${subsystem}`,
      `${base}&CC_${cc}`,
      `${base}&CC_${cc.slice(0, 4)}`,
    ],
    compatibleIds: [
      `${base}&REV_${revision}`,
      base,
      `PCI\\VEN_${vendor}&CC_${cc}`,
      `PCI\\VEN_${vendor}&CC_${cc.slice(0, 4)}`,
      `PCI\\VEN_${vendor}`,
      `PCI\\CC_${cc}`,
      `PCI\\CC_${cc.slice(0, 4)}`,
    ],
  };
};
const SCSI = pci('1AF4', '1004', '00081AF4', '00', '010000');
const VMD = pci('8086', 'A77F', '0B1A1028', '00', '010400');
const AMD_RAID = pci('1022', '43BD', '06231849', '01', '010400');
const NIC = pci('8086', '15F2', '00008086', '03', '020000');

/** An INF with one models line. */
const oneModel = (ids: string, install = 'FeatureScore=FF') =>
  LABVMD.replace(/"Lab VMD controller A77F" = .*/, `"one" = Vmd_Inst, ${ids}`)
    .replace(/"Lab VMD controller 467F".*\n"Lab VMD root port".*/, '')
    .replace('FeatureScore = 80', install);

const best = (device: Device, candidates: Candidate[], options: Partial<MatchOptions> = {}) => {
  const [match] = matchDevices([device], candidates, { target: WINDOWS_11, ...options });
  const { choice } = match!;
  if (choice === undefined) return { none: match!.reason.en };
  const by = choice.kind === 'image' ? 'the image' : choice.candidate.inf;
  return { by, rank: rankText(choice.rank), reason: match!.reason.en };
};

describe('the rank of a driver', () => {
  it.each<[string, Device, string, string]>([
    ['its full id', SCSI, LABSCSI, '0x00FF0000'],
    ['rcbottom by device and class', AMD_RAID, RCBOTTOM, '0x00FF0003'],
    ['a network adapter by vendor and device', NIC, LABNET, '0x00FF2001'],
    ['a compatible id of the INF', { ...SCSI, hardwareIds: ['PCI\\OTHER'] }, LABSCSI, '0x00FF3001'],
    ['the feature score of VMD', VMD, LABVMD, '0x00802001'],
    [
      'a hardware id as compatible id of the INF',
      VMD,
      oneModel(`PCI\\X, ${VMD.hardwareIds[1]}`),
      '0x00FF1001',
    ],
    ['the second compatible id of the INF', VMD, oneModel('PCI\\X, PCI\\Y, PCI\\CC_0104'), '0x00FF3106'],
  ])('is computed for %s', (_name, device, text, rank) => {
    expect(best(device, [candidate('it.inf', text)])).toMatchObject({ by: 'it.inf', rank });
  });

  it('puts a better feature score before a better id', () => {
    const exact = candidate('exact.inf', oneModel(VMD.hardwareIds[1]!));
    expect(best(VMD, [exact])).toMatchObject({ rank: '0x00FF0001' });
    expect(best(VMD, [exact, candidate('labvmd.inf', LABVMD)])).toEqual({
      by: 'labvmd.inf',
      rank: '0x00802001',
      reason:
        'labvmd.inf 20.2.1.1016 (2024-11-05), PCI\\VEN_8086&DEV_A77F, 0x00802001; ' +
        'better rank than exact.inf 20.2.1.1016 (2024-11-05), 0x00FF0001',
    });
  });

  it('puts a signed driver before an unsigned one with any better id', () => {
    const unsigned = candidate('unsigned.inf', LABVMD, { signature: 'unsigned' });
    const generic = candidate('generic.inf', oneModel('PCI\\CC_0104'));
    expect(best(VMD, [unsigned])).toMatchObject({ rank: '0x80802001' });
    expect(best(VMD, [unsigned, generic])).toMatchObject({ by: 'generic.inf', rank: '0x00FF2006' });
  });

  it.each(['vendor', 'unknown'] as const)('counts a signature of kind %s as none', (signature) => {
    expect(best(VMD, [candidate('it.inf', LABVMD, { signature })])).toMatchObject({ rank: '0x80802001' });
  });

  it.each([
    ['the newer date', { date: '2024-11-06', version: '1.0.0.0' }],
    ['then the higher version', { date: '2024-11-05', version: '20.10.0.0' }],
  ])('is decided by %s when it is equal', (_name, newer) => {
    const packages = [candidate('old.inf', LABVMD), candidate('new.inf', LABVMD, newer)];
    expect(best(VMD, packages)).toMatchObject({ by: 'new.inf' });
    expect(best(VMD, packages.reverse())).toMatchObject({ by: 'new.inf' });
  });
});

describe('a device', () => {
  it('gets the models of the decoration for the build of Windows', () => {
    const net = candidate('labnet.inf', LABNET);
    const described = (build: number) => {
      const [match] = matchDevices([NIC], [net], { target: { ...WINDOWS_11, build } });
      return match?.choice?.kind === 'package' && match.choice.id.description;
    };
    expect(described(26_100)).toBe('Lab NIC 11');
    expect(described(19_045)).toBe('Lab NIC');
  });

  it.each<[string, Candidate[], Partial<MatchOptions>, string]>([
    ['nothing', [], {}, 'no driver in the catalogue'],
    [
      'an extension',
      [candidate('ext.inf', LABVMD_EXTENSION)],
      {},
      'ext.inf 99.0.0.0 (2025-12-01) names this device, but does not contain its driver',
    ],
    [
      'a later Windows only',
      [candidate('it.inf', LABVMD)],
      { target: { ...WINDOWS_11, build: 17_763 } },
      'the catalogue has a driver of this device, but not for this version of Windows',
    ],
  ])('has no driver with %s', (_name, candidates, options, reason) => {
    expect(best(VMD, candidates, options)).toEqual({ none: reason });
  });

  it('is not driven by a null driver', () => {
    const port = pci('8086', '09AB', '00000000', '00', '088000');
    expect(best(port, [candidate('labvmd.inf', LABVMD)])).toEqual({
      none: 'labvmd.inf 20.2.1.1016 (2024-11-05) names this device, but does not contain its driver',
    });
  });

  it('keeps the driver of the image, unless a package is better', () => {
    const net = candidate('labnet.inf', LABNET);
    const withIds = (...ids: string[]) => best(NIC, [net], { imageIds: new Set(ids) });
    expect(withIds('PCI\\VEN_8086&DEV_15F2')).toEqual({
      by: 'the image',
      rank: '0x00FF2001',
      reason:
        'in the image: PCI\\VEN_8086&DEV_15F2, 0x00FF2001; ' +
        'at least as good as labnet.inf 1.2.3.4 (2026-01-31), 0x00FF2001',
    });
    expect(withIds('PCI\\CC_0200')).toMatchObject({ by: 'labnet.inf' });
    expect(best(NIC, [], { imageIds: new Set(['PCI\\CC_0200']) })).toEqual({
      by: 'the image',
      rank: '0x00FF2006',
      reason: 'in the image: PCI\\CC_0200, 0x00FF2006',
    });
  });

  it('names the other packages, the best first', () => {
    const packages = [
      candidate('c.inf', LABVMD, { signature: 'unsigned' }),
      candidate('b.inf', oneModel('PCI\\CC_0104')),
      candidate('a.inf', LABVMD),
    ];
    const [match] = matchDevices([VMD], packages, { target: WINDOWS_11 });
    expect(match?.others.map((choice) => choice.candidate.inf)).toEqual(['b.inf', 'c.inf']);
  });
});

describe('rules', () => {
  const rule = (action: DriverRule['action'], packageId: string): DriverRule => ({
    id: '1',
    action,
    packageId,
    reason: 'seen on the bench',
  });
  const [old, recent] = [candidate('old.inf', LABVMD), candidate('new.inf', LABVMD, { date: '2025-01-01' })];

  it('pin a package, even against a better rank or the image', () => {
    const rules = [rule('pin', 'old.inf')];
    expect(best(VMD, [old, recent], { rules, imageIds: new Set(VMD.hardwareIds) })).toEqual({
      by: 'old.inf',
      rank: '0x00802001',
      reason:
        'pinned by a rule (seen on the bench): ' +
        'old.inf 20.2.1.1016 (2024-11-05), PCI\\VEN_8086&DEV_A77F, 0x00802001',
    });
  });

  it('exclude a package', () => {
    expect(best(VMD, [old, recent], { rules: [rule('exclude', 'new.inf')] })).toMatchObject({
      by: 'old.inf',
    });
    expect(best(VMD, [old], { rules: [rule('exclude', 'old.inf')] })).toEqual({
      none: 'excluded by a rule: old.inf 20.2.1.1016 (2024-11-05)',
    });
  });

  it.each([
    [{}, true],
    [{ manufacturer: 'dell*' }, true],
    [{ manufacturer: 'Dell Inc.', model: 'latitude 5?40' }, true],
    [{ model: '*54*40*' }, true],
    [{ model: 'Latitude' }, false],
    [{ manufacturer: 'dell*', model: 'Precision*' }, false],
    [{ systemId: '0BE8' }, false],
  ])('%j fits a Dell Latitude 5440: %s', (patterns, expected) => {
    const machine = { manufacturer: 'Dell Inc.', model: 'Latitude 5440' };
    expect(rulesFor(machine, [{ ...rule('pin', 'x'), ...patterns }])).toHaveLength(expected ? 1 : 0);
  });
});
