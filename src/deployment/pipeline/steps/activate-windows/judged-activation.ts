import { z } from 'zod';
import type { ProfileDocument, WindowsActivation } from '../../../../documents/profile/index.js';
import { joined, type Bilingual, same } from '../../../../platform/core/index.js';
import { hresultWords } from '../../windows/hresult-words.js';
import { SEVERITY_OF, type StepCheck } from '../../windows/step-check.js';

const state = z.strictObject({
  /** LicenseStatus of SoftwareLicensingProduct. */
  status: z.int().min(0).max(6),
  /** The last five characters of the key. */
  partialKey: z.string().max(5).nullable(),
  name: z.string().max(300).nullable(),
  channel: z.string().max(100).nullable(),
  graceMinutes: z.int().nonnegative(),
});

/** The answer of `activation/activate`. */
export const activationAnswer = z.strictObject({
  before: state.nullable(),
  /** Null where it could not be read. */
  after: state.nullable(),
  stage: z.enum(['none', 'key', 'activate', 'already', 'done']),
  error: z
    .string()
    .regex(/^0x[0-9a-f]{8}$/)
    .nullable(),
  /** Null where nobody asked for the key of the firmware. */
  hasFirmwareKey: z.boolean().nullable(),
});
export type ActivationAnswer = z.output<typeof activationAnswer>;

const STATES: Bilingual[] = [
  { fr: 'sans licence', en: 'unlicensed' },
  { fr: 'activé', en: 'activated' },
  { fr: 'délai initial', en: 'initial grace period' },
  { fr: 'délai après un changement de matériel', en: 'grace period after a change of hardware' },
  { fr: 'délai : licence non authentique', en: 'grace period: licence not genuine' },
  { fr: 'non activé (notification)', en: 'not activated (notification)' },
  { fr: 'délai prolongé', en: 'extended grace period' },
];

const EXPECTED: Bilingual = { fr: 'activé', en: 'activated' };
const UNREAD: Bilingual = { fr: 'l’état n’a pas pu être lu', en: 'the state could not be read' };

/** The licence that the activation takes: it is reserved when the lot is armed, as those of programs are. */
export function activationLicences({ windows }: ProfileDocument): { pool: string; field: string }[] {
  const from = windows?.activation?.from;
  if (typeof from !== 'object' || !('pool' in from)) return [];
  return [{ pool: from.pool, field: 'windows.activation.from.pool' }];
}

/** Whether Windows says that it is activated, with the key that was asked for. */
export function judgedActivation(
  { after, error, stage, hasFirmwareKey, before }: ActivationAnswer,
  word: WindowsActivation['failed'],
  /** The last five characters of the key that it was given. */
  asked: string | undefined,
): StepCheck {
  const isOther = asked !== undefined && after?.partialKey !== asked;
  // `Retail:TB:Eval`, `ServerStandardEval edition`: Windows calls it activated until its last day.
  const isEvaluation = /eval/i.test(`${after?.channel ?? ''} ${after?.name ?? ''}`);
  const isActivated = after?.status === 1 && !isOther && !isEvaluation;
  const parts: Bilingual[] =
    after === null
      ? [UNREAD]
      : [
          STATES[after.status]!,
          ...(after.name === null || after.name === '' ? [] : [same(after.name)]),
          ...(after.channel === null || after.channel === '' ? [] : [same(after.channel)]),
          ...(after.partialKey === null || after.partialKey === '' ? [] : [same(`…${after.partialKey}`)]),
          ...(isEvaluation ? [{ fr: 'évaluation, qui finit', en: 'evaluation, which ends' }] : []),
          ...(isOther ? [{ fr: `et non …${asked}`, en: `and not …${asked}` }] : []),
        ];
  if (error !== null) parts.push(hresultWords(error));
  if (hasFirmwareKey === false)
    parts.push({ fr: 'le micrologiciel n’a pas de clé', en: 'the firmware has no key' });
  return {
    kind: 'activate-windows',
    title: { fr: 'Activation de Windows', en: 'Activation of Windows' },
    severity: SEVERITY_OF[word],
    verdict: after === null ? 'unmeasured' : isActivated ? 'passed' : 'failed',
    expected: EXPECTED,
    measured: joined(parts, ', '),
    evidence: { before, after, stage, error, hasFirmwareKey },
  };
}
