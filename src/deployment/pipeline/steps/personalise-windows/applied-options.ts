import { z } from 'zod';
import type { OptionPlan } from '../../../../documents/answer/index.js';
import { type Bilingual, same } from '../../../../platform/core/index.js';
import { registryAnswer, registryHolds } from '../../../recette/index.js';
import type { AppliedOption } from '../../facts.js';

const id = z.int().nonnegative();
const text = z.string().max(4_000);
const change = z.strictObject({
  id,
  before: text.nullable(),
  after: text.nullable(),
  fault: text.nullable(),
});

/** The answer of `personalise/options`; `id` is the place of the option among those that it was given. */
export const optionsAnswer = z.strictObject({
  values: z.array(
    z.strictObject({
      id,
      hive: text,
      before: registryAnswer.nullable(),
      after: registryAnswer.nullable(),
      fault: text.nullable(),
    }),
  ),
  scripts: z.array(z.strictObject({ id, ran: z.boolean(), exitCode: z.int().nullable(), last: text })),
  firewall: z.array(change),
  nodes: z.array(change),
  /** Whether a feature that was changed waits for a restart; null where that could not be read. */
  restartDue: z.boolean().nullable(),
});
export type OptionsAnswer = z.output<typeof optionsAnswer>;

/** What `personalise/options` is given: values, never a line of a script of ours. */
export function optionsGiven(
  plans: readonly OptionPlan[],
): Record<keyof Omit<OptionsAnswer, 'restartDue'>, object[]> {
  const each = <T>(list: (plan: OptionPlan) => T[]) =>
    plans.flatMap((plan, index) => list(plan).map((one) => ({ id: index, ...one })));
  return {
    values: each(({ values }) => values.map(withKind)),
    scripts: each(({ values, scripts }) =>
      scripts.map((script) => ({
        ...script,
        checks: values
          // Only what shows what the script does: the other values are written beside it.
          .filter(({ isRead, hive }) => isRead && hive !== 'everyUser')
          .map(withKind),
      })),
    ),
    firewall: each(({ firewall }) => firewall),
    nodes: each(({ nodes }) => nodes),
  };
}

/** With its kind as .NET names it. */
function withKind({ expands, ...value }: OptionPlan['values'][number]) {
  return { ...value, kind: expands === true ? 'ExpandString' : kindOf(value.data) };
}

function kindOf(data: unknown): 'DWord' | 'String' | 'Binary' {
  return typeof data === 'number' ? 'DWord' : typeof data === 'string' || data === null ? 'String' : 'Binary';
}

const UNHEARD: Bilingual = { fr: 'le PC n’a rien répondu', en: 'the PC did not answer' };

/** What became of each option. */
export function appliedOptions(plans: readonly OptionPlan[], answer: OptionsAnswer): AppliedOption[] {
  return plans.map((plan, index) => ({ option: plan.option, ...outcomeOf(plan, index, answer) }));
}

/** One part of an option: whether it is so now, whether it was changed, and what is wrong. */
interface Part {
  holds: boolean;
  changed: boolean;
  /** It was only read: something else decides it. */
  isRead?: boolean;
  isScript?: boolean;
  fault?: Bilingual;
}

function outcomeOf(plan: OptionPlan, index: number, answer: OptionsAnswer): Omit<AppliedOption, 'option'> {
  const parts = [
    ...plan.values.flatMap((value) => valueParts(value, index, answer)),
    ...changeParts(plan.firewall, answer.firewall, index),
    ...changeParts(plan.nodes, answer.nodes, index),
    ...scriptParts(plan, index, answer),
  ];
  const { impossible } = plan;
  const wrong = parts.find(({ holds, isRead }) => !holds && isRead !== true);
  if (wrong !== undefined) return { outcome: 'failed', reason: wrong.fault ?? UNHEARD };
  const reads = parts.filter(({ isRead }) => isRead === true);
  const isShown = reads.length > 0 && reads.every(({ holds }) => holds);
  if (impossible !== undefined && !isShown) return { outcome: 'not-possible', reason: impossible };
  const unlike = reads.find(({ holds }) => !holds);
  if (unlike !== undefined) return { outcome: 'failed', reason: unlike.fault ?? UNHEARD };
  if (!parts.some(({ changed }) => changed)) return { outcome: 'already' };
  // That a script ended well says nothing of what it did, where no value shows it.
  const isUnread = !isShown && parts.some(({ changed, isScript }) => changed && isScript === true);
  return { outcome: 'applied', ...(isUnread && { isUnread }) };
}

/** The same value may stand in several hives: that of each account. */
function valueParts(
  { data, isRead, hive, key, name }: OptionPlan['values'][number],
  index: number,
  answer: OptionsAnswer,
): Part[] {
  const mine = answer.values.filter(({ id: other, before }) => {
    if (other !== index) return false;
    return before === null || (before.key === key && before.name === name);
  });
  const here = mine.filter(({ hive: found }) =>
    hive === 'everyUser' ? found === 'defaultUser' || found.startsWith('account:') : found === hive,
  );
  if (here.length === 0) return [{ holds: false, changed: false, isRead, fault: UNHEARD }];
  return here.map(({ before, after, fault }): Part => {
    const now = after ?? before;
    const holds = now !== null && registryHolds({ expected: data }, now);
    const found =
      now === null || now.state === 'absent' ? '∅' : JSON.stringify(now.value ?? null).slice(0, 200);
    return { holds, changed: after !== null, isRead, fault: same(fault ?? `${key} ${name} = ${found}`) };
  });
}

function changeParts(wanted: { value: string }[], changes: z.output<typeof change>[], index: number): Part[] {
  const mine = changes.filter(({ id: other }) => other === index);
  return wanted.map(({ value }, nth): Part => {
    const found = mine[nth];
    if (found === undefined) return { holds: false, changed: false, fault: UNHEARD };
    const now = found.after ?? found.before;
    const holds = found.fault === null && now === value;
    return { holds, changed: found.after !== null, fault: same(found.fault ?? `${now ?? '∅'} (≠ ${value})`) };
  });
}

/** A script that ended well is not measured by that: the acceptance reads what it did. */
function scriptParts({ scripts }: OptionPlan, index: number, answer: OptionsAnswer): Part[] {
  const mine = answer.scripts.filter(({ id: other }) => other === index);
  return scripts.map(({ name }, nth): Part => {
    const found = mine[nth];
    if (found === undefined) return { holds: false, changed: false, fault: UNHEARD };
    const { ran, exitCode, last } = found;
    return {
      holds: !ran || exitCode === 0,
      changed: ran,
      isScript: true,
      fault: same(`${name} : ${exitCode ?? '—'} ${last}`),
    };
  });
}
