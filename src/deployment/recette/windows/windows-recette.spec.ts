import { healthyProbes, HEALTHY_REGISTRY } from '../../../../test/support/healthy-windows.js';
import { powershellFaults } from '../../../../test/support/powershell-syntax.js';
import { filesBelow, groupsOf } from '../../../../test/support/source-files.js';
import { RECETTE_SCRIPTS } from '../../../../test/support/windows-scripts/recette.js';
import { parseProfile } from '../../../documents/profile/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import type { CheckRequest, CheckResult } from '../check.js';
import type { WindowsAsked } from './asked.js';
import { WINDOWS_CHECKS } from './checks.js';
import { HYGIENE } from './hygiene.js';
import { measuredSchema } from './measurements.js';
import { judgeMeasured, measuringOrder, windowsRequests } from './run-windows.js';

const TEMPLATE = renderTemplate('windows/recette/measure.ps1', {});
const PROBES = groupsOf(/^\$PROBES\['([a-z-]+)'\] = @\{ seconds = \d+; script = \{$/gm, TEMPLATE);

function askedOf(windows: object = {}): WindowsAsked {
  const document = parseProfile({ name: 'office', master: { name: 'win' }, windows });
  return {
    ...{
      document,
      windows: document.windows!,
      hostname: 'PC-1',
      firmware: 'uefi',
      ownAccounts: ['etabli-4f2a', 'anna'],
    },
    ...{ names: ['etabli.lan'], shares: [], printers: [] },
  };
}

function run(
  asked: WindowsAsked,
  pc: object = {},
  checks: CheckRequest[] = [],
  without: string[] = [],
): CheckResult[] {
  const answer = RECETTE_SCRIPTS['recette/measure']!(measuringOrder(asked) as never, pc as never) as {
    result: unknown;
  };
  const now = new Date();
  const time = { startedAt: new Date(now.getTime() - 1000), endedAt: now };
  return judgeMeasured(measuredSchema.parse(answer.result), { checks, without }, asked, time);
}

describe('the measuring script', () => {
  it('is PowerShell that Windows can read', () => {
    expect(powershellFaults(TEMPLATE)).toEqual([]);
  });

  it('has every probe that a kind reads, and the simulated Windows answers each', () => {
    const read = [...new Set([...WINDOWS_CHECKS.values()].flatMap(({ probe }) => probe ?? []))];
    expect(read.filter((probe) => !PROBES.includes(probe))).toEqual([]);
    expect(Object.keys(healthyProbes(new Date())).sort()).toEqual(
      PROBES.filter((name) => name !== 'registry').sort(),
    );
  });

  it('takes values from $Given alone: it is the same for every PC', () => {
    expect([...filesBelow('templates/windows/recette', '.hbs').values()].join('\n')).not.toMatch(/\{\{(?!>)/);
  });

  it('gives each probe less time than the whole', () => {
    const seconds = [...TEMPLATE.matchAll(/^\$PROBES\['[a-z-]+'\] = @\{ seconds = (\d+);/gm)].map(([, s]) =>
      Number(s),
    );
    expect(seconds).toHaveLength(PROBES.length);
    expect(Math.max(...seconds)).toBe(70);
    expect(TEMPLATE).toContain('$TOTAL_SECONDS = 75\n');
  });

  it('gives its probes every function of it that they call, and those that these call', () => {
    const [, names = ''] = /^\$SHARED = (.*)$/m.exec(TEMPLATE) ?? [];
    const shared = [...names.matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name);
    const functions = /^function ([\w-]+)(?:.*\}$|[\s\S]*?^\})/gm;
    const text = renderTemplate('windows/prelude.ps1', {}) + TEMPLATE;
    const bodies = new Map([...text.matchAll(functions)].map(([body, name = '']) => [name, body]));
    const probes = [...TEMPLATE.matchAll(/^\$PROBES\['[\s\S]*?^\} \}$/gm)].map(([body]) => body);
    expect(probes).toHaveLength(PROBES.length);
    const calledBy = (body: string) => [...bodies.keys()].filter((name) => body.includes(name));
    const needed = new Set(probes.flatMap(calledBy));
    for (const name of needed) for (const other of calledBy(bodies.get(name)!)) needed.add(other);
    expect([...needed].sort()).toEqual([...shared].sort());
  });

  it('never asks for the value of a password', () => {
    const { reads } = measuringOrder(askedOf());
    expect(reads.filter(({ secret }) => secret).map(({ name }) => name)).toEqual(['DefaultPassword']);
    expect(TEMPLATE).not.toContain('GetKeyProtectorNumericalPassword');
  });

  it('reads each registry value once', () => {
    const { reads } = measuringOrder(askedOf({ security: { uac: { level: 'default' } } }));
    const paths = reads.map(({ hive, key, name }) => `${hive} ${key} ${name}`.toLowerCase());
    expect(new Set(paths).size).toBe(paths.length);
    expect(
      Object.keys(HEALTHY_REGISTRY).filter((path) =>
        reads.every(({ key, name }) => `${key} ${name}` !== path),
      ),
    ).toEqual([]);
  });
});

describe('the recette of a Windows', () => {
  it('is clear on a healthy PC, but for what nobody could say', () => {
    const unclear = run(askedOf()).filter(({ verdict }) => verdict !== 'passed');
    expect(unclear.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
      ...['windows-version not-applicable', 'memory-size not-applicable', 'bitlocker-method not-applicable'],
      ...[
        'bitlocker-recovery-key not-applicable',
        'laps not-applicable',
        'organizational-unit not-applicable',
      ],
      ...[
        'secure-channel not-applicable',
        'group-policy-applied not-applicable',
        'printer-present not-applicable',
      ],
      ...['share-readable not-applicable', 'packages-present not-applicable'],
    ]);
  });

  it('runs all kinds, each with a severity of its own', () => {
    const requests = windowsRequests({ checks: [], without: [] }, askedOf());
    expect(requests.map(({ kind }) => kind.kind)).toEqual([...WINDOWS_CHECKS.keys()]);
    const blocking = requests.filter(({ severity }) => severity === 'blocking').map(({ kind }) => kind.kind);
    expect(blocking).toEqual([
      ...[
        'hostname',
        'windows-version',
        'clock-right',
        'secure-boot',
        'antivirus-running',
        'antivirus-real-time',
      ],
      ...[
        'firewall-on',
        'firewall-inbound',
        'smb1-off',
        'remote-desktop',
        'uac-on',
        'autologon-off',
        'wdigest-off',
      ],
      ...[
        'guest-disabled',
        'users',
        'local-administrators',
        'domain-member',
        'secure-channel',
        'network-addresses',
      ],
      ...['dns', 'no-leftover-password'],
    ]);
  });

  it('has the severity and the parameters that the profile gives a kind, and not what it leaves out', () => {
    const checks: CheckRequest[] = [
      { kind: 'free-space', severity: 'blocking', parameters: { minimumPercent: 90 } },
      { kind: 'no-unexpected-share', severity: 'information', parameters: { allowed: ['A'] } },
      { kind: 'no-unexpected-share', severity: 'reserve' },
    ];
    const results = run(askedOf(), {}, checks, ['vbs-running']);
    const words = results.filter(({ kind }) =>
      ['free-space', 'no-unexpected-share', 'vbs-running'].includes(kind),
    );
    expect(
      words.map(({ kind, severity, verdict, expected }) => [kind, severity, verdict, expected.en]),
    ).toEqual([
      ['free-space', 'blocking', 'failed', '≥ 90 %'],
      ['no-unexpected-share', 'information', 'passed', 'A'],
      ['no-unexpected-share', 'reserve', 'passed', 'none'],
    ]);
    expect(results).toHaveLength(93);
  });

  it('says which requirement and which measures of the guide each check proves', () => {
    const [uac] = run(askedOf()).filter(({ kind }) => kind === 'uac-on');
    expect(uac?.requirement).toEqual({
      fr: 'Un administrateur confirme ce qui change le poste (ANSSI, guide d’hygiène : 8, 29)',
      en: 'An administrator confirms what changes the PC (ANSSI hygiene guide: 8, 29)',
    });
    const covered = new Set([...WINDOWS_CHECKS.values()].flatMap(({ hygiene }) => [...hygiene]));
    expect(
      Object.keys(HYGIENE)
        .map(Number)
        .filter((number) => !covered.has(number as never)),
    ).toEqual([]);
  });

  it('does not call a failure what the profile itself asks for', () => {
    const windows = {
      security: { uac: { level: 'off' }, nameResolution: { llmnr: true } },
      accounts: { administrator: { enabled: true, password: { vault: 'a' } } },
    };
    const kinds = ['uac-on', 'llmnr-off', 'builtin-administrator-disabled'];
    expect(
      run(askedOf(windows))
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ verdict, measured }) => [verdict, measured.en]),
    ).toEqual([
      ['not-applicable', 'the profile says otherwise: windows.security.nameResolution.llmnr = true'],
      ['not-applicable', 'the profile says otherwise: windows.security.uac.level = "off"'],
      ['not-applicable', 'the profile says otherwise: windows.accounts.administrator.enabled = true'],
    ]);
  });

  it('has no check of a person’s password, key or token in its evidence', () => {
    const pc = {
      recette: {
        registry: {
          'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon DefaultPassword': 'Planted-Secret-1',
        },
      },
    };
    const results = run(askedOf(), pc);
    expect(results.find(({ kind }) => kind === 'autologon-off')?.verdict).toBe('failed');
    expect(JSON.stringify(results)).not.toContain('Planted-Secret-1');
  });
});

describe('each option that the profile asks', () => {
  const windows = {
    security: { uac: { filterAdministrator: true }, credentials: { complexPasswords: true } },
    network: { location: 'public' },
    accessibility: {
      logonScreen: { narrator: true, magnifier: true },
      everyUser: { onScreenKeyboard: true, pointerColour: 'black' },
    },
    comfort: {
      power: {
        plan: 'balanced',
        screenOffMinutes: { plugged: 10, battery: 5 },
        lid: { plugged: 'sleep' },
      },
      removeApps: ['calculator', 'solitaire'],
      removePackages: ['Microsoft.BingNews'],
      features: { enable: ['netFramework35', 'wsl'], disable: ['telnetClient', 'openSshClient'] },
    },
  };
  const FILTER = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System FilterAdministratorToken';
  const ASSISTIVE = 'Microsoft\\Windows NT\\CurrentVersion\\Accessibility Configuration';
  const registry = { [FILTER]: 1, [`SOFTWARE\\${ASSISTIVE}`]: 'narrator', [`Software\\${ASSISTIVE}`]: 'osk' };
  const lines = (pc: object = {}): string[] =>
    run(askedOf(windows), pc)
      .filter(({ kind }) => kind === 'windows-options')
      .map(
        ({ verdict, severity, measured, evidence }) =>
          `${String(evidence['option']).replace('windows.', '')} ${severity} ${verdict}: ${measured.en}`,
      );

  it('is measured by its row, or by a question of its own, and says so when it cannot be', () => {
    expect(lines({ registry }).sort()).toEqual([
      'accessibility.everyUser.onScreenKeyboard reserve passed: true',
      'accessibility.everyUser.pointerColour information unmeasured: not measured: no registry value shows this option',
      'accessibility.logonScreen.magnifier reserve failed: false',
      'accessibility.logonScreen.narrator reserve passed: true',
      'comfort.features.disable reserve failed: openSshClient',
      'comfort.features.enable reserve failed: ∅ wsl',
      'comfort.power.lid reserve unmeasured: not measured: the PC does not tell',
      'comfort.power.plan reserve passed: balanced',
      'comfort.power.screenOffMinutes reserve passed: {"plugged":10,"battery":5}',
      'comfort.removeApps reserve failed: calculator',
      'comfort.removePackages reserve passed: ["Microsoft.BingNews"]',
      'network.location reserve failed: Ethernet: Private',
      'security.credentials.complexPasswords reserve passed: true',
      'security.uac.filterAdministrator reserve passed: true',
    ]);
  });

  it.each([null, 7, 'x', {}, { values: {}, settings: [], packages: [] }])(
    'never passes where the PC answers %j',
    (value) => {
      const names = ['registry', 'connections', 'account-policy', 'power', 'parts'];
      const probes = Object.fromEntries(names.map((probe) => [probe, value]));
      expect(lines({ recette: { probes } }).filter((line) => !line.includes(' unmeasured: '))).toEqual([]);
    },
  );

  it('is listed only where the profile asks something of it: apps take long', () => {
    expect(measuringOrder(askedOf(windows)).parts).toBe(true);
    expect(measuringOrder(askedOf({ comfort: { power: { plan: 'balanced' } } })).parts).toBe(false);
  });

  it('has the severity that the profile gives its part, the narrowest first', () => {
    const checks: CheckRequest[] = [
      { kind: 'windows-options', severity: 'information', parameters: { option: 'windows.comfort' } },
      { kind: 'windows-options', severity: 'blocking', parameters: { option: 'windows.comfort.power' } },
    ];
    const severities = run(askedOf(windows), {}, checks)
      .filter(({ kind }) => kind === 'windows-options')
      .map(({ evidence, severity }) => `${String(evidence['option'])} ${severity}`);
    expect(severities).toContain('windows.comfort.power.plan blocking');
    expect(severities).toContain('windows.comfort.removeApps information');
    expect(severities).toContain('windows.security.uac.filterAdministrator reserve');
  });
});
