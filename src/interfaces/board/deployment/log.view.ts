import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import type { LogLine } from '../../../deployment/pipeline/index.js';
import { momentOf } from '../frame/moment.js';

/** A line of a log; its id is that of its element, so that a live page moves no line. */
export interface LogLineView {
  id: string;
  at: { iso: string; clock: string };
  step: string;
  text: string;
}

/** The end of a log, and how much there is. */
export interface LogTailView {
  lines: LogLineView[];
  count: string;
}

type TitleOf = (name: string) => Bilingual;

export function logLine({ id, at, step, text }: LogLine, titleOf: TitleOf, language: Language): LogLineView {
  const { iso, clock } = momentOf(at, language);
  return { id: `line-${id}`, at: { iso, clock }, step: say(titleOf(step), language), text };
}

export function logTail(
  { lines, total }: { lines: LogLine[]; total: number },
  titleOf: TitleOf,
  language: Language,
): LogTailView {
  const number = NUMBERS[language].format(total);
  const all = {
    fr: total === 1 ? '1 ligne' : `${number} lignes`,
    en: total === 1 ? '1 line' : `${number} lines`,
  };
  const last = {
    fr: `${lines.length} dernières lignes sur ${number}`,
    en: `last ${lines.length} of ${number} lines`,
  };
  return {
    lines: lines.map((line) => logLine(line, titleOf, language)),
    count: say(lines.length < total ? last : all, language),
  };
}

/** Made once: a formatter costs more than what it formats. */
export const NUMBERS: Record<Language, Intl.NumberFormat> = {
  fr: new Intl.NumberFormat('fr-FR'),
  en: new Intl.NumberFormat('en-GB'),
};
