import { type Bilingual, PermanentError } from '../../../../platform/core/index.js';
import { isClear, type CheckResult } from '../../../recette/index.js';

export type Judged = Pick<CheckResult, 'title' | 'severity' | 'verdict' | 'expected' | 'measured'>;

const REPEAT: Bilingual = {
  fr: 'Corrigez le PC ou le profil, puis reprenez le déploiement à la recette.',
  en: 'Correct the PC or the profile, then retry the deployment from the acceptance.',
};

/** Throws PermanentError that lists what did not pass, of the checks that a certificate depends on. */
export function refuseBlocking(results: Judged[], remedy = REPEAT): void {
  const failed = results.filter(({ severity, verdict }) => severity === 'blocking' && !isClear(verdict));
  if (failed.length === 0) return;
  const list = (language: 'fr' | 'en'): string =>
    failed
      .map(
        ({ title, expected, measured }) =>
          `${title[language]} (${expected[language]} → ${measured[language]})`,
      )
      .join(' ; ');
  throw new PermanentError(
    { fr: `contrôles bloquants en échec : ${list('fr')}`, en: `blocking checks failed: ${list('en')}` },
    { remedy },
  );
}
