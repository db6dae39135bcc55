import type { WindowsSection } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import {
  CURRENT_VERSION,
  DESKTOP_ICONS,
  HIDDEN_ICONS,
  START_FOLDERS,
} from '../../../windows-tables/index.js';
import type { MachineScript } from '../contribution.js';
import { binary, dword, type RegistryValue, text } from '../registry.js';
import type { Part } from '../option-values.js';

type Comfort = NonNullable<WindowsSection['comfort']>;
type Explorer = NonNullable<Comfort['explorer']>;
type Taskbar = NonNullable<Comfort['taskbar']>;
type Start = NonNullable<Comfort['start']>;
type Word<T> = keyof T & string;

const EXPLORER = `${CURRENT_VERSION}\\Explorer`;
const POLICY_MANAGER = 'SOFTWARE\\Microsoft\\PolicyManager';
/** The provider in whose name PolicyManager keeps what an image brings. */
const PROVIDER = 'B5292708-1619-419B-9923-E5D9F3925E71';

/** Where Windows looks for a manufacturer's taskbar. "Customize the Windows 11 taskbar", OEM documentation. */
const TASKBAR_FILE = 'C:\\Windows\\OEM\\TaskbarLayoutModification.xml';
const START_FILE = 'C:\\Users\\Default\\AppData\\Local\\Microsoft\\Windows\\Shell\\LayoutModification.xml';

const NAMESPACES =
  'xmlns="http://schemas.microsoft.com/Start/2014/LayoutModification" xmlns:defaultlayout="http://schemas.microsoft.com/Start/2014/FullDefaultLayout" xmlns:start="http://schemas.microsoft.com/Start/2014/StartLayout" xmlns:taskbar="http://schemas.microsoft.com/Start/2014/TaskbarLayout" Version="1"';

/** A list without a pin is no list for Windows, one with a pin that leads nowhere is empty. */
const NO_TASKBAR_PINS = `<LayoutModificationTemplate ${NAMESPACES}>
  <CustomTaskbarLayoutCollection PinListPlacement="Replace">
    <defaultlayout:TaskbarLayout>
      <taskbar:TaskbarPinList>
        <taskbar:DesktopApp DesktopApplicationLinkPath="#none" />
      </taskbar:TaskbarPinList>
    </defaultlayout:TaskbarLayout>
  </CustomTaskbarLayoutCollection>
</LayoutModificationTemplate>
`;

const NO_TILES = `<LayoutModificationTemplate ${NAMESPACES}>
  <LayoutOptions StartTileGroupCellWidth="6" />
  <DefaultLayoutOverride>
    <StartLayoutCollection>
      <defaultlayout:StartLayout GroupCellWidth="6" />
    </StartLayoutCollection>
  </DefaultLayoutOverride>
</LayoutModificationTemplate>
`;

/** A text file that a script puts on the PC. */
function fileScript(name: string, path: string, content: string): MachineScript {
  return {
    phase: 'system',
    language: 'powershell',
    name,
    text: renderTemplate('answer/windows/comfort/layout-file.ps1', { path, content }),
  };
}

export function desktopIconValues({ desktopIcons }: Explorer): RegistryValue[] {
  if (desktopIcons === undefined) return [];
  return HIDDEN_ICONS.flatMap((key) =>
    (Object.keys(DESKTOP_ICONS) as Word<typeof DESKTOP_ICONS>[]).map((icon) =>
      dword('defaultUser', key, DESKTOP_ICONS[icon], !desktopIcons.includes(icon)),
    ),
  );
}

export function taskbarPart({ pins, allTrayIcons }: Taskbar): Part {
  const scripts: MachineScript[] = [];
  const values: RegistryValue[] = [];
  if (pins !== undefined) {
    values.push(text('machine', EXPLORER, 'LayoutXMLPath', TASKBAR_FILE));
    scripts.push(fileScript('taskbar-pins', TASKBAR_FILE, pins === 'none' ? NO_TASKBAR_PINS : pins.xml));
  }
  if (allTrayIcons !== undefined)
    values.push(dword('defaultUser', EXPLORER, 'EnableAutoTray', !allTrayIcons));
  if (allTrayIcons) {
    scripts.push({
      phase: 'system',
      language: 'powershell',
      name: 'tray-icons',
      text: renderTemplate('answer/windows/comfort/tray-icons.ps1', {}),
    });
  }
  return { values, scripts };
}

export function startPart({ pins, tiles, folders }: Start): Part {
  return {
    values: [
      ...(pins === undefined ? [] : pinValues(pins === 'none' ? '{"pinnedList":[]}' : pins.json)),
      ...(folders === undefined
        ? []
        : [
            binary(
              'defaultUser',
              `${CURRENT_VERSION}\\Start`,
              'VisiblePlaces',
              folders.flatMap((folder) => guidBytes(START_FOLDERS[folder])),
            ),
          ]),
    ],
    scripts:
      tiles === undefined
        ? []
        : [fileScript('start-tiles', START_FILE, tiles === 'none' ? NO_TILES : tiles.xml)],
  };
}

function pinValues(json: string): RegistryValue[] {
  const current = `${POLICY_MANAGER}\\current\\device\\Start`;
  const provided = `${POLICY_MANAGER}\\providers\\${PROVIDER}\\default\\Device\\Start`;
  return [
    text('machine', current, 'ConfigureStartPins', json),
    dword('machine', current, 'ConfigureStartPins_ProviderSet', 1),
    text('machine', current, 'ConfigureStartPins_WinningProvider', PROVIDER),
    text('machine', provided, 'ConfigureStartPins', json),
    dword('machine', provided, 'ConfigureStartPins_LastWrite', 1),
  ];
}

/** A GUID as Windows keeps it: the first three groups least significant byte first. [MS-DTYP] §2.3.4.2 */
function guidBytes(guid: string): number[] {
  const groups = guid.slice(1, -1).split('-');
  const bytes = groups.map((group) => [...Buffer.from(group, 'hex')]);
  return bytes.flatMap((group, index) => (index < 3 ? group.reverse() : group));
}
