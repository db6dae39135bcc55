import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import type { LogLine } from '../../../deployment/pipeline/index.js';
import { momentOf } from '../frame/moment.js';
import { numberText } from '../frame/numbers.js';

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
  const number = numberText(total, language);
  const last = {
    fr: `${lines.length} dernières lignes sur ${number}`,
    en: `last ${lines.length} of ${number} lines`,
  };
  return {
    lines: lines.map((line) => logLine(line, titleOf, language)),
    count: lines.length < total ? say(last, language) : linesText(total, language),
  };
}

/** `12 345 lignes`. */
export function linesText(count: number, language: Language): string {
  const number = numberText(count, language);
  const text = {
    fr: count === 1 ? '1 ligne' : `${number} lignes`,
    en: count === 1 ? '1 line' : `${number} lines`,
  };
  return say(text, language);
}
