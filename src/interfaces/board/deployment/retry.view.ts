import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import type { RetryChoice } from '../../../deployment/pipeline/index.js';

/** A line of the form that retries a failed deployment. */
export interface RetryChoiceView {
  from: string;
  name: string;
  /** What it means for the disk. */
  note: string;
  isChosen: boolean;
  /** The box must be ticked: the disk is erased again. */
  erases: boolean;
}

export interface RetryView {
  choices: RetryChoiceView[];
  /** What is erased, when one of them erases again. */
  erasure?: string;
  /** Which version of the profile it goes on with. */
  kept?: string;
}

const NOTES: Record<RetryChoice['erases'], Bilingual> = {
  no: { fr: 'rien n’est effacé', en: 'nothing is erased' },
  first: {
    fr: 'le disque n’a pas encore été effacé ; il le sera, comme prévu',
    en: 'the disk has not been erased yet; it will be, as planned',
  },
  again: { fr: 'le disque sera effacé de nouveau', en: 'the disk will be erased again' },
};

/**
 * @param erasure what arming said that it erases
 * @param chosen in a form that was refused; the first one otherwise
 */
export function retryView(
  choices: readonly RetryChoice[],
  erasure: string | undefined,
  chosen: string | undefined,
  language: Language,
): RetryView | undefined {
  if (choices.length === 0) return undefined;
  const erases = choices.some((choice) => choice.erases === 'again');
  return {
    choices: choices.map((choice, index) => ({
      from: choice.from,
      name: say(nameOf(choice), language),
      note: say(NOTES[choice.erases], language),
      isChosen: chosen === undefined ? index === 0 : choice.from === chosen,
      erases: choice.erases === 'again',
    })),
    ...(erases && erasure !== undefined && { erasure }),
  };
}

export function keptProfile(name: string, version: number, newest: number): Bilingual {
  const instead = {
    fr: 'clôturez cet échec, puis faites un lot avec ce PC',
    en: 'close this failure, then make a lot with this PC',
  };
  if (newest > version)
    return {
      fr: `Le profil « ${name} » a depuis une version ${newest} ; une reprise garde la version ${version}. Pour la version ${newest} : ${instead.fr}.`,
      en: `The profile “${name}” has had a version ${newest} since; a retry keeps version ${version}. For version ${newest}: ${instead.en}.`,
    };
  return {
    fr: `Une reprise garde le profil « ${name} », version ${version}. S’il faut le corriger : ${instead.fr}.`,
    en: `A retry keeps the profile “${name}”, version ${version}. If it must be corrected: ${instead.en}.`,
  };
}

function nameOf({ from, title }: RetryChoice): Bilingual {
  if (from === 'start') return { fr: 'Du début', en: 'From the start' };
  if (from === 'failed-step')
    return {
      fr: `À l’étape qui a échoué : « ${title.fr} »`,
      en: `From the step that failed: “${title.en}”`,
    };
  return { fr: `À partir de « ${title.fr} »`, en: `From “${title.en}”` };
}
