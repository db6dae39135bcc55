import type { WindowsSection } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import { POWER_PLANS } from '../../../windows-tables/index.js';
import type { MachineScript } from '../contribution.js';
import { powershell } from '../option-values.js';

type Power = NonNullable<NonNullable<WindowsSection['comfort']>['power']>;
type Call = string[];

/** The action of a button or of the lid. powercfg /query */
const ACTIONS = { nothing: 0, sleep: 1, hibernate: 2, shutDown: 3 };

/** Names of settings and of their groups, and the number for each value. powercfg /aliases */
const minutes = (value: number | string) => Number(value) * 60;
const action = (value: number | string) => ACTIONS[value as keyof typeof ACTIONS];
const SETTINGS = {
  screenOffMinutes: ['SUB_VIDEO', 'VIDEOIDLE', minutes],
  sleepMinutes: ['SUB_SLEEP', 'STANDBYIDLE', minutes],
  hibernateMinutes: ['SUB_SLEEP', 'HIBERNATEIDLE', minutes],
  diskOffMinutes: ['SUB_DISK', 'DISKIDLE', minutes],
  lid: ['SUB_BUTTONS', 'LIDACTION', action],
  powerButton: ['SUB_BUTTONS', 'PBUTTONACTION', action],
} as const;

export function powerScripts(power: Power = {}): MachineScript[] {
  const calls = powerCalls(power);
  if (calls.length === 0) return [];
  return [powershell('system', 'power', renderTemplate('answer/windows/comfort/power.ps1', { calls }))];
}

/** The plan is named in the commands, since the preferred plan becomes active only later. */
function powerCalls(power: Power): Call[] {
  const scheme = power.plan ? POWER_PLANS[power.plan] : 'SCHEME_CURRENT';
  const values = (Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]).flatMap((key) => {
    const [group, name, figure] = SETTINGS[key];
    const { plugged, battery } = power[key] ?? {};
    const call = (verb: string, value: number | string | undefined) =>
      value === undefined ? [] : [[verb, scheme, group, name, String(figure(value))]];
    return [...call('/setacvalueindex', plugged), ...call('/setdcvalueindex', battery)];
  });
  return [
    ...(power.hibernation === undefined ? [] : [['/hibernate', power.hibernation ? 'on' : 'off']]),
    ...values,
    ...(values.length === 0 ? [] : [['/setactive', scheme]]),
  ];
}
