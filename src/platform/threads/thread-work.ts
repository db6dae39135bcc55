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

/** An order for a thread. The thread sends a message over the port when its modules are loaded and the work begins. */
export interface ThreadOrder<Arguments extends unknown[]> {
  begun: MessagePort;
  args: Arguments;
}

/** The outcome of an order. Classes are lost between threads, so an error is its name and its fields. */
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

/** Wraps a function for `DocumentThreads.run`. Export it from a separate file. */
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

/** Returns the result of an order or throws its error; an unknown subclass becomes a PermanentError. */
export function resultOf<Result>(outcome: ThreadOutcome<Result>): Result {
  if (outcome.kind === 'done') return outcome.result;
  const { name, text, remedy, data, findings } = outcome;
  if (findings) throw new InputError(text, findings, { remedy, data });
  const Kind = KINDS.get(name) ?? PermanentError;
  throw new Kind(text, { remedy: remedy!, data });
}
