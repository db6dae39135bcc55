import { z } from 'zod';
import { POWER_PLANS } from '../../../../documents/windows-tables/index.js';
import type { OwnAnswer, OwnQuestion } from './own-question.js';

const powerSchema = z.object({
  plan: z.string().min(1),
  settings: z.array(z.object({ source: z.string(), setting: z.string(), value: z.number() })),
});

/** "Power policy settings": their GUIDs, in seconds for a time. */
const MINUTES: Record<string, string> = {
  screenOffMinutes: '3c0bc021-c8a8-4e07-a973-6b14cbcb2b7e',
  sleepMinutes: '29f6c1db-86da-48c5-9fdb-f2b67b1f44da',
  hibernateMinutes: '9d7815a6-7ee4-497e-8888-515a05f02364',
  diskOffMinutes: '6738e2c4-e8a5-4a42-b16a-e040e769756e',
};
const BUTTONS: Record<string, string> = {
  lid: '5ca83367-6e45-459f-a27b-476b1d01c936',
  powerButton: '7648efa3-dd9c-4e3e-b566-50f929386280',
};
const ACTIONS = ['nothing', 'sleep', 'hibernate', 'shutDown'];

const bySourceSchema = z.object({
  plugged: z.union([z.number(), z.string()]).optional(),
  battery: z.union([z.number(), z.string()]).optional(),
});

export const POWER_QUESTIONS: OwnQuestion[] = [
  {
    option: /^windows\.comfort\.power\.plan$/,
    probe: 'power',
    answer: ({ value, asked }) => {
      const plan = powerSchema.safeParse(value).data?.plan;
      if (plan === undefined) return undefined;
      const name = Object.entries(POWER_PLANS).find(([, guid]) => guid === plan)?.[0] ?? plan;
      return { isSo: name === asked, measured: name };
    },
  },
  {
    option: /^windows\.comfort\.power\.(?:screenOff|sleep|hibernate|diskOff)Minutes$/,
    probe: 'power',
    answer: ({ value, asked, name }) => compared(value, asked, MINUTES[name], (seconds) => seconds / 60),
  },
  {
    option: /^windows\.comfort\.power\.(?:lid|powerButton)$/,
    probe: 'power',
    answer: ({ value, asked, name }) =>
      compared(value, asked, BUTTONS[name], (index) => ACTIONS[index] ?? String(index)),
  },
];

/** Each source of power that was asked for: Windows calls them AC and DC. */
function compared(
  value: unknown,
  asked: unknown,
  setting: string | undefined,
  wordOf: (value: number) => number | string,
): OwnAnswer | undefined {
  const found = powerSchema.safeParse(value).data?.settings.filter((one) => one.setting === setting);
  const wanted = bySourceSchema.safeParse(asked).data;
  if (found === undefined || wanted === undefined) return undefined;
  const sources = [
    { source: 'AC', word: wanted.plugged },
    { source: 'DC', word: wanted.battery },
  ].filter(({ word }) => word !== undefined);
  const measured = sources.map(({ source }) => found.find((one) => one.source.toUpperCase() === source));
  if (sources.length === 0 || measured.includes(undefined)) return undefined;
  const words = measured.map((one) => wordOf(one!.value));
  return {
    isSo: sources.every(({ word }, index) => words[index] === word),
    measured: sources.map(({ source }, index) => `${source} ${words[index]}`).join(', '),
  };
}
