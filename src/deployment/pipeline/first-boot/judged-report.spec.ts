import { windowsReport } from '../../../../test/support/windows-report.js';
import { parseProfile } from '../../../documents/profile/index.js';
import type { Facts } from '../facts.js';
import type { DeployPlan } from '../plan.js';
import type { FirstBootRuns } from './judged-commands.js';
import { judgedReport } from './judged-report.js';
import { windowsReportSchema } from './windows-report.schema.js';

const AT = new Date('2026-05-04T08:00:00Z');

interface Wanted {
  windows?: object;
  facts?: Facts;
  runs?: Partial<FirstBootRuns>;
}

/** `kind severity: verdict, expected → measured` of each line but the options. */
function lines(report: object, { windows = {}, facts = {}, runs = {} }: Wanted = {}) {
  const document = parseProfile({ name: 'pc', master: { name: 'windows-11' }, windows });
  const image = { edition: 'Professional', build: '26100.1742' };
  const plan = { profile: { document }, master: { image } } as unknown as DeployPlan;
  const known: Facts = { hostname: 'PC-001', firmware: 'uefi', ...facts };
  const asked = { plan, facts: known, runs: { commands: 1, scripts: [], ...runs } };
  const checks = judgedReport(asked, windowsReportSchema.parse(windowsReport(report)), AT);
  return checks.map(
    ({ kind, severity, verdict, expected, measured }) =>
      `${kind} ${severity}: ${verdict}, ${expected.en} → ${measured.en}`,
  );
}

const line = (kind: string, ...asked: Parameters<typeof lines>) =>
  lines(...asked).filter((one) => one.startsWith(`${kind} `));

const driver = (inf: string, outcome: string, exitCode: number | null, folder = 'a') => ({
  folder,
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
      'answer-scripts reserve: not-applicable, — → none',
      'first-logon-scripts information: not-applicable, — → none',
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

  const chosen = (...packages: [string, string][]) =>
    ({
      driverChoice: { boot: [], missing: [], packages: packages.map(([name, id]) => ({ name, id })) },
    }) as unknown as Facts;

  it('reserves for drivers that failed, and for chosen ones that the PC says nothing of', () => {
    const drivers = [
      driver('E1D.INF', 'installed', 0, 'E1D-11111111'),
      driver('rtl.inf', 'failed', 1),
      driver('slow.inf', 'timed-out', null),
      driver('spare.inf', 'not-needed', 259),
    ];
    const facts = chosen(['e1d.inf', '11111111-aaaa'], ['forgotten.inf', '22222222-aaaa']);
    expect(line('driver-packages', { drivers }, { facts })).toEqual([
      'driver-packages reserve: failed, all dealt with → rtl.inf: failed 1, slow.inf: timed-out, forgotten.inf: ∅',
    ]);
  });

  it('tells two chosen drivers apart whose INF files have the same name', () => {
    const facts = chosen(['net.inf', '11111111-aaaa'], ['net.inf', '22222222-aaaa']);
    const both = [
      driver('net.inf', 'installed', 0, 'net-11111111'),
      driver('net.inf', 'installed', 0, 'net-22222222'),
    ];
    expect(line('driver-packages', { drivers: both }, { facts })).toEqual([
      'driver-packages reserve: passed, all dealt with → 2 dealt with',
    ]);
    expect(line('driver-packages', { drivers: both.slice(0, 1) }, { facts })).toEqual([
      'driver-packages reserve: failed, all dealt with → net.inf: ∅',
    ]);
  });

  it('never passes drivers whose results the PC could not read', () => {
    expect(line('driver-packages', { drivers: null })).toEqual([
      'driver-packages reserve: unmeasured, all dealt with → not measured: the PC could not measure it',
    ]);
  });

  it('reserves for a command of the answer file that failed', () => {
    const commands = [
      { description: 'Unpack what this file carries', exitCode: 1, timedOut: false },
      { description: 'command', exitCode: null, timedOut: true },
    ];
    expect(line('answer-commands', { commands }, { runs: { commands: 2 } })).toEqual([
      'answer-commands reserve: failed, all succeeded → Unpack what this file carries: 1, command: ⏱',
    ]);
  });

  it('never passes commands that the PC tells nothing of', () => {
    expect(line('answer-commands', { commands: null }, { runs: { commands: 3 } })).toEqual([
      'answer-commands reserve: unmeasured, all succeeded → not measured: the PC could not measure it',
    ]);
  });

  it('counts the commands: one that was never run did not succeed', () => {
    expect(line('answer-commands', {}, { runs: { commands: 3 } })).toEqual([
      'answer-commands reserve: failed, all succeeded → 1 of 3 run',
    ]);
    expect(line('answer-commands', { commands: [] }, { runs: { commands: 3 } })).toEqual([
      'answer-commands reserve: failed, all succeeded → 0 of 3 run',
    ]);
    expect(line('answer-commands', { commands: [] }, { runs: { commands: 0 } })).toEqual([
      'answer-commands reserve: not-applicable, — → none',
    ]);
  });

  describe('the scripts of the answer file', () => {
    const SCRIPTS: FirstBootRuns['scripts'] = [
      { phase: 'system', name: 'system-01-proxy' },
      { phase: 'defaultUser', name: 'defaultUser-01-theme' },
      { phase: 'firstLogon', name: 'firstLogon-01-vpn' },
      { phase: 'everyUser', name: 'everyUser-01-welcome' },
    ];
    const ended = (name: string, status = '0') => ({ name, status });
    const GOOD = [ended('unpack'), ended('system-01-proxy'), ended('defaultUser-01-theme')];
    const LOGON = [ended('firstLogon-01-vpn'), ended('finish')];
    const AUTOLOGON = {
      accounts: {
        autologon: { username: 'anna', domain: 'corp.example', count: 1, password: { vault: 'pc/anna' } },
      },
    };

    it.each([
      ['ended well', GOOD, 'passed, all succeeded → 2 succeeded'],
      [
        'failed, though the command that started them did not',
        [ended('unpack'), ended('system-01-proxy', '1'), ended('defaultUser-01-theme', 'skipped')],
        'failed, all succeeded → system-01-proxy: 1, defaultUser-01-theme: skipped',
      ],
      [
        'failed once and ended well later',
        [...GOOD, ended('system-01-proxy', '2')],
        'failed, all succeeded → system-01-proxy: 2',
      ],
      [
        'could not have the hive that they write into',
        [ended('unpack'), ended('system-01-proxy'), ended('load HKU\\DefaultUser', '1')],
        'failed, all succeeded → load HKU\\DefaultUser: 1, defaultUser-01-theme: ∅',
      ],
      [
        'left no trace',
        [ended('unpack'), ended('defaultUser-01-theme')],
        'unmeasured, all succeeded → not measured: no result of system-01-proxy',
      ],
      ['have no summary', null, 'unmeasured, all succeeded → not measured: the PC could not measure it'],
      [
        'are not told of, by the scripts of an earlier release',
        undefined,
        'unmeasured, all succeeded → not measured: the PC could not measure it',
      ],
    ])('that %s', (_, scripts, expected) => {
      expect(line('answer-scripts', { scripts }, { runs: { scripts: SCRIPTS } })).toEqual([
        `answer-scripts reserve: ${expected}`,
      ]);
    });

    it.each([
      ['ended well', [...GOOD, ...LOGON], 'passed, all succeeded → 1 succeeded'],
      ['failed', [...GOOD, ended('firstLogon-01-vpn', '5')], 'failed, all succeeded → firstLogon-01-vpn: 5'],
      ['have not run', GOOD, 'unmeasured, all succeeded → not measured: no result of firstLogon-01-vpn'],
      ['have no summary', null, 'unmeasured, all succeeded → not measured: the PC could not measure it'],
    ])('at the first logon that %s', (_, scripts, expected) => {
      const wanted = { windows: AUTOLOGON, runs: { scripts: SCRIPTS } };
      expect(line('first-logon-scripts', { scripts }, wanted)).toEqual([
        `first-logon-scripts reserve: ${expected}`,
      ]);
    });

    it('wait for somebody where no autologon is asked for: that is told, and no reservation', () => {
      expect(line('first-logon-scripts', { scripts: GOOD }, { runs: { scripts: SCRIPTS } })).toEqual([
        'first-logon-scripts information: unmeasured, all succeeded → not measured: no result of firstLogon-01-vpn',
      ]);
    });

    it('do not spoil the other phase', () => {
      const scripts = [...GOOD, ended('firstLogon-01-vpn', '5')];
      expect(line('answer-scripts', { scripts }, { runs: { scripts: SCRIPTS } })).toEqual([
        'answer-scripts reserve: passed, all succeeded → 2 succeeded',
      ]);
    });
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
