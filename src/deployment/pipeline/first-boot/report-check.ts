import { type Bilingual, same } from '../../../platform/core/index.js';
import type { Judgement, Severity } from '../../recette/index.js';

/** One thing that a report of Windows tells, judged. */
export interface ReportCheck {
  kind: string;
  title: Bilingual;
  severity: Severity;
  judgement: Judgement;
}

export const NONE: Bilingual = { fr: 'aucun', en: 'none' };
export const NOT_TOLD: Bilingual = { fr: 'le PC n’a pas pu le mesurer', en: 'the PC could not measure it' };

export function judged(
  isGood: boolean,
  expected: Bilingual,
  measured: Bilingual,
  evidence: object = {},
): Judgement {
  return { verdict: isGood ? 'passed' : 'failed', expected, measured, evidence: { ...evidence } };
}

export function unmeasured(expected: Bilingual, why: Bilingual, evidence: object = {}): Judgement {
  const measured = { fr: `non mesuré : ${why.fr}`, en: `not measured: ${why.en}` };
  return { verdict: 'unmeasured', expected, measured, evidence: { ...evidence } };
}

export function notAsked(measured: Bilingual): Judgement {
  return { verdict: 'not-applicable', expected: same('—'), measured, evidence: {} };
}
