import { windowsReport } from '../../../../test/support/windows-report.js';
import { parseProfile } from '../../../documents/profile/index.js';
import type { Facts } from '../facts.js';
import type { DeployPlan } from '../plan.js';
import { judgedReport } from './judged-report.js';
import { windowsReportSchema } from './windows-report.schema.js';

const AT = new Date('2026-05-04T08:00:00Z');

/** `kind severity: verdict, expected → measured` of each line but the options. */
function lines(report: object, { windows = {}, facts = {} }: { windows?: object; facts?: Facts } = {}) {
  const document = parseProfile({ name: 'pc', master: { name: 'windows-11' }, windows });
  const image = { edition: 'Professional', build: '26100.1742' };
  const plan = { profile: { document }, master: { image } } as unknown as DeployPlan;
  const known: Facts = { hostname: 'PC-001', firmware: 'uefi', ...facts };
  const checks = judgedReport({ plan, facts: known }, windowsReportSchema.parse(windowsReport(report)), AT);
  return checks.map(
    ({ kind, severity, verdict, expected, measured }) =>
      `${kind} ${severity}: ${verdict}, ${expected.en} → ${measured.en}`,
  );
}

const line = (kind: string, ...asked: Parameters<typeof lines>) =>
  lines(...asked).filter((one) => one.startsWith(`${kind} `));

const driver = (inf: string, outcome: string, exitCode: number | null) => ({
  folder: 'a',
  inf,
  class: 'Net',
  provider: 'Intel',
  version: '1.0',
  outcome,
  exitCode,
  seconds: 1,
});

describe('the first report of a Windows', () => {
  it('passes where everything is as asked', () => {
    expect(lines({})).toEqual([
      'hostname blocking: passed, PC-001 → PC-001',
      'windows-version blocking: passed, Professional 26100.1742 → Professional 26100.1742',
      'windows-setup blocking: passed, ended → ended (IMAGE_STATE_COMPLETE)',
      'secure-boot blocking: passed, enabled → enabled',
      'domain-member blocking: not-applicable, — → workgroup',
      'device-drivers reserve: passed, none → 87 devices, none at fault',
      'driver-packages reserve: not-applicable, — → none',
      'answer-commands reserve: passed, all succeeded → all succeeded',
    ]);
  });

  it.each([
    ['another name', { computerName: 'WIN-7G2' }, 'hostname blocking: failed, PC-001 → WIN-7G2'],
    [
      'another build',
      { build: '26100.1' },
      'windows-version blocking: failed, Professional 26100.1742 → Professional 26100.1',
    ],
    [
      'another edition',
      { edition: 'Core' },
      'windows-version blocking: failed, Professional 26100.1742 → Core 26100.1742',
    ],
    [
      'a first start that has not ended',
      { setupComplete: false, imageState: 'IMAGE_STATE_UNDEPLOYABLE' },
      'windows-setup blocking: failed, ended → not ended (IMAGE_STATE_UNDEPLOYABLE)',
    ],
    ['Secure Boot off', { secureBoot: false }, 'secure-boot blocking: failed, enabled → disabled'],
    [
      'Secure Boot unknown',
      { secureBoot: null },
      'secure-boot blocking: unmeasured, enabled → not measured: the PC could not measure it',
    ],
  ])('fails with %s', (_, boot, expected) => {
    expect(lines({ boot })).toContain(expected);
  });

  it('takes a name in capitals for the same', () => {
    const report = { boot: { computerName: 'PC-001' } };
    expect(line('hostname', report, { facts: { hostname: 'pc-001' } })).toEqual([
      'hostname blocking: passed, pc-001 → PC-001',
    ]);
  });

  const ILL = {
    id: 'PCI\\VEN_8086&DEV_7D0B\\3',
    name: '',
    code: 28,
    hardwareIds: ['PCI\\VEN_8086&DEV_7D0B'],
  };

  it.each([
    ['fail', 'blocking'],
    ['reserve', 'reserve'],
    ['ignore', 'information'],
  ])('tells of a device without driver, by the word %s of the profile', (missing, severity) => {
    const devices = { seen: 80, ill: [ILL, { ...ILL, name: 'Webcam', code: 10 }, { ...ILL, code: 22 }] };
    expect(line('device-drivers', { devices }, { windows: { drivers: { missing } } })).toEqual([
      `device-drivers ${severity}: failed, none → PCI\\VEN_8086&DEV_7D0B (PCI\\VEN_8086&DEV_7D0B) : without driver, ` +
        'Webcam (PCI\\VEN_8086&DEV_7D0B) : code 10',
    ]);
  });

  it.each([
    ['none was read', null],
    ['none was seen', { seen: 0, ill: [] }],
  ])('never passes devices where %s', (_, devices) => {
    expect(line('device-drivers', { devices })).toEqual([
      'device-drivers reserve: unmeasured, none → not measured: the PC could not measure it',
    ]);
  });

  it('reserves for drivers that failed, and for chosen ones that the PC says nothing of', () => {
    const drivers = [
      driver('e1d.inf', 'installed', 0),
      driver('rtl.inf', 'failed', 1),
      driver('slow.inf', 'timed-out', null),
      driver('spare.inf', 'not-needed', 259),
    ];
    const packages = ['E1D.inf', 'forgotten.inf'].map((name) => ({ name }));
    const facts = { driverChoice: { boot: [], missing: [], packages } } as unknown as Facts;
    expect(line('driver-packages', { drivers }, { facts })).toEqual([
      'driver-packages reserve: failed, all dealt with → rtl.inf: failed 1, slow.inf: timed-out, forgotten.inf: ∅',
    ]);
  });

  it('reserves for a command of the answer file that failed', () => {
    const commands = [
      { description: 'Run the scripts of the phase system', exitCode: 3, timedOut: false },
      { description: 'Unpack', exitCode: null, timedOut: true },
    ];
    expect(line('answer-commands', { commands })).toEqual([
      'answer-commands reserve: failed, all succeeded → Run the scripts of the phase system: 3, Unpack: ⏱',
    ]);
  });

  it('fails a PC that should be in a domain and is in a workgroup', () => {
    const windows = { domain: { offlineJoin: { vault: 'pc/join' } } };
    expect(line('domain-member', {}, { windows })).toEqual([
      'domain-member blocking: failed, a domain → workgroup',
    ]);
    expect(line('domain-member', { boot: { domain: 'corp.example' } }, { windows })).toEqual([
      'domain-member blocking: passed, a domain → corp.example',
    ]);
  });

  const OPTION = { comfort: { explorer: { fileExtensions: true } } };
  const ADVANCED = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Advanced';
  const read = (value: number) => ({
    exitCode: 0,
    stdout: JSON.stringify({
      reads: [
        { hive: 'defaultUser', key: ADVANCED, name: 'HideFileExt', state: 'found', kind: 'DWord', value },
      ],
    }),
  });

  it.each([
    ['as asked', read(0), 'passed, true → true'],
    ['otherwise', read(1), `failed, true → HKCU (Default)\\${ADVANCED} HideFileExt = 1 (≠ 0)`],
    ['not read', null, 'unmeasured, true → not measured: the command failed (1)'],
    [
      'cut',
      { exitCode: 0, stdout: '{"reads":[{"hive"' },
      `unmeasured, true → not measured: unreadable values: HKCU (Default)\\${ADVANCED} HideFileExt`,
    ],
  ])('judges an option that is %s', (_, options, expected) => {
    expect(line('windows-options', { options }, { windows: OPTION })).toEqual([
      `windows-options reserve: ${expected}`,
    ]);
  });
});
