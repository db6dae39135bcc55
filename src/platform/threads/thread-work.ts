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

/** The owner's threads, as `DocumentThreads.of` gives them. */
interface Threads {
  run<Result>(file: URL, work: string, args: unknown[]): Promise<Result>;
}

type ThreadWork<Arguments extends unknown[], Result> = (
  order: ThreadOrder<Arguments>,
) => ThreadOutcome<Result> | Promise<ThreadOutcome<Result>>;

/** A function of a thread file, as it is called from outside: with the threads, then its own arguments. */
type Outside<Work> =
  Work extends ThreadWork<infer Arguments, infer Result>
    ? (threads: Threads, ...args: Arguments) => Promise<Result>
    : never;

/** What a thread file exports through threadWork, function by function: `Work` is the type of that file. */
export function threadFile<Work>(
  file: URL,
): <Name extends keyof Work & string>(name: Name) => Outside<Work[Name]> {
  return ((name: string) =>
    (threads: Threads, ...args: unknown[]) =>
      threads.run(file, name, args)) as never;
}

type ErrorClass = new (
  text: Bilingual,
  details: { remedy: Bilingual; data: Record<string, unknown> },
) => EtabliError;
const KINDS = new Map<string, ErrorClass>(
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
