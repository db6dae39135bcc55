import type { OwnThreads } from '../../platform/threads/index.js';
import type { CheckedAnswer, CheckOptions } from './check/check-answer.js';
import type { ImportedAnswer, ImportOptions } from './import/import-answer.js';
import type { AnswerRequest, RenderedAnswer } from './render-answer.js';

const THREAD = new URL('./answer.thread.js', import.meta.url);

/** `checkAnswer` within the limits of a thread. */
export function checkAnswerFile(
  threads: OwnThreads,
  bytes: Uint8Array,
  options: CheckOptions,
): Promise<CheckedAnswer> {
  return threads.run(THREAD, 'check', [bytes, options]);
}

/** What `importAnswer` tells of a file, within the limits of a thread. */
export function importAnswerFile(
  threads: OwnThreads,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportedAnswer> {
  return threads.run(THREAD, 'importFile', [bytes, options]);
}

/** `renderAnswer` within the limits of a thread. */
export function renderAnswerFiles(threads: OwnThreads, request: AnswerRequest): Promise<RenderedAnswer> {
  return threads.run(THREAD, 'render', [request]);
}
