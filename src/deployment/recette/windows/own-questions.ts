import { z } from 'zod';
import type { AskedOption } from '../../../documents/profile/index.js';
import type { Judgement } from '../check.js';
import { failed, judged, listText, same, unmeasured } from '../judgement.js';
import type { Measurements } from './measurements.js';

interface OwnQuestion {
  /** Of the option: `windows.comfort.power.plan`. */
  option: RegExp;
  probe: string;
  /** What the PC has instead of the value that was asked; undefined when the probe does not tell. */
  answer(value: unknown, asked: unknown, option: string): Answer | undefined;
}
interface Answer {
  isSo: boolean;
  measured: string;
}

const policySchema = z.object({ values: z.record(z.string(), z.number()) });
const powerSchema = z.object({
  plan: z.string(),
  settings: z.array(z.object({ source: z.string(), setting: z.string(), value: z.number() })),
});
const connectionsSchema = z.object({
  connections: z.array(z.object({ name: z.string(), category: z.string() })),
});
const appsSchema = z.object({ apps: z.array(z.string()).min(1) });

/** "Power policy GUIDs": the plans, and settings of the plan that is on; times are in seconds. */
const PLANS: Record<string, string> = {
  'a1841308-3541-4fab-bc81-f71556f20b4a': 'powerSaver',
  '381b4222-f694-41f0-9685-ff5bb260df2e': 'balanced',
  '8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c': 'highPerformance',
};
const MINUTES: Record<string, string> = {
  screenOffMinutes: '3c0bc021-c8a8-4e07-a973-6b14cbcb2b7e',
  sleepMinutes: '29f6c1db-86da-48c5-9fdb-f2b67b1f44da',
  hibernateMinutes: '9d7815a6-7ee4-497e-8888-515a05f02364',
  diskOffMinutes: '6738e2c4-e8a5-4a42-b16a-e040e769756e',
};

/** Options without a registry value, of which the PC can be asked otherwise. */
const QUESTIONS: OwnQuestion[] = [
  {
    option: /^windows\.security\.credentials\.complexPasswords$/,
    probe: 'account-policy',
    answer: (value, asked) => {
      const complex = policySchema.safeParse(value).data?.values['PasswordComplexity'];
      return complex === undefined
        ? undefined
        : { isSo: (complex === 1) === asked, measured: String(complex === 1) };
    },
  },
  {
    option: /^windows\.network\.location$/,
    probe: 'connections',
    answer: (value, asked) => {
      const found = connectionsSchema.safeParse(value).data?.connections;
      const own = found?.filter(({ category }) => category !== 'DomainAuthenticated');
      if (own === undefined || own.length === 0) return undefined;
      const isSo = own.every(({ category }) => category.toLowerCase() === asked);
      return { isSo, measured: listText(own.map(({ name, category }) => `${name}: ${category}`)) };
    },
  },
  {
    option: /^windows\.comfort\.power\.plan$/,
    probe: 'power',
    answer: (value, asked) => {
      const plan = powerSchema.safeParse(value).data?.plan;
      if (plan === undefined || plan === '') return undefined;
      const name = PLANS[plan] ?? plan;
      return { isSo: name === asked, measured: name };
    },
  },
  {
    option: /^windows\.comfort\.power\.(?:screenOff|sleep|hibernate|diskOff)Minutes$/,
    probe: 'power',
    answer: (value, asked, option) => {
      const setting = MINUTES[option.slice(option.lastIndexOf('.') + 1)];
      const found =
        powerSchema.safeParse(value).data?.settings.filter((one) => one.setting === setting) ?? [];
      const wanted = bySource(asked);
      if (wanted === undefined) return undefined;
      const measured = wanted.map(
        ([source]) => found.find((one) => one.source.toLowerCase() === source)?.value,
      );
      if (measured.includes(undefined)) return undefined;
      const isSo = wanted.every(([, minutes], index) => measured[index] === minutes * 60);
      return {
        isSo,
        measured: wanted.map(([source], index) => `${source} ${measured[index]! / 60}`).join(', '),
      };
    },
  },
  {
    option: /^windows\.comfort\.removePackages$/,
    probe: 'provisioned-apps',
    answer: (value, asked) => {
      const apps = appsSchema.safeParse(value).data?.apps.map((name) => name.toLowerCase());
      if (apps === undefined || !Array.isArray(asked)) return undefined;
      const left = asked.map(String).filter((name) => apps.includes(name.toLowerCase()));
      return { isSo: left.length === 0, measured: left.length === 0 ? '✓' : listText(left) };
    },
  },
];

/** A number for both sources of power, or one for each: the words of Windows are AC and DC. */
function bySource(asked: unknown): [source: string, minutes: number][] | undefined {
  const parsed = z
    .union([
      z.number().transform((minutes) => ({ plugged: minutes, battery: minutes })),
      z.object({ plugged: z.number().optional(), battery: z.number().optional() }),
    ])
    .safeParse(asked).data;
  if (parsed === undefined) return undefined;
  const pairs: [string, number | undefined][] = [
    ['ac', parsed.plugged],
    ['dc', parsed.battery],
  ];
  const given = pairs.filter((pair): pair is [string, number] => pair[1] !== undefined);
  return given.length === 0 ? undefined : given;
}

/** What the PC answers of an option that no registry value shows; undefined where there is no such question. */
export function ownAnswer({ option, asked }: AskedOption, measurements: Measurements): Judgement | undefined {
  const question = QUESTIONS.find((one) => one.option.test(option));
  if (question === undefined) return undefined;
  const expected = same(typeof asked === 'string' ? asked : JSON.stringify(asked));
  const fault = measurements.faultOf(question.probe);
  if (fault !== undefined) return unmeasured(expected, fault);
  const answer = question.answer(measurements.valueOf(question.probe), asked, option);
  if (answer === undefined)
    return unmeasured(expected, { fr: 'le PC n’en dit rien', en: 'the PC does not tell' });
  return answer.isSo
    ? judged(true, expected, expected, { measured: answer.measured })
    : failed(expected, same(answer.measured));
}
