import type { WindowsSection } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import { CURRENT_VERSION } from '../../../windows-tables/index.js';
import { place, setting } from '../answer-tree.js';
import type { MachineScript, ScriptPhase } from '../contribution.js';
import { absent, binary, type RegistryValue, text } from '../registry.js';
import type { Part } from '../option-values.js';

type Comfort = NonNullable<WindowsSection['comfort']>;
type System = NonNullable<Comfort['system']>;
type Input = NonNullable<Comfort['input']>;

const TIME = 'SYSTEM\\CurrentControlSet\\Services\\W32Time\\Parameters';

/** A script that is a template without values. */
export function fixedScript(phase: ScriptPhase, name: string): MachineScript {
  return {
    phase,
    language: 'powershell',
    name,
    text: renderTemplate(`answer/windows/comfort/${name}.ps1`, {}),
  };
}

export function systemPart(system: System): Part {
  const { systemRestore, errorReporting, improvementProgram, timeServers } = system;
  const off = (value: boolean | undefined) => (value === undefined ? undefined : Number(!value));
  return {
    settings: [
      place('specialize', 'Microsoft-Windows-SystemRestore-Main', [setting('DisableSR', off(systemRestore))]),
      place('specialize', 'Microsoft-Windows-ErrorReportingCore', [
        setting('DisableWER', off(errorReporting)),
      ]),
      place('specialize', 'Microsoft-Windows-SQMAPI', [
        setting('CEIPEnabled', improvementProgram === undefined ? undefined : Number(improvementProgram)),
      ]),
    ],
    values: [
      ...(timeServers === undefined ? [] : timeValues(timeServers)),
      ...(system.oneDrive === false
        ? [absent('defaultUser', `${CURRENT_VERSION}\\Run`, 'OneDriveSetup')]
        : []),
    ],
    scripts: [
      ...(system.oneDrive === false ? [fixedScript('system', 'no-onedrive')] : []),
      ...(system.appsBroughtByUpdates === false ? [fixedScript('system', 'no-apps-by-updates')] : []),
      ...(system.windowsOld === false ? [fixedScript('firstLogon', 'no-windows-old')] : []),
      ...(system.legacyJunctions === false ? JUNCTION_PHASES.map(junctionScript) : []),
      ...(system.guestTools === undefined ? [] : [guestToolScript(system.guestTools)]),
    ],
  };
}

const JUNCTION_PHASES = ['system', 'everyUser'] as const;

function junctionScript(phase: (typeof JUNCTION_PHASES)[number]): MachineScript {
  return {
    phase,
    language: 'powershell',
    name: 'no-legacy-junctions',
    text: renderTemplate('answer/windows/comfort/no-legacy-junctions.ps1', { isSystem: phase === 'system' }),
  };
}

/** What each virtual machine brings on a disc, and the words that install it without a question. */
const GUEST_TOOLS = {
  virtualBox: { name: 'VirtualBox', file: 'VBoxWindowsAdditions.exe', words: '/S' },
  vmware: { name: 'VMware', file: 'setup.exe', words: '/S /v"/qn REBOOT=R"' },
  virtio: { name: 'VirtIO', file: 'virtio-win-guest-tools.exe', words: '/install /quiet /norestart' },
  parallels: { name: 'Parallels', file: 'PTAgent.exe', words: '/install_silent' },
};

function guestToolScript(tools: (keyof typeof GUEST_TOOLS)[]): MachineScript {
  return {
    phase: 'system',
    language: 'powershell',
    name: 'guest-tools',
    text: renderTemplate('answer/windows/comfort/guest-tools.ps1', {
      tools: tools.map((tool) => GUEST_TOOLS[tool]),
    }),
  };
}

/** 0x9: asked at intervals, and only as a client. "Windows Time service tools and settings". */
function timeValues(servers: string[]): RegistryValue[] {
  return [
    text('machine', TIME, 'NtpServer', servers.map((server) => `${server},0x9`).join(' ')),
    text('machine', TIME, 'Type', 'NTP'),
  ];
}

const INDICATORS = { capsLock: 1, numLock: 2, scrollLock: 4 };
/** Set 1 scan codes. "Keyboard and mouse class drivers", scan code mapper. */
const SCAN_CODES = { capsLock: 0x3a, numLock: 0x45, scrollLock: 0x46 };

export function inputPart({ lockKeysOn, lockKeysIgnored, sounds }: Input): Part {
  const indicators = lockKeysOn && String(lockKeysOn.reduce((bits, key) => bits | INDICATORS[key], 0));
  return {
    values: [
      ...(indicators === undefined
        ? []
        : (['logonScreen', 'defaultUser'] as const).map((hive) =>
            text(hive, 'Control Panel\\Keyboard', 'InitialKeyboardIndicators', indicators),
          )),
      ...(lockKeysIgnored === undefined ? [] : [scanCodeMap(lockKeysIgnored)]),
    ],
    scripts: sounds === 'none' ? [fixedScript('everyUser', 'no-sounds')] : [],
  };
}

/** Header, number of entries with the closing one, then what a key becomes and the key, 16 bits each. */
function scanCodeMap(keys: (keyof typeof SCAN_CODES)[]): RegistryValue {
  const entries = [...new Set(keys)].flatMap((key) => [0, 0, SCAN_CODES[key], 0]);
  return binary('machine', 'SYSTEM\\CurrentControlSet\\Control\\Keyboard Layout', 'Scancode Map', [
    ...[0, 0, 0, 0, 0, 0, 0, 0],
    ...[entries.length / 4 + 1, 0, 0, 0],
    ...entries,
    ...[0, 0, 0, 0],
  ]);
}
