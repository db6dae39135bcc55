import type { Bilingual } from '../../platform/core/index.js';
import type { Verdict } from './check.js';

/** The verdicts as a technician says them. */
export const VERDICT_NAMES: Record<Verdict, Bilingual> = {
  passed: { fr: 'conforme', en: 'passed' },
  failed: { fr: 'non conforme', en: 'failed' },
  unmeasured: { fr: 'non mesuré', en: 'not measured' },
  'not-applicable': { fr: 'sans objet', en: 'not applicable' },
};
