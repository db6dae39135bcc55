import {
  helpFor,
  MOST_PHOTOS,
  VERDICT_NAMES,
  type AnswerableCheck,
  type PastAnswer,
  type TakenPhoto,
} from '../../../deployment/recette/index.js';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { momentOf } from '../frame/moment.js';

/** The look of a state for each verdict; see `board/frame/state.html`. */
const LOOKS: Record<AnswerableCheck['verdict'], string> = {
  passed: 'done',
  failed: 'failed',
  unmeasured: 'hand',
  'not-applicable': 'planned',
};
const OPEN: Bilingual = { fr: 'à faire', en: 'to do' };
const SEVERITIES: Record<AnswerableCheck['severity'], Bilingual> = {
  blocking: {
    fr: 'bloquant : pas de certificat s’il n’est pas conforme',
    en: 'blocking: no certificate if it fails',
  },
  reserve: {
    fr: 'une réserve au certificat s’il n’est pas conforme',
    en: 'a reservation on the certificate if it fails',
  },
  information: { fr: 'pour information', en: 'for information' },
};

interface Setting {
  id: string;
  mayAnswer: boolean;
  language: Language;
}

/** One check as a card: how it is done, its answer, its photos, and what the reader may do. */
export function checkCard(check: AnswerableCheck, photos: TakenPhoto[], setting: Setting) {
  const { language, id, mayAnswer } = setting;
  const { severity, title, revision } = check;
  const help = helpFor(check);
  const isOpen = check.verdict === 'unmeasured';
  return {
    checkId: check.id,
    path: `/recette/${id}/checks/${encodeURIComponent(check.id)}`,
    title: say(title, language),
    severity: say(SEVERITIES[severity], language),
    revision,
    look: LOOKS[check.verdict],
    verdict: say(isOpen ? OPEN : VERDICT_NAMES[check.verdict], language),
    isOpen,
    ...(help && {
      help: {
        moves: help.moves.map((move) => say(move, language)),
        ...(help.page !== undefined && { page: help.page }),
      },
    }),
    ...(check.by !== undefined &&
      check.at !== undefined && { by: check.by, at: momentOf(new Date(check.at), language) }),
    ...(check.remark !== undefined && { remark: check.remark }),
    photos: photos.map((photo, index) => photoView(photo, index, check, setting)),
    ...(mayAnswer && {
      acts: {
        ...(photos.length < MOST_PHOTOS && {
          upload: `/api/deployments/${id}/manual-checks/${encodeURIComponent(check.id)}/photos`,
        }),
      },
    }),
  };
}

function photoView(
  { digest, by, takenAt }: TakenPhoto,
  index: number,
  { id: checkId, title }: AnswerableCheck,
  { id, mayAnswer, language }: Setting,
) {
  const at = momentOf(new Date(takenAt), language);
  const alt = {
    fr: `Photo ${index + 1} de «\u00a0${title.fr}\u00a0», par ${by}, ${at.text}`,
    en: `Photo ${index + 1} of “${title.en}”, by ${by}, ${at.text}`,
  };
  return {
    href: `/api/deployments/${id}/photos/${digest}`,
    alt: say(alt, language),
    ...(mayAnswer && {
      remove: `/recette/${id}/checks/${encodeURIComponent(checkId)}/photos/${digest}/remove`,
    }),
  };
}

/** The answers that a check has had, for its panel. */
export function pastAnswers(answers: readonly PastAnswer[], language: Language) {
  return answers.map(({ verdict, remark, by, at }) => ({
    verdict: say(VERDICT_NAMES[verdict], language),
    look: LOOKS[verdict],
    by,
    at: momentOf(new Date(at), language),
    ...(remark !== undefined && { remark }),
  }));
}
