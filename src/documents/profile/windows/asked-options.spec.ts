import { flag, late, names, place, script, since, toggle } from '../../windows-tables/option-row.js';
import { askedOptions } from './asked-options.js';
import { windows } from './windows.schema.js';

const SYSTEM = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';
const DEFENDER = 'SOFTWARE\\Policies\\Microsoft\\Windows Defender';

/** `option = requested: hive key name = expected, …`, or why nothing is read. */
const lines = (section: object, tree?: Parameters<typeof askedOptions>[1]) =>
  askedOptions(windows.parse(section), tree).map(
    ({ option, asked, reads, unread, isElsewhere }) =>
      `${option} = ${JSON.stringify(asked)}: ${
        unread === undefined
          ? reads
              .map(({ hive, key, name, expected }) => `${hive} ${key} ${name} = ${JSON.stringify(expected)}`)
              .join(', ')
          : `${isElsewhere ? '(not there) ' : ''}${unread.en}`
      }`,
  );

describe('the options of Windows that a profile asks for', () => {
  it.each<[string, object, string[]]>([
    [
      'with every value that shows one',
      { security: { uac: { level: 'never' } } },
      [
        `windows.security.uac.level = "never": machine ${SYSTEM} ConsentPromptBehaviorAdmin = 0, ` +
          `machine ${SYSTEM} PromptOnSecureDesktop = 0, machine ${SYSTEM} EnableLUA = 1`,
      ],
    ],
    [
      'by the registry, where the answer file has a setting',
      {
        network: { firewall: { private: { enabled: true, notifications: false, logFileSize: 4096 } } },
        security: { remoteAssistance: { allowed: false } },
      },
      [
        'windows.network.firewall.private.notifications = false: machine SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\StandardProfile DisableNotifications = 1',
        'windows.network.firewall.private.enabled = true: machine SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\StandardProfile EnableFirewall = 1',
        'windows.network.firewall.private.logFileSize = 4096: machine SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\StandardProfile\\Logging LogFileSize = 4096',
        'windows.security.remoteAssistance.allowed = false: machine SYSTEM\\CurrentControlSet\\Control\\Remote Assistance fAllowToGetHelp = 0',
      ],
    ],
    [
      'that must not be there any more',
      { comfort: { system: { newNetworkQuestion: true } } },
      [
        'windows.comfort.system.newNetworkQuestion = true: machine SYSTEM\\CurrentControlSet\\Control\\Network\\NewNetworkWindowOff  = null',
      ],
    ],
    [
      'whose value names the registry values',
      { security: { defender: { exclusions: { paths: ['C:\\a'] } } } },
      [
        `windows.security.defender.exclusions.paths = ["C:\\\\a"]: machine ${DEFENDER}\\Exclusions Exclusions_Paths = 1, machine ${DEFENDER}\\Exclusions\\Paths C:\\a = "0"`,
      ],
    ],
    [
      'and not the values that a later option writes',
      { security: { defender: { disabled: true, realTime: false, cloud: 'basic' } } },
      [
        `windows.security.defender.disabled = true: ` +
          ['DisableBehaviorMonitoring', 'DisableOnAccessProtection', 'DisableIOAVProtection']
            .map((name) => `machine ${DEFENDER}\\Real-Time Protection ${name} = 1, `)
            .join('') +
          `machine ${DEFENDER}\\Real-Time Protection DisableScanOnRealtimeEnable = 1`,
        `windows.security.defender.realTime = false: machine ${DEFENDER}\\Real-Time Protection DisableRealtimeMonitoring = 1`,
        `windows.security.defender.cloud = "basic": machine ${DEFENDER}\\Spynet SpynetReporting = 1`,
      ],
    ],
    [
      'with the reason where nothing shows one',
      {
        security: { credentials: { complexPasswords: true }, bitlocker: { mode: 'prevent' } },
        comfort: {
          theme: { system: 'dark' },
          explorer: { classicContextMenu: false },
        },
      },
      [
        'windows.security.bitlocker = {"mode":"prevent"}: no registry value shows this option',
        'windows.security.credentials.complexPasswords = true: no registry value shows this option',
        'windows.comfort.explorer.classicContextMenu = false: is written for each account at its first logon',
        'windows.comfort.theme.system = "dark": is written for each account at its first logon',
      ],
    ],
    ['and none that is not asked', { security: { uac: {} }, accounts: { users: [] } }, []],
  ])('are listed %s', (_title, section, expected) => {
    expect(lines(section)).toEqual(expected);
  });

  it('are listed from any table of rows', () => {
    const tree = {
      security: {
        autoRun: since(
          { until: 'windows-10' },
          toggle({ fr: 'D’avant', en: 'Of before' }, flag('machine', 'K', 'N')),
        ),
        smartScreen: {
          edge: toggle(
            { fr: 'Tard, nommé, par un script', en: 'Late, named, by a script' },
            late(place('machine', 'K', 'Late', { true: 'yes' })),
            names('defaultUser', 'K', () => ({ a: 1, b: [1, 255] })),
            script('system', 'security/smb1-off', 'Something', () => ({})),
          ),
        },
      },
    };
    expect(lines({ security: { autoRun: true, smartScreen: { edge: true } } }, tree)).toEqual([
      'windows.security.autoRun = true: (not there) windows-11-25h2 does not have this option',
      'windows.security.smartScreen.edge = true: machine K Late = "yes", defaultUser K a = 1, defaultUser K b = [1,255]',
    ]);
    expect(lines({ target: 'server-2019', security: { autoRun: true } }, tree)).toEqual([
      'windows.security.autoRun = true: machine K N = 1',
    ]);
  });

  it('leave a value unread that code writes again for another option', () => {
    const readsOf = (everyUser: object) =>
      lines({
        comfort: { effects: { windowAnimations: true, taskbarAnimations: true } },
        accessibility: { everyUser },
      });
    const effects =
      'windows.comfort.effects = {"windowAnimations":true,"taskbarAnimations":true}: ' +
      'defaultUser Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\VisualEffects VisualFXSetting = 3';
    const unread = 'no registry value shows this option';
    const taskbar =
      'defaultUser Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Advanced TaskbarAnimations = 1';
    expect(readsOf({ animations: false })).toEqual([
      effects,
      `windows.accessibility.everyUser.animations = false: ${unread}`,
    ]);
    expect(readsOf({ animations: false, taskbarAnimations: true }).sort()).toEqual([
      `windows.accessibility.everyUser.animations = false: ${unread}`,
      `windows.accessibility.everyUser.taskbarAnimations = true: ${taskbar}`,
      effects,
    ]);
  });
});
