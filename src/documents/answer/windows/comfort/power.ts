import type { WindowsSection } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import { place, setting } from '../answer-tree.js';
import { dword } from '../registry.js';
import type { Part } from '../option-values.js';

type Power = NonNullable<NonNullable<WindowsSection['comfort']>['power']>;
type Call = string[];

/** The plans of every Windows. powercfg /list */
const PLANS = {
  balanced: '381b4222-f694-41f0-9685-ff5bb260df2e',
  highPerformance: '8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c',
  powerSaver: 'a1841308-3541-4fab-bc81-f71556f20b4a',
};

/** What happens when a button is pressed or the lid closed. powercfg /query */
const ACTIONS = { nothing: 0, sleep: 1, hibernate: 2, shutDown: 3 };

/** Names of settings and of what holds them. powercfg /aliases */
const TIMES = {
  screenOffMinutes: ['SUB_VIDEO', 'VIDEOIDLE'],
  sleepMinutes: ['SUB_SLEEP', 'STANDBYIDLE'],
  hibernateMinutes: ['SUB_SLEEP', 'HIBERNATEIDLE'],
  diskOffMinutes: ['SUB_DISK', 'DISKIDLE'],
} as const;
const BUTTONS = { lid: ['SUB_BUTTONS', 'LIDACTION'], powerButton: ['SUB_BUTTONS', 'PBUTTONACTION'] } as const;

export function powerPart(power: Power): Part {
  const { plan, fastStartup } = power;
  const calls = powerCalls(power);
  return {
    settings: [
      place('specialize', 'Microsoft-Windows-PowerCPL', [setting('PreferredPlan', plan && PLANS[plan])]),
    ],
    values:
      fastStartup === undefined
        ? []
        : [
            dword(
              'machine',
              'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Power',
              'HiberbootEnabled',
              fastStartup,
            ),
          ],
    scripts:
      calls.length === 0
        ? []
        : [
            {
              phase: 'system',
              language: 'powershell',
              name: 'power',
              text: renderTemplate('answer/windows/comfort/power.ps1', { calls }),
            },
          ],
  };
}

/** The plan is named, since the one preferred becomes the current one only later. */
function powerCalls(power: Power): Call[] {
  const scheme = power.plan ? PLANS[power.plan] : 'SCHEME_CURRENT';
  const times = (Object.keys(TIMES) as (keyof typeof TIMES)[]).flatMap((key) =>
    bySource(power[key], scheme, TIMES[key], (minutes) => minutes * 60),
  );
  const buttons = (Object.keys(BUTTONS) as (keyof typeof BUTTONS)[]).flatMap((key) =>
    bySource(power[key], scheme, BUTTONS[key], (action) => ACTIONS[action]),
  );
  const values = [...times, ...buttons];
  return [
    ...(power.hibernation === undefined ? [] : [['/hibernate', power.hibernation ? 'on' : 'off']]),
    ...values,
    ...(values.length === 0 ? [] : [['/setactive', scheme]]),
  ];
}

function bySource<T>(
  value: { plugged?: T; battery?: T } | undefined,
  scheme: string,
  [group, name]: readonly [string, string],
  figure: (value: T) => number,
): Call[] {
  const call = (verb: string, one: T | undefined) =>
    one === undefined ? [] : [[verb, scheme, group, name, String(figure(one))]];
  return [...call('/setacvalueindex', value?.plugged), ...call('/setdcvalueindex', value?.battery)];
}
