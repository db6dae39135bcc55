import { z } from 'zod';
import type { AskedOption } from '../../../../documents/profile/index.js';
import { ASSISTIVE_PROGRAMS } from '../../../../documents/windows-tables/index.js';
import { type Bilingual, same } from '../../../../platform/core/index.js';
import type { Judgement } from '../../check.js';
import { failed, listText, passed, unmeasured } from '../../judgement.js';
import type { Measurements } from '../measurements.js';
import { valueOf } from '../stored.js';
import { APP_QUESTIONS } from './apps.js';
import type { OwnAnswer, OwnQuestion, OwnRead } from './own-question.js';
import { POWER_QUESTIONS } from './power.js';

const policySchema = z.object({ values: z.record(z.string(), z.number()) });
const connectionsSchema = z.object({
  connections: z.array(z.object({ name: z.string(), category: z.string() })),
});

const QUESTIONS: OwnQuestion[] = [
  {
    option: /^windows\.security\.credentials\.complexPasswords$/,
    probe: 'account-policy',
    answer: ({ value, asked }) => {
      const complex = policySchema.safeParse(value).data?.values['PasswordComplexity'];
      if (complex === undefined) return undefined;
      return { isSo: (complex === 1) === asked, measured: String(complex === 1) };
    },
  },
  {
    option: /^windows\.network\.location$/,
    probe: 'connections',
    answer: ({ value, asked }) => {
      const found = connectionsSchema.safeParse(value).data?.connections;
      const own = found?.filter(({ category }) => category !== 'DomainAuthenticated');
      if (own === undefined || own.length === 0) return undefined;
      const isSo = own.every(({ category }) => category.toLowerCase() === asked);
      return { isSo, measured: listText(own.map(({ name, category }) => `${name}: ${category}`)) };
    },
  },
  ...POWER_QUESTIONS,
  ...APP_QUESTIONS,
];

const ASSISTIVE = 'Microsoft\\Windows NT\\CurrentVersion\\Accessibility';

/** The programs that start with the session are one text: `narrator,osk`. */
const assistive = (group: string, place: OwnRead['place']): OwnRead => ({
  option: new RegExp(
    `^windows\\.accessibility\\.${group}\\.(?:${Object.keys(ASSISTIVE_PROGRAMS).join('|')})$`,
  ),
  place,
  answer: ({ stored, asked, name }) => {
    if (stored !== null && typeof stored !== 'string') return undefined;
    const program = ASSISTIVE_PROGRAMS[name as keyof typeof ASSISTIVE_PROGRAMS];
    const isOn = (stored ?? '').toLowerCase().split(',').includes(program);
    return { isSo: isOn === asked, measured: String(isOn) };
  },
});

export const OWN_READS: readonly OwnRead[] = [
  assistive('logonScreen', { hive: 'machine', key: `SOFTWARE\\${ASSISTIVE}`, name: 'Configuration' }),
  assistive('everyUser', { hive: 'defaultUser', key: `Software\\${ASSISTIVE}`, name: 'Configuration' }),
];

/** What the PC answers of an option that no registry value of its row shows; undefined without such a question. */
export function ownAnswer({ option, asked }: AskedOption, measurements: Measurements): Judgement | undefined {
  const expected = same(typeof asked === 'string' ? asked : JSON.stringify(asked));
  const name = option.slice(option.lastIndexOf('.') + 1);
  const read = OWN_READS.find((one) => one.option.test(option));
  if (read !== undefined) {
    const stored = valueOf(measurements.read(read.place));
    const answer = stored === undefined ? undefined : read.answer({ stored, asked, name });
    return judgement(expected, answer, measurements.faultOf('registry'));
  }
  const question = QUESTIONS.find((one) => one.option.test(option));
  if (question === undefined) return undefined;
  const fault = measurements.faultOf(question.probe);
  const value = measurements.valueOf(question.probe);
  return judgement(
    expected,
    fault === undefined ? question.answer({ value, asked, name }) : undefined,
    fault,
  );
}

function judgement(
  expected: Bilingual,
  answer: OwnAnswer | undefined,
  fault: Bilingual | undefined,
): Judgement {
  if (answer === undefined)
    return unmeasured(expected, fault ?? { fr: 'le PC n’en dit rien', en: 'the PC does not tell' });
  return answer.isSo ? passed(expected, expected) : failed(expected, same(answer.measured));
}
