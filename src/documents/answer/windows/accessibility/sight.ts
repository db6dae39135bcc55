import { CURRENT_VERSION, type Effects, preferencesMask } from '../../../windows-tables/index.js';
import { binary, dword, expandable, type RegistryValue, text } from '../registry.js';
import type { AidHive, Aids } from './aids.js';

const DESKTOP = 'Control Panel\\Desktop';

/** The parts of a pointer scheme, and the start of their file names in %SystemRoot%\cursors. */
const POINTERS = {
  Arrow: 'arrow',
  Help: 'help',
  AppStarting: 'wait',
  Wait: 'busy',
  Crosshair: 'cross',
  IBeam: 'beam',
  NWPen: 'pen',
  No: 'no',
  SizeNS: 'size4',
  SizeWE: 'size3',
  SizeNWSE: 'size2',
  SizeNESW: 'size1',
  SizeAll: 'move',
  UpArrow: 'up',
};
const SCHEMES = { black: ['Windows Black', 'r'], inverted: ['Windows Inverted', 'i'] } as const;

/** The pointer schemes that come with Windows; white is the default. */
export function pointerValues(hive: AidHive, { pointerColour }: Aids): RegistryValue[] {
  if (pointerColour === undefined || pointerColour === 'white') return [];
  const [scheme, letter] = SCHEMES[pointerColour];
  return [
    text(hive, 'Control Panel\\Cursors', '', scheme),
    dword(hive, 'Control Panel\\Cursors', 'Scheme Source', 2),
    ...Object.entries(POINTERS).map(([part, file]) =>
      expandable(hive, 'Control Panel\\Cursors', part, `%SystemRoot%\\cursors\\${file}_${letter}.cur`),
    ),
  ];
}

/** Animations. They are written after the visual effects of `comfort`, and keep the other effects. */
export function animationValues(
  hive: AidHive,
  { animations, taskbarAnimations }: Aids,
  effects: Effects | undefined,
): RegistryValue[] {
  if (animations === undefined) return [];
  return [
    binary(hive, DESKTOP, 'UserPreferencesMask', preferencesMask(effects, moving(animations))),
    text(hive, `${DESKTOP}\\WindowMetrics`, 'MinAnimate', animations ? '1' : '0'),
    ...(taskbarAnimations === undefined
      ? [dword(hive, `${CURRENT_VERSION}\\Explorer\\Advanced`, 'TaskbarAnimations', animations)]
      : []),
  ];
}

/** The animation bits of UserPreferencesMask. */
function moving(on: boolean) {
  return {
    controlAnimations: on,
    menuAnimation: on,
    comboBoxAnimation: on,
    smoothScrolling: on,
    selectionFade: on,
    tooltipAnimation: on,
  };
}
