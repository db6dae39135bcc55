import { z } from 'zod';
import { CURRENT_VERSION, EXPLORER, flag, names, place, row, script, toggle } from '../option-row.js';
import { pinsJson, xmlDocument } from './texts.js';

/** Desktop icons. https://learn.microsoft.com/windows/win32/shell/knownfolderid */
const DESKTOP_ICONS = {
  thisPc: '{20d04fe0-3aea-1069-a2d8-08002b30309d}',
  userFiles: '{59031a47-3f72-44a7-89c5-5595fe6b30ee}',
  network: '{f02c1a0d-be21-4350-88b0-7367fc96ef3c}',
  recycleBin: '{645ff040-5081-101b-9f08-00aa002f954e}',
  controlPanel: '{5399e694-6ce5-4d6c-8fce-1d8870fdcba0}',
  documents: '{a8cdff1c-4878-43be-b5fd-f8091c1c60d0}',
  downloads: '{374de290-123f-4565-9164-39c4925e467b}',
  music: '{1cf1260c-4dd0-4ebb-811f-33c572699fde}',
  pictures: '{3add1653-eb32-4cb0-bbd7-dfa0abb5acca}',
  videos: '{a0953c92-50dc-43bf-be83-3742fed03c9c}',
  desktop: '{b4bfcc3a-db2c-424c-b029-7fe99a87c641}',
  gallery: '{e88865ea-0e1c-4e20-9aa6-edcd0212c87c}',
  home: '{f874310e-b6b7-47dc-bc84-b9e6b38f5903}',
} as const;

/** Registry keys of the hidden icons, one for each style of Start. */
const HIDDEN_ICONS = [
  `${EXPLORER}\\HideDesktopIcons\\NewStartPanel`,
  `${EXPLORER}\\HideDesktopIcons\\ClassicStartMenu`,
];

/** Folders beside the power button of Start (Windows 11), as bytes of VisiblePlaces. */
const START_FOLDERS = {
  settings: '{52730886-51aa-4243-9f7b-2776584659d4}',
  explorer: '{148a24bc-d60c-4289-a080-6ed9bba24882}',
  documents: '{2d34d5ce-fa5a-4543-82f2-22e6eaf7773c}',
  downloads: '{e367b32f-89de-4355-bfce-61f37b18a937}',
  music: '{b00b0620-7f51-4c32-aa1e-34cc547f7315}',
  pictures: '{383f07a0-e80a-4c80-b05a-86db845dbc4d}',
  videos: '{42b3a5c5-7d86-42f4-80a4-93faca7a88b5}',
  network: '{fe758144-080d-42ae-8bda-34ed97b66394}',
  personalFolder: '{74bdb04a-f94a-4f68-8bd6-4398071da8bc}',
} as const;

/** The keys of a table as an enumeration. */
function keysOf<T extends object>(table: T) {
  return z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);
}

const hidden = (key: string) =>
  names('defaultUser', key, (shown: (keyof typeof DESKTOP_ICONS)[]) =>
    Object.fromEntries(
      Object.entries(DESKTOP_ICONS).map(([icon, guid]) => [
        guid,
        Number(!shown.includes(icon as keyof typeof DESKTOP_ICONS)),
      ]),
    ),
  );

export const FURTHER_EXPLORER_OPTIONS = {
  desktopIcons: row(
    {
      fr: 'Les icônes du bureau ; celles qui ne sont pas nommées sont masquées',
      en: 'The icons of the desktop; those that are not named are hidden',
    },
    z.array(keysOf(DESKTOP_ICONS)),
    ...HIDDEN_ICONS.map(hidden),
  ),
};

const NAMESPACES =
  'xmlns="http://schemas.microsoft.com/Start/2014/LayoutModification" xmlns:defaultlayout="http://schemas.microsoft.com/Start/2014/FullDefaultLayout" xmlns:start="http://schemas.microsoft.com/Start/2014/StartLayout" xmlns:taskbar="http://schemas.microsoft.com/Start/2014/TaskbarLayout" Version="1"';

/** Windows ignores an empty list of pins. The only pin here has no target, so the taskbar is empty. */
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

const noneOrXml = z.union([
  z.literal('none'),
  z.strictObject({ xml: xmlDocument('LayoutModificationTemplate') }),
]);

/** A script that writes a layout file. */
const layoutFile = (name: string, path: string, none: string) =>
  script(
    'system',
    'comfort/layout-file',
    path,
    (layout: z.output<typeof noneOrXml>) => ({ path, content: layout === 'none' ? none : layout.xml }),
    name,
  );

/** The path of the OEM taskbar layout. "Customize the Windows 11 taskbar", OEM documentation. */
const TASKBAR_FILE = 'C:\\Windows\\OEM\\TaskbarLayoutModification.xml';

export const FURTHER_TASKBAR_OPTIONS = {
  pins: row(
    {
      fr: 'Les épingles de la barre des tâches : aucune (none), ou un LayoutModificationTemplate',
      en: 'The pins of the taskbar: none, or a LayoutModificationTemplate',
    },
    noneOrXml,
    place('machine', EXPLORER, 'LayoutXMLPath', () => TASKBAR_FILE),
    layoutFile('taskbar-pins', TASKBAR_FILE, NO_TASKBAR_PINS),
  ),
  allTrayIcons: toggle(
    {
      fr: 'Toutes les icônes de la zone de notification sont affichées',
      en: 'Every icon of the notification area is shown',
    },
    flag('defaultUser', EXPLORER, 'EnableAutoTray', 0, 1),
    script(
      'system',
      'comfort/tray-icons',
      'scheduled task: HKCU\\Control Panel\\NotifyIconSettings IsPromoted',
      (shown) => (shown ? {} : undefined),
    ),
  ),
};

const CURRENT = 'SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Start';
/** The provider in PolicyManager for settings from an image. */
const PROVIDER = 'B5292708-1619-419B-9923-E5D9F3925E71';
const PROVIDED = `SOFTWARE\\Microsoft\\PolicyManager\\providers\\${PROVIDER}\\default\\Device\\Start`;

const noneOrJson = z.union([z.literal('none'), z.strictObject({ json: pinsJson })]);
const pinList = (pins: z.output<typeof noneOrJson>) => (pins === 'none' ? '{"pinnedList":[]}' : pins.json);

export const FURTHER_START_OPTIONS = {
  pins: row(
    {
      fr: 'Les épingles de Démarrer (Windows 11) : aucune (none), ou un texte JSON',
      en: 'The pins of Start (Windows 11): none, or a JSON text',
    },
    noneOrJson,
    place('machine', CURRENT, 'ConfigureStartPins', pinList),
    place('machine', CURRENT, 'ConfigureStartPins_ProviderSet', () => 1),
    place('machine', CURRENT, 'ConfigureStartPins_WinningProvider', () => PROVIDER),
    place('machine', PROVIDED, 'ConfigureStartPins', pinList),
    place('machine', PROVIDED, 'ConfigureStartPins_LastWrite', () => 1),
  ),
  tiles: row(
    {
      fr: 'Les tuiles de Démarrer (Windows 10) : aucune (none), ou un LayoutModificationTemplate',
      en: 'The tiles of Start (Windows 10): none, or a LayoutModificationTemplate',
    },
    noneOrXml,
    layoutFile(
      'start-tiles',
      'C:\\Users\\Default\\AppData\\Local\\Microsoft\\Windows\\Shell\\LayoutModification.xml',
      NO_TILES,
    ),
  ),
  folders: row(
    {
      fr: 'Les dossiers à côté du bouton d’alimentation (Windows 11), dans cet ordre',
      en: 'Folders beside the power button (Windows 11), in this order',
    },
    z.array(keysOf(START_FOLDERS)),
    place('defaultUser', `${CURRENT_VERSION}\\Start`, 'VisiblePlaces', (folders) =>
      folders.flatMap((folder) => guidBytes(START_FOLDERS[folder])),
    ),
  ),
};

/** A GUID in binary form: the first three groups are little-endian. [MS-DTYP] §2.3.4.2 */
function guidBytes(guid: string): number[] {
  const groups = guid.slice(1, -1).split('-');
  const bytes = groups.map((group) => [...Buffer.from(group, 'hex')]);
  return bytes.flatMap((group, index) => (index < 3 ? group.reverse() : group));
}
