import { renderTemplate } from '../../../platform/template/index.js';
import type { WindowsSection } from '../../profile/index.js';
import { POWER_PLANS } from '../../windows-tables/index.js';
import { type AidHive, programValues } from './accessibility/aids.js';
import { animationValues, pointerValues } from './accessibility/sight.js';
import { appScripts } from './comfort/apps.js';
import { powerScripts } from './comfort/power.js';
import type { OptionPlan, PlannedValue } from './planned-option.js';
import type { RegistryValue } from './registry.js';

/** What sets an option whose place in an answer file is code; undefined where only an answer file can. */
export type CodePart = Partial<Pick<OptionPlan, 'values' | 'scripts'>>;

/** The code of the answer file for one option alone, as what sets it on a running Windows. */
export function codePart(option: string, windows: WindowsSection): CodePart | undefined {
  const [, group, part, name] = option.split('.');
  if (group === 'accessibility') return aidPart(part!, name!, windows);
  if (group !== 'comfort') return undefined;
  if (part === 'power') return powerPart(name!, windows);
  const { removeApps, removePackages, features } = windows.comfort ?? {};
  switch (part) {
    case 'removeApps':
      return { scripts: appScripts({ removeApps }) };
    case 'removePackages':
      return { scripts: appScripts({ removePackages }) };
    case 'features':
      return { scripts: appScripts({ features: { [name!]: features?.[name as 'enable'] } }) };
    default:
      return undefined;
  }
}

type Comfort = NonNullable<WindowsSection['comfort']>;
type Power = NonNullable<Comfort['power']>;

/** The plan is named in each command: another option may not have made it active yet. */
function powerPart(name: string, { comfort }: WindowsSection): CodePart | undefined {
  const { plan, [name as keyof Power]: asked } = comfort?.power ?? {};
  if (name !== 'plan') {
    const scripts = powerScripts({ ...(plan && { plan }), [name]: asked });
    return scripts.length === 0 ? undefined : { scripts };
  }
  if (plan === undefined) return undefined;
  const calls = [['/setactive', POWER_PLANS[plan]]];
  return {
    scripts: [{ name: 'power-plan', text: renderTemplate('answer/windows/comfort/power.ps1', { calls }) }],
  };
}

const PROGRAMS = [
  'narrator',
  'magnifier',
  'onScreenKeyboard',
  'liveCaptions',
  'voiceAccess',
  'highContrast',
  'colourFilter',
];

function aidPart(
  part: string,
  name: string,
  { accessibility, comfort }: WindowsSection,
): CodePart | undefined {
  const [hive, aids] =
    part === 'logonScreen'
      ? (['logonScreen', accessibility?.logonScreen] as const)
      : (['defaultUser', accessibility?.everyUser] as const);
  if (aids === undefined) return undefined;
  const effects = hive === 'defaultUser' ? comfort?.effects : undefined;
  return { values: aidValues(hive, name, aids, effects).map(plannedValue) };
}

function aidValues(
  hive: AidHive,
  name: string,
  aids: Parameters<typeof programValues>[1],
  effects: Parameters<typeof animationValues>[2],
): RegistryValue[] {
  if (PROGRAMS.includes(name)) return programValues(hive, aids);
  if (name === 'pointerColour') return pointerValues(hive, aids);
  return name === 'animations' ? animationValues(hive, aids, effects) : [];
}

function plannedValue(value: RegistryValue): PlannedValue {
  const { key, name } = value;
  const hive = value.hive === 'currentUser' ? 'everyUser' : value.hive;
  const data = value.kind === 'absent' ? null : (value.value as PlannedValue['data']);
  return { hive, key, name, data, isRead: false, ...(value.kind === 'expand' && { expands: true }) };
}
