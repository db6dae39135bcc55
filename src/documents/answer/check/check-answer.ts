import { type CheckedDocument, checkDocument } from '../../engine/index.js';
import type { AnswerKind } from '../answer-kind.js';
import { ANSWER_CHECKS, type CheckOptions } from './checkers.js';

export type { CheckOptions };
export type CheckedAnswer = CheckedDocument<AnswerKind>;

/** Checks an answer file. Throws InputError when it cannot be read at all. */
export function checkAnswer(bytes: Uint8Array, options: CheckOptions = {}): CheckedAnswer {
  return checkDocument(ANSWER_CHECKS, bytes, options);
}
