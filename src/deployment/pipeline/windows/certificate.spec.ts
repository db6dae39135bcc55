import { parseProfile } from '../../../documents/profile/index.js';
import { verdictOf, type CertificateRecord } from '../../proof/index.js';
import { certificateRecord, type CertificateSource } from '../certificate-record.js';
import type { BootDriverFact, DriverChoice, Facts } from '../facts.js';
import type { DeployPlan } from '../plan.js';
import type { StepRow } from '../step.entity.js';

const SHA = 'a'.repeat(64);
const AT = new Date('2026-11-28T20:00:00Z');

const IMAGE = {
  edition: 'Professional',
  name: 'Windows 11 Pro',
  build: '26100.1742',
  languages: ['fr-FR'],
  architecture: 'amd64',
  productType: 'WinNT',
  bootManagers: [],
  descriptionSha256: SHA,
};

/** What the steps found, when each of them was done. */
const EVIDENCE: Record<string, object> = {
  'boot-check': { missing: [] },
  'verify-master': { mode: 'full', files: 101_234, bytes: 20 * 2 ** 30, differences: 0 },
  'inject-drivers': { boot: [], packages: [], winre: 'unchanged' },
  'install-windows-boot': { bcd: { path: 'EFI/Microsoft/Boot/BCD' }, files: [{}, {}, {}] },
  'wait-windows': { hostname: 'PC-1' },
};
const chose = (more: Partial<DriverChoice> = {}): { driverChoice: DriverChoice } => ({
  driverChoice: { reason: { fr: '', en: '' }, boot: [], packages: [], missing: [], ...more },
});
const FACTS: Facts = {
  hostname: 'PC-1',
  firmware: 'uefi',
  secureBoot: 'enabled',
  disk: { path: '/dev/nvme0n1', serial: 'S1', sizeBytes: 256e9, logicalSectorBytes: 512 },
  partitions: [
    { role: 'esp', path: '/dev/nvme0n1p1', sizeBytes: 300 * 2 ** 20 },
    { role: 'windows', path: '/dev/nvme0n1p3', sizeBytes: 200 * 2 ** 30 },
  ],
  bootManager: { folder: 'EFI_EX', authority: 'Windows UEFI CA 2023' },
  ...chose(),
};
const VMD = {
  device: 'Intel VMD',
  hardwareId: 'PCI\\VEN_8086&DEV_A77F',
  name: 'iaStorVD.inf',
  version: '18.6',
  provider: 'Intel',
} as BootDriverFact;
const NIC = { name: 'Intel I226-V', hardwareId: 'PCI\\VEN_8086&DEV_125C' };

interface Given {
  windows?: object;
  profile?: object;
  facts?: Facts;
  evidence?: Record<string, object>;
  master?: object;
}

function recordOf({ windows = {}, profile = {}, facts = {}, evidence = EVIDENCE, master = {} }: Given = {}) {
  const document = parseProfile({ name: 'office', master: { name: 'win' }, windows, ...profile });
  const kind = { kind: 'wim', contentsSha256: SHA, image: IMAGE };
  const plan = {
    purpose: 'deploy',
    lot: { id: 'l', number: 'L-1', customer: 'ACME' },
    row: {},
    profile: { id: 'p', name: 'office', version: 1, digest: SHA, document },
    master: { name: 'win', version: '1', system: 'windows', payload: { sha256: SHA }, ...kind, ...master },
    technician: 'Anna',
  } as unknown as DeployPlan;
  const steps = Object.entries(evidence).map(
    ([name, found]) =>
      ({ name, state: 'done', startedAt: AT, endedAt: AT, tries: 1, evidence: found }) as unknown as StepRow,
  );
  const source = {
    ...{ deploymentId: 'd', startedAt: AT, plan, steps },
    people: {
      manualChecks: [],
      reservations: [],
      photos: [],
      signatures: [],
      fullName: (name: string) => name,
    },
    facts: { ...FACTS, ...facts },
    machine: { id: 'm', macs: [] },
    titleOf: (name: string) => ({ fr: name, en: name }),
  } as unknown as CertificateSource;
  return certificateRecord(source, AT);
}

const verdicts = (given?: Given): string[] =>
  recordOf(given).checks.map(({ kind, severity, verdict }) => `${kind} ${severity} ${verdict}`);
const judged = (given?: Given) => verdictOf(recordOf(given) as CertificateRecord);
/** The rows of the main table, in English. */
const rows = (given?: Given): Record<string, string[]> => {
  const en = (text: string | { en: string }): string => (typeof text === 'string' ? text : text.en);
  return Object.fromEntries(
    recordOf(given).statements!.map(({ subject, asked, applied, measured }) => [
      en(subject),
      [asked, applied, measured].map(en),
    ]),
  );
};

describe('the certificate of a Windows deployment', () => {
  it('says what was written, read back and measured', () => {
    expect(rows()).toEqual({
      Master: [
        'win 1',
        `Windows 11 Pro, Professional, 26100.1742, fr-FR, amd64, SHA-256 ${SHA}`,
        '101234 files, read back in full from the disk: 21474836480 bytes, no difference',
      ],
      Disk: ['the only disk of the PC', '/dev/nvme0n1 S1', 'esp 300 MiB, windows 200 GiB'],
      'PC name': ['made up by Windows', 'PC-1', 'not measured'],
      'Boot and Secure Boot': [
        'required',
        'Windows/Boot/EFI_EX signed under Windows UEFI CA 2023',
        'Secure Boot "enabled" before the installation',
      ],
      'Drivers of the disk': [
        'those without which Windows does not start',
        'those of the image',
        'read in the registry of the image',
      ],
      'Other drivers': ['the best of the catalogue', 'none', 'not measured'],
      'Devices without a driver': ['none', '—', 'none'],
      'Traces of Établi': ['none', 'PC sealed, access key removed', 'not measured'],
    });
    expect(verdicts()).toEqual([
      'master-digest blocking passed',
      'windows-boot-files blocking passed',
      'storage-drivers blocking not-applicable',
      'device-drivers reserve passed',
      'windows-started blocking passed',
    ]);
    expect(judged().verdict).toBe('conforming');
  });

  it('says that nobody read which drivers a captured disk has', () => {
    const { missing: _, ...choice } = chose().driverChoice;
    const given = { facts: { driverChoice: choice }, master: { kind: 'disk', image: undefined } };
    const evidence = { ...EVIDENCE, 'install-windows-boot': {} };
    expect(rows({ ...given, evidence })).toMatchObject({
      'Boot and Secure Boot': ['required', 'boot files of the master', expect.any(String) as string],
      'Drivers of the disk': [
        'those without which Windows does not start',
        'those of the captured disk',
        'not measured',
      ],
      'Devices without a driver': ['none', '—', 'not measured'],
    });
  });

  it('names the drivers that were injected, and that nothing was started with them', () => {
    const facts = chose({ boot: [VMD] });
    const evidence = { ...EVIDENCE, 'inject-drivers': { boot: [{}], packages: [], winre: 'absent' } };
    expect(rows({ facts, evidence })['Drivers of the disk']).toEqual([
      'those without which Windows does not start',
      'iaStorVD.inf 18.6',
      'injected and read back, not boot-proven, not in Windows RE',
    ]);
    const winreWhy = { fr: '2 images, une est attendue', en: '2 images, one is expected' };
    const kept = { boot: [{}], packages: [], winre: 'unchanged', winreWhy };
    expect(
      rows({ facts, evidence: { ...EVIDENCE, 'inject-drivers': kept } })['Drivers of the disk']?.[2],
    ).toBe('injected and read back, not boot-proven, not in Windows RE: 2 images, one is expected');
    const { checks, drivers } = recordOf({ facts, evidence });
    expect(drivers).toEqual([
      {
        device: 'Intel VMD (PCI\\VEN_8086&DEV_A77F)',
        driver: 'Intel iaStorVD.inf',
        version: '18.6 (injected, Windows has started from this disk)',
      },
    ]);
    const before = Object.fromEntries(Object.entries(evidence).filter(([name]) => name !== 'wait-windows'));
    expect(recordOf({ facts, evidence: before }).drivers).toMatchObject([
      { version: '18.6 (injected, not boot-proven)' },
    ]);
    expect(checks.find(({ kind }) => kind === 'storage-drivers')).toMatchObject({
      verdict: 'passed',
      measured: { en: 'iaStorVD.inf 18.6: read back in the registry, not boot-proven' },
    });
  });

  it.each([
    ['reserve', 'conforming-with-reservations'],
    ['ignore', 'conforming'],
    ['fail', 'non-conforming'],
  ])('counts devices without a driver by the word of the profile: %s', (missing, verdict) => {
    const facts = chose({ missing: [NIC] });
    const given = { facts, windows: { drivers: { missing } } };
    expect(judged(given).verdict).toBe(verdict);
    expect(rows(given)['Devices without a driver']?.[2]).toBe('Intel I226-V (PCI\\VEN_8086&DEV_125C)');
  });

  it.each(['verify-master', 'install-windows-boot', 'wait-windows'])(
    'is not issued when %s measured nothing',
    (step) => {
      const evidence = Object.fromEntries(Object.entries(EVIDENCE).filter(([name]) => name !== step));
      expect(judged({ evidence }).verdict).toBe('non-conforming');
    },
  );

  it('is not issued when drivers of the disk were chosen and not put in', () => {
    const facts = chose({ boot: [VMD] });
    const evidence = Object.fromEntries(
      Object.entries(EVIDENCE).filter(([name]) => name !== 'inject-drivers'),
    );
    expect(judged({ facts, evidence }).verdict).toBe('non-conforming');
    expect(rows({ facts, evidence })['Drivers of the disk']?.[2]).toBe('not measured');
  });

  it('is not issued with a difference on the disk, whatever else was read', () => {
    const evidence = { ...EVIDENCE, 'verify-master': { mode: 'full', files: 9, bytes: 9, differences: 1 } };
    expect(judged({ evidence }).verdict).toBe('non-conforming');
    expect(rows({ evidence })['Master']?.[2]).toBe('not measured');
  });

  it('tells which options were written but not read, and which were not applied at all', () => {
    const windows = { security: { autoRun: false }, setup: { image: { index: 1 } } };
    const table = rows({ windows });
    expect(table['Options of Windows']).toEqual([
      '2 options',
      'written into the answer file',
      'not measured',
    ]);
    expect(table['windows.setup.image']).toEqual([
      'in the profile',
      'not applied: only holds for an installation from media: autounattend',
      '—',
    ]);
    expect(verdicts({ windows })).toContain('windows-options information unmeasured');
    expect(judged({ windows }).verdict).toBe('conforming');
  });

  it('says of each option what was asked, how it was applied and what the recette measured', () => {
    const option = (name: string, verdict: string, expected: string, measured: string) => ({
      ...{
        kind: 'windows-options',
        verdict,
        expected,
        measured,
        evidence: { option: `windows.security.${name}` },
      },
    });
    const checks = [
      option('autoRun', 'passed', 'false', 'false'),
      option('uac.level', 'failed', 'always', 'EnableLUA = 0'),
      option('usbStorage', 'unmeasured', 'deny', 'not measured'),
    ];
    const applied = [
      { option: 'windows.security.autoRun', outcome: 'applied' },
      {
        ...{ option: 'windows.security.uac.level', outcome: 'failed' },
        reason: { fr: 'accès refusé', en: 'access denied' },
      },
    ];
    checks.push(option('powerShell.version2', 'unmeasured', 'false', 'not measured'));
    applied.push({
      ...{ option: 'windows.security.powerShell.version2', outcome: 'applied' },
      isUnread: true,
    } as never);
    const windows = { security: { autoRun: false, uac: { level: 'always' }, usbStorage: 'deny' } };
    const table = rows({ windows, facts: { checks, applied } as unknown as Facts });
    expect(table['windows.security.powerShell.version2']).toEqual([
      'false',
      'on the installed PC by a script, not read back',
      'not measured',
    ]);
    expect(table['windows.security.autoRun']).toEqual(['false', 'on the installed PC, read back', 'false']);
    expect(table['windows.security.uac.level']).toEqual([
      'always',
      'failed on the installed PC: access denied',
      'EnableLUA = 0',
    ]);
    expect(table['windows.security.usbStorage']).toEqual(['deny', 'by the answer file', 'not measured']);
  });

  it('names the checks that the profile leaves out', () => {
    const recette = { without: ['vbs-running', 'llmnr-off'] };
    expect(rows({ profile: { recette } })['Checks left out']).toEqual([
      'by the profile',
      'vbs-running, llmnr-off',
      'not measured',
    ]);
  });

  it('of a captured disk says nothing of drivers and boot files that nobody looked at', () => {
    const master = { kind: 'disk', indexSha256: SHA, contentsSha256: undefined, image: undefined };
    const evidence = { 'verify-master': { mode: 'full', files: null, bytes: 42, differences: 0 } };
    const facts = { bootManager: undefined, driverChoice: undefined };
    expect(verdicts({ master, evidence, facts })).toEqual([
      'master-digest blocking passed',
      'windows-started blocking unmeasured',
    ]);
    const table = rows({ master, evidence, facts });
    expect(table['Boot and Secure Boot']?.[1]).toBe('boot files of the master');
    expect(Object.keys(table)).not.toContain('Drivers of the disk');
  });

  it('leaves a check that a step recorded itself as it is', () => {
    const own = {
      kind: 'windows-started',
      title: { fr: '', en: '' },
      severity: 'blocking',
      verdict: 'failed',
    };
    const facts = { checks: [own] } as unknown as Facts;
    expect(verdicts({ facts }).filter((text) => text.startsWith('windows-started'))).toEqual([
      'windows-started blocking failed',
    ]);
  });

  it('says what Windows itself reported beside what was measured before', () => {
    const check = (kind: string, verdict: string, measured: string) => ({ kind, verdict, measured });
    const checks = [
      check('hostname', 'passed', 'PC-1'),
      check('secure-boot', 'passed', 'enabled'),
      check('device-drivers', 'failed', 'I226-V: code 28'),
      check('driver-packages', 'passed', '2 dealt with'),
      check('windows-options', 'passed', '1'),
      check('windows-options', 'unmeasured', '—'),
    ];
    const windows = { security: { autoRun: false } };
    const table = rows({ windows, facts: { checks } as unknown as Facts });
    const measured = Object.fromEntries(
      Object.entries(table).map(([subject, [, , last]]) => [subject, last]),
    );
    expect(measured).toMatchObject({
      'PC name': 'PC-1',
      'Boot and Secure Boot': 'Secure Boot "enabled" before the installation, in Windows: enabled',
      'Other drivers': '2 dealt with',
      'Devices without a driver': 'none, in Windows: I226-V: code 28',
      'Options of Windows': '1 read as asked',
    });
    const kinds = verdicts({ windows, facts: { checks } as unknown as Facts }).map(
      (text) => text.split(' ')[0],
    );
    expect(kinds.filter((kind) => kind === 'device-drivers')).toHaveLength(1);
  });
});
