import type { MessagePort } from 'node:worker_threads';
import { type Bilingual, EtabliError, type Finding, InputError, PermanentError } from '../core/index.js';

/** What is handed to a thread: it says over the port that it begins, once its modules are loaded. */
export interface ThreadOrder<Arguments extends unknown[]> {
  begun: MessagePort;
  args: Arguments;
}

/** What comes back. A class does not pass from a thread to another; what an error says to a person does. */
export type ThreadOutcome<Result> =
  | { kind: 'done'; result: Result }
  | {
      kind: 'refused';
      text: Bilingual;
      remedy?: Bilingual;
      data: Record<string, unknown>;
      findings?: Finding[];
    };

/** Makes work that a thread can be asked for: export it from a file of its own, whose URL `DocumentThreads.run` takes. */
export function threadWork<Arguments extends unknown[], Result>(
  work: (...args: Arguments) => Result,
): (
  order: ThreadOrder<Arguments>,
) => ThreadOutcome<Awaited<Result>> | Promise<ThreadOutcome<Awaited<Result>>> {
  return async ({ begun, args }) => {
    begun.postMessage('begun');
    begun.close();
    try {
      return { kind: 'done', result: await work(...args) };
    } catch (error) {
      if (!(error instanceof EtabliError)) throw error;
      const { text, remedy, data } = error;
      const findings = error instanceof InputError ? error.findings : undefined;
      return { kind: 'refused', text, remedy, data, findings };
    }
  };
}

/** The result of work, or the error that it ended with. */
export function resultOf<Result>(outcome: ThreadOutcome<Result>): Result {
  if (outcome.kind === 'done') return outcome.result;
  const { text, remedy, data, findings } = outcome;
  throw findings
    ? new InputError(text, findings, { remedy, data })
    : new PermanentError(text, { remedy, data });
}
