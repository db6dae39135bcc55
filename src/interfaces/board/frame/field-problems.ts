import { fieldIn, type Bilingual, type Finding, type Language } from '../../../platform/core/index.js';
import { say } from './say.js';

/** What a form says beside a field for a day that is none. */
export const A_DAY: Bilingual = {
  fr: 'Une date est attendue : 2026-11-29',
  en: 'A date is expected: 2026-11-29',
};

/** What is expected in each wrong field, to be said beside it. A finding inside a field is told at that field. */
export function fieldProblems(findings: readonly Finding[], language: Language): Record<string, string> {
  const expected = say({ fr: 'Attendu :', en: 'Expected:' }, language);
  return Object.fromEntries(
    findings.map((finding) => [
      fieldIn(finding, language).split(/[.[]/)[0] ?? '',
      `${expected} ${say(finding.expected, language)}`,
    ]),
  );
}
