import { threadWork } from '../../platform/threads/index.js';
import { checkAnswer } from './check/check-answer.js';
import { importAnswer } from './import/import-answer.js';
import { renderAnswer } from './render-answer.js';

/** The work on answer files that runs in a thread. */
export const check = threadWork(checkAnswer);
export const render = threadWork(renderAnswer);

/** The values of secrets stay in the thread. */
export const importFile = threadWork(
  (...args: Parameters<typeof importAnswer>) => importAnswer(...args).result,
);
