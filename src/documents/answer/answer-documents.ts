import { threadFile } from '../../platform/threads/index.js';
import type { DocumentFamily } from '../engine/index.js';
import type * as work from './answer.thread.js';
import type { CheckOptions } from './check/checkers.js';
import type { AnswerChoice, AnswerText } from './render-answer.js';

const thread = threadFile<typeof work>(new URL('./answer.thread.js', import.meta.url));

/** Answer files: each function runs within the limits of a thread. */
export const ANSWER_FILES: DocumentFamily<AnswerChoice, AnswerText, CheckOptions> = {
  name: 'answer',
  check: thread('check'),
  render: thread('render'),
};

/** The draft of a profile; the values of the secrets stay in the thread. */
export const importAnswerFile = thread('importFile');
