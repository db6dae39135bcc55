import type { Bilingual } from '../../../platform/core/index.js';
import type { AppliedOption, Facts } from '../facts.js';
import type { Statement, Statements } from '../statement-parts.js';

const BY_ANSWER_FILE: Bilingual = {
  fr: 'par le fichier de réponses',
  en: 'by the answer file',
};

const OUTCOMES: Record<AppliedOption['outcome'], Bilingual> = {
  already: { fr: 'par le fichier de réponses, en place', en: 'by the answer file, in place' },
  applied: { fr: 'sur le PC installé, relu', en: 'on the installed PC, read back' },
  'not-possible': { fr: 'pas sur le PC installé', en: 'not on the installed PC' },
  failed: { fr: 'échec sur le PC installé', en: 'failed on the installed PC' },
};

const UNREAD: Bilingual = {
  fr: 'sur le PC installé par un script, non relu',
  en: 'on the installed PC by a script, not read back',
};

/** One line for each option that the recette measured: asked, applied, measured. */
export function optionStatements(facts: Facts): Statements {
  const applied = new Map((facts.applied ?? []).map((one) => [one.option, one]));
  return (facts.checks ?? []).flatMap(({ kind, expected, measured, evidence }): Statement[] => {
    const option = evidence?.['option'];
    if (kind !== 'windows-options' || typeof option !== 'string') return [];
    return [{ subject: option, asked: expected, applied: wordsOf(applied.get(option)), measured }];
  });
}

function wordsOf(applied: AppliedOption | undefined): Bilingual {
  if (applied === undefined) return BY_ANSWER_FILE;
  const { fr, en } = applied.isUnread === true ? UNREAD : OUTCOMES[applied.outcome];
  const { reason } = applied;
  return reason === undefined ? { fr, en } : { fr: `${fr} : ${reason.fr}`, en: `${en}: ${reason.en}` };
}
