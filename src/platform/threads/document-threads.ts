import { MessageChannel } from 'node:worker_threads';
import type { OnModuleDestroy } from '@nestjs/common';
import { Piscina } from 'piscina';
import { type Bilingual, InputError, TransientError } from '../core/index.js';
import { resultOf, type ThreadOrder, type ThreadOutcome } from './thread-work.js';

export interface ThreadLimits {
  /** Threads at once. */
  threads: number;
  /** Orders that may wait for a thread; more are refused. */
  waiting: number;
  /** Orders of one owner, waiting or running; more are refused. */
  ofOneOwner: number;
  /** How long one order may run, in milliseconds. */
  runMs: number;
  /** The memory of one thread, in MiB. */
  memoryMebibytes: number;
}

const LIMITS: ThreadLimits = {
  threads: 2,
  waiting: 32,
  ofOneOwner: 16,
  runMs: 20_000,
  memoryMebibytes: 1_024,
};

/** How long an idle thread is kept, with its loaded modules. */
const IDLE_MS = 60_000;

/** The threads for the orders of one owner. */
export interface OwnThreads {
  /**
   * Runs the function `work` of a file, which exports it through threadWork. Rejects with the EtabliError that the
   * work throws; with InputError when it exceeds the limits of time or memory; with TransientError when the queue
   * is full.
   */
  run<Result>(file: URL, work: string, args: unknown[]): Promise<Result>;
}

/** The orders of one owner that run or wait; they run one at a time. */
interface OwnerQueue {
  pending: number;
  last: Promise<unknown>;
}

/**
 * Parses and draws documents in worker threads with limits of time and memory, so that one document cannot block the
 * process. A thread that exceeds a limit is ended and replaced. Each owner uses one thread at a time.
 */
export class DocumentThreads implements OnModuleDestroy {
  private readonly limits: ThreadLimits;
  private pool?: Piscina;
  private isClosed = false;
  /** Orders that run or wait. */
  private pending = 0;
  private readonly owners = new Map<string, OwnerQueue>();

  constructor(limits: Partial<ThreadLimits> = {}) {
    this.limits = { ...LIMITS, ...limits };
  }

  /** The threads for one owner, the name of an account. */
  of(owner: string): OwnThreads {
    return { run: (file, work, args) => this.enqueue(owner, () => this.run(file, work, args)) };
  }

  private async enqueue<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
    const { threads, waiting, ofOneOwner } = this.limits;
    const own = this.owners.get(owner) ?? { pending: 0, last: Promise.resolve() };
    if (own.pending >= ofOneOwner || this.pending >= threads + waiting) throw tooManyWait();
    this.owners.set(owner, own);
    own.pending += 1;
    this.pending += 1;
    const result = own.last.then(work);
    own.last = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      this.pending -= 1;
      own.pending -= 1;
      if (own.pending === 0) this.owners.delete(owner);
    }
  }

  private async run<Result>(file: URL, work: string, args: unknown[]): Promise<Result> {
    const { runMs } = this.limits;
    const { port1, port2 } = new MessageChannel();
    const stop = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    // The time limit does not count the wait for a thread and its start.
    port1.once('message', () => (timer = setTimeout(() => stop.abort(), runMs)));
    const order: ThreadOrder<unknown[]> = { begun: port2, args };
    try {
      const options = { filename: file.href, name: work, signal: stop.signal, transferList: [port2] };
      return resultOf((await this.open().run(order, options)) as ThreadOutcome<Result>);
    } catch (error) {
      throw this.explained(error);
    } finally {
      clearTimeout(timer);
      port1.close();
    }
  }

  /** Ends all threads and their work; later orders are refused. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.pool?.destroy();
  }

  async onModuleDestroy(): Promise<void> {
    await this.close();
  }

  private open(): Piscina {
    if (this.isClosed) throw new Error('the threads are closed');
    const { threads, memoryMebibytes } = this.limits;
    return (this.pool ??= new Piscina({
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_MS,
      execArgv: process.execArgv,
      // Threads need no settings.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: memoryMebibytes },
    }));
  }

  private explained(error: unknown): unknown {
    const { name, code } = error as { name?: string; code?: string };
    if (name === 'AbortError') return tooMuch(TOO_LONG(this.limits.runMs / 1_000), error);
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return tooMuch(TOO_LARGE(this.limits.memoryMebibytes), error);
    // Any JSON value can be copied to a thread, unless its nesting exceeds the stack.
    if (name === 'DataCloneError' || name === 'RangeError') return tooMuch(TOO_DEEP, error);
    return error;
  }
}

const TOO_LONG = (seconds: number): Bilingual => ({
  fr: `un document dont le traitement prend ${seconds} s au plus`,
  en: `a document that takes at most ${seconds} s to process`,
});
const TOO_LARGE = (mebibytes: number): Bilingual => ({
  fr: `un document dont le traitement demande ${mebibytes} Mio de mémoire au plus`,
  en: `a document that needs at most ${mebibytes} MiB of memory to process`,
});
const TOO_DEEP: Bilingual = {
  fr: 'un document moins imbriqué',
  en: 'a document that is nested less deeply',
};

function tooMuch(expected: Bilingual, cause: unknown): InputError {
  return new InputError(
    {
      fr: `ce document n’a pas été traité ; attendu : ${expected.fr}`,
      en: `this document was not processed; expected: ${expected.en}`,
    },
    [{ field: '(document)', found: undefined, expected }],
    {
      cause,
      remedy: {
        fr: 'Simplifiez le document, ou divisez-le en plusieurs.',
        en: 'Make the document simpler, or divide it into several.',
      },
    },
  );
}

function tooManyWait(): TransientError {
  return new TransientError(
    {
      fr: 'trop de documents sont déjà en attente de traitement',
      en: 'too many documents are already waiting to be processed',
    },
    { remedy: { fr: 'Recommencez dans un moment.', en: 'Try again in a moment.' } },
  );
}
