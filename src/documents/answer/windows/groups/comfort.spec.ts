import { powershellFaults } from '../../../../../test/support/powershell-syntax.js';
import { registryWrites } from '../../../../../test/support/registry-rows.js';
import { windowsAnswer, windowsOrder } from '../../../../../test/support/windows-answer.js';
import { comfortGroup } from './comfort.js';

const scriptsOf = (comfort: object) => comfortGroup(windowsOrder({ comfort })).scripts ?? [];
const scriptOf = (comfort: object, name: string) => scriptsOf(comfort).find((script) => script.name === name);

/** The lines of a script that begin with one of these words. */
function lines(comfort: object, name: string, ...words: string[]): string[] {
  const text = scriptOf(comfort, name)?.text ?? '';
  return text.split('\n').filter((line) => words.some((word) => line.startsWith(word)));
}

const LAYOUT =
  '<LayoutModificationTemplate xmlns="http://schemas.microsoft.com/Start/2014/LayoutModification" Version="1" />';

describe('comfort', () => {
  it('adds nothing to a file without it, or with nothing in it', () => {
    expect(comfortGroup(windowsOrder({}))).toEqual({});
    expect(scriptsOf({})).toEqual([]);
    expect(windowsAnswer({ comfort: {} }).text).toBe(windowsAnswer({}).text);
  });

  it.each([
    [{ system: { systemRestore: false } }, 'Microsoft-Windows-SystemRestore-Main', 'DisableSR', '1'],
    [{ system: { systemRestore: true } }, 'Microsoft-Windows-SystemRestore-Main', 'DisableSR', '0'],
    [{ system: { errorReporting: false } }, 'Microsoft-Windows-ErrorReportingCore', 'DisableWER', '1'],
    [{ system: { improvementProgram: false } }, 'Microsoft-Windows-SQMAPI', 'CEIPEnabled', '0'],
    [
      { power: { plan: 'highPerformance' } },
      'Microsoft-Windows-PowerCPL',
      'PreferredPlan',
      '8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c',
    ],
    [
      { power: { plan: 'balanced' } },
      'Microsoft-Windows-PowerCPL',
      'PreferredPlan',
      '381b4222-f694-41f0-9685-ff5bb260df2e',
    ],
    [
      { power: { plan: 'powerSaver' } },
      'Microsoft-Windows-PowerCPL',
      'PreferredPlan',
      'a1841308-3541-4fab-bc81-f71556f20b4a',
    ],
  ])('has %j where a component takes it in specialize', (comfort, component, path, value) => {
    expect(windowsAnswer({ comfort }).value('specialize', component, path)).toBe(value);
  });

  it('keeps the release of Windows 10, and none of a server', () => {
    const products = ['windows-10', 'server-2022'].map((target) =>
      registryWrites(comfortGroup(windowsOrder({ target, comfort: { updates: { stayOn: '22H2' } } }))).filter(
        (line) => line.includes('ProductVersion'),
      ),
    );
    expect(products).toEqual([
      [
        'system HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate [ProductVersion] String Windows 10',
      ],
      [],
    ]);
  });

  it('shows the icons of the desktop that are named, and hides the others', () => {
    const writes = registryWrites(
      comfortGroup(windowsOrder({ comfort: { explorer: { desktopIcons: ['thisPc', 'recycleBin'] } } })),
    );
    const key =
      'defaultUser HKEY_USERS\\DefaultUser\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\HideDesktopIcons';
    expect(writes).toHaveLength(26);
    expect(writes).toEqual(
      expect.arrayContaining([
        `${key}\\NewStartPanel [{20d04fe0-3aea-1069-a2d8-08002b30309d}] DWord 0`,
        `${key}\\NewStartPanel [{645ff040-5081-101b-9f08-00aa002f954e}] DWord 0`,
        `${key}\\NewStartPanel [{59031a47-3f72-44a7-89c5-5595fe6b30ee}] DWord 1`,
        `${key}\\ClassicStartMenu [{20d04fe0-3aea-1069-a2d8-08002b30309d}] DWord 0`,
        `${key}\\ClassicStartMenu [{5399e694-6ce5-4d6c-8fce-1d8870fdcba0}] DWord 1`,
      ]),
    );
  });
});

describe('scripts of comfort', () => {
  it('set times and buttons of the plan that is preferred, plugged and on battery', () => {
    const power = {
      plan: 'balanced',
      hibernation: false,
      screenOffMinutes: { plugged: 15, battery: 5 },
      sleepMinutes: { plugged: 0 },
      hibernateMinutes: { battery: 120 },
      diskOffMinutes: { plugged: 20 },
      lid: { plugged: 'nothing', battery: 'sleep' },
      powerButton: { plugged: 'shutDown' },
    };
    const plan = "'381b4222-f694-41f0-9685-ff5bb260df2e'; ";
    expect(scriptOf({ power }, 'power')?.phase).toBe('system');
    expect(lines({ power }, 'power', 'Set-Power')).toEqual([
      "Set-Power @('/hibernate'; 'off'; )",
      `Set-Power @('/setacvalueindex'; ${plan}'SUB_VIDEO'; 'VIDEOIDLE'; '900'; )`,
      `Set-Power @('/setdcvalueindex'; ${plan}'SUB_VIDEO'; 'VIDEOIDLE'; '300'; )`,
      `Set-Power @('/setacvalueindex'; ${plan}'SUB_SLEEP'; 'STANDBYIDLE'; '0'; )`,
      `Set-Power @('/setdcvalueindex'; ${plan}'SUB_SLEEP'; 'HIBERNATEIDLE'; '7200'; )`,
      `Set-Power @('/setacvalueindex'; ${plan}'SUB_DISK'; 'DISKIDLE'; '1200'; )`,
      `Set-Power @('/setacvalueindex'; ${plan}'SUB_BUTTONS'; 'LIDACTION'; '0'; )`,
      `Set-Power @('/setdcvalueindex'; ${plan}'SUB_BUTTONS'; 'LIDACTION'; '1'; )`,
      `Set-Power @('/setacvalueindex'; ${plan}'SUB_BUTTONS'; 'PBUTTONACTION'; '3'; )`,
      `Set-Power @('/setactive'; ${plan})`,
    ]);
    expect(lines({ power: { lid: { battery: 'hibernate' } } }, 'power', 'Set-Power')).toEqual([
      "Set-Power @('/setdcvalueindex'; 'SCHEME_CURRENT'; 'SUB_BUTTONS'; 'LIDACTION'; '2'; )",
      "Set-Power @('/setactive'; 'SCHEME_CURRENT'; )",
    ]);
  });

  it('remove apps wherever a release of Windows keeps them, each name once', () => {
    const comfort = {
      removeApps: ['snippingTool', 'solitaire', 'teams', 'solitaire'],
      removePackages: ['Contoso.App', 'MSTeams'],
    };
    expect(scriptOf(comfort, 'remove-apps')?.phase).toBe('system');
    expect(lines(comfort, 'remove-apps', 'Remove-')).toEqual([
      "Remove-Package 'Microsoft.ScreenSketch'",
      "Remove-Package 'Microsoft.MicrosoftSolitaireCollection'",
      "Remove-Package 'MSTeams'",
      "Remove-Package 'MicrosoftTeams'",
      "Remove-Package 'Contoso.App'",
      "Remove-Capability 'Microsoft.Windows.SnippingTool'",
      "Remove-Feature 'Microsoft-SnippingTool'",
    ]);
  });

  it('add and take away features and capabilities, by word or by name', () => {
    const features = {
      enable: ['netFramework35', 'wsl', 'openSshServer', 'DirectPlay'],
      disable: ['smb1', 'App.StepsRecorder~~~~0.0.1.0'],
    };
    expect(scriptOf({ features }, 'features')?.phase).toBe('system');
    expect(lines({ features }, 'features', 'Invoke-Change').map((line) => line.split(' -Err')[0])).toEqual([
      "Invoke-Change 'NetFx3' { Enable-WindowsOptionalFeature -Online -FeatureName 'NetFx3' -All -NoRestart",
      "Invoke-Change 'Microsoft-Windows-Subsystem-Linux' { Enable-WindowsOptionalFeature -Online -FeatureName 'Microsoft-Windows-Subsystem-Linux' -All -NoRestart",
      "Invoke-Change 'VirtualMachinePlatform' { Enable-WindowsOptionalFeature -Online -FeatureName 'VirtualMachinePlatform' -All -NoRestart",
      "Invoke-Change 'DirectPlay' { Enable-WindowsOptionalFeature -Online -FeatureName 'DirectPlay' -All -NoRestart",
      "Invoke-Change 'OpenSSH.Server~~~~0.0.1.0' { Add-WindowsCapability -Online -Name 'OpenSSH.Server~~~~0.0.1.0'",
      "Invoke-Change 'SMB1Protocol' { Disable-WindowsOptionalFeature -Online -FeatureName 'SMB1Protocol' -NoRestart",
      "Invoke-Change 'App.StepsRecorder~~~~0.0.1.0' { Remove-WindowsCapability -Online -Name 'App.StepsRecorder~~~~0.0.1.0'",
    ]);
  });

  it.each([
    [
      { taskbar: { pins: { xml: LAYOUT } } },
      'taskbar-pins',
      'C:\\Windows\\OEM\\TaskbarLayoutModification.xml',
    ],
    [
      { start: { tiles: { xml: LAYOUT } } },
      'start-tiles',
      'C:\\Users\\Default\\AppData\\Local\\Microsoft\\Windows\\Shell\\LayoutModification.xml',
    ],
  ])('put layouts where new accounts find them: %j', (comfort, name, path) => {
    expect(lines(comfort, name, '$path', '$content')).toEqual([
      `$path = '${path}'`,
      `$content = '${LAYOUT}'`,
    ]);
  });

  it('put a picture or a colour on the desktop of each account', () => {
    const picture = { theme: { wallpaper: { path: "C:\\It's\\a.jpg" } } };
    expect(scriptOf(picture, 'wallpaper')?.phase).toBe('everyUser');
    expect(lines(picture, 'wallpaper', '$path', '$told')).toEqual(["$path = 'C:\\It''s\\a.jpg'"]);
    expect(lines({ theme: { wallpaper: { colour: '#102030' } } }, 'wallpaper', '$path', '$told')).toEqual([
      "$path = ''",
      "$told = $desktop::SetSysColors(1, [int[]] @($background), [int[]] @([int] '3153936'))",
    ]);
  });

  it.each([
    [{ system: { oneDrive: false } }, 'no-onedrive', 'system'],
    [{ system: { appsBroughtByUpdates: false } }, 'no-apps-by-updates', 'system'],
    [{ system: { windowsOld: false } }, 'no-windows-old', 'firstLogon'],
    [{ input: { sounds: 'none' } }, 'no-sounds', 'everyUser'],
    [{ edge: { uninstallable: true } }, 'edge-uninstallable', 'system'],
    [{ taskbar: { allTrayIcons: true } }, 'tray-icons', 'system'],
    [{ system: { guestTools: ['virtio'] } }, 'guest-tools', 'system'],
  ])('run in their phase: %j', (comfort, name, phase) => {
    expect(scriptOf(comfort, name)?.phase).toBe(phase);
  });

  it('delete the links of Windows XP for the PC and for each account', () => {
    const comfort = { system: { legacyJunctions: false } };
    expect(scriptsOf(comfort).map(({ phase, name }) => [phase, name])).toEqual([
      ['system', 'no-legacy-junctions'],
      ['everyUser', 'no-legacy-junctions'],
    ]);
    expect(scriptsOf(comfort).map(({ text }) => text.includes('$env:ProgramData\n'))).toEqual([true, false]);
    expect(scriptsOf(comfort).flatMap(({ text }) => powershellFaults(text))).toEqual([]);
    expect(windowsAnswer({ comfort }).files.filter((name) => name.includes('junctions'))).toHaveLength(2);
  });

  it('install the tools of virtual machines that are named', () => {
    const comfort = { system: { guestTools: ['virtualBox', 'vmware', 'virtio', 'parallels'] } };
    expect(lines(comfort, 'guest-tools', 'Install-Tools')).toEqual([
      "Install-Tools 'VirtualBox' 'VBoxWindowsAdditions.exe' '/S'",
      `Install-Tools 'VMware' 'setup.exe' '/S /v"/qn REBOOT=R"'`,
      "Install-Tools 'VirtIO' 'virtio-win-guest-tools.exe' '/install /quiet /norestart'",
      "Install-Tools 'Parallels' 'PTAgent.exe' '/install_silent'",
    ]);
    expect(scriptsOf(comfort).flatMap(({ text }) => powershellFaults(text))).toEqual([]);
  });

  it('are scripts that Windows PowerShell reads', () => {
    const everything = {
      taskbar: { allTrayIcons: true, pins: 'none', widgets: false },
      start: { pins: 'none', tiles: 'none', folders: ['settings'] },
      edge: { uninstallable: true },
      effects: 'performance',
      theme: { wallpaper: { colour: '#000000' }, accentColour: '#ff0000', apps: 'dark' },
      power: { sleepMinutes: { plugged: 0 } },
      system: { oneDrive: false, appsBroughtByUpdates: false, windowsOld: false },
      input: { sounds: 'none', mouseAcceleration: false },
      removeApps: ['xbox', 'snippingTool', 'recall'],
      features: { enable: ['wsl', 'openSshServer'], disable: ['smb1', 'openSshClient'] },
    };
    const scripts = scriptsOf(everything);
    expect(scripts.map(({ name }) => name)).toEqual([
      'comfort-pc',
      'comfort-new-accounts',
      'comfort-each-account',
      'taskbar-pins',
      'tray-icons',
      'start-tiles',
      'edge-uninstallable',
      'wallpaper',
      'power',
      'no-onedrive',
      'no-apps-by-updates',
      'no-windows-old',
      'no-sounds',
      'remove-apps',
      'features',
    ]);
    expect(scripts.flatMap(({ name, text }) => powershellFaults(text).map((fault) => [name, fault]))).toEqual(
      [],
    );
  });
});
