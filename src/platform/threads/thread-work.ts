import type { MessagePort } from 'node:worker_threads';
import {
  type Bilingual,
  ConflictError,
  EtabliError,
  type Finding,
  InputError,
  NotFoundError,
  OperatorError,
  PermanentError,
  TransientError,
} from '../core/index.js';

/** What is handed to a thread: it says over the port that it begins, once its modules are loaded. */
export interface ThreadOrder<Arguments extends unknown[]> {
  begun: MessagePort;
  args: Arguments;
}

/** What comes back. A class does not pass from a thread to another: of an error its name and what it says do. */
export type ThreadOutcome<Result> =
  | { kind: 'done'; result: Result }
  | {
      kind: 'refused';
      name: string;
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
      const { name, text, remedy, data } = error;
      const findings = error instanceof InputError ? error.findings : undefined;
      return { kind: 'refused', name, text, remedy, data, findings };
    }
  };
}

type Told = new (
  text: Bilingual,
  details: { remedy: Bilingual; data: Record<string, unknown> },
) => EtabliError;
const KINDS = new Map<string, Told>(
  [ConflictError, NotFoundError, OperatorError, TransientError].map((kind) => [kind.name, kind]),
);

/** The result of work, or the error that it ended with; one of a kind of its own is a PermanentError here. */
export function resultOf<Result>(outcome: ThreadOutcome<Result>): Result {
  if (outcome.kind === 'done') return outcome.result;
  const { name, text, remedy, data, findings } = outcome;
  if (findings) throw new InputError(text, findings, { remedy, data });
  const Kind = KINDS.get(name) ?? PermanentError;
  throw new Kind(text, { remedy: remedy!, data });
}
