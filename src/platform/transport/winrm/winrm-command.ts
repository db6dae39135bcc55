import { setTimeout as pause } from 'node:timers/promises';
import { within } from '../../core/index.js';
import { asError, tooLate } from '../command-faults.js';
import { CommandOutput } from '../command-output.js';
import type { RunOptions, RunResult } from '../remote.js';
import { createdShell, received, startedCommand } from './answers.js';
import { type Envelopes, INPUT_CHUNK_BYTES, type WsmanRequest } from './envelopes.js';
import { CODES, faultError } from './faults.js';
import type { WinrmSession } from './session.js';

/** How long a command that is given up may take to end on the machine. */
const STOP_WITHIN_MS = 8_000;

/** A command that has ended takes no more input; its end may be known later than that. */
const ENDS_WITHIN_MS = 1_000;

const CREATE_ATTEMPTS = 4;
const CREATE_AGAIN_MS = 500;

/** An input that the machine did not take. */
interface Refusal {
  error: unknown;
  at: number;
}

/** One command in a shell of its own, which goes with it: Windows ends all that a shell started. */
export class WinrmCommand {
  private readonly output: CommandOutput;
  /** Aborts what the command does here, with the reason why it is given up. */
  private readonly given = new AbortController();
  private creating?: Promise<string>;
  private shellId?: string;
  private commandId?: string;

  constructor(
    private readonly session: WinrmSession,
    private readonly envelopes: Envelopes,
    private readonly options: RunOptions,
  ) {
    this.output = new CommandOutput(options);
  }

  /** Resolves or rejects once the command has ended on the machine, as far as that can be known. */
  async result(name: string, line: string): Promise<RunResult> {
    const { signal, timeoutMs } = this.options;
    const aborted = () => this.given.abort(asError(signal?.reason));
    const timer =
      timeoutMs === undefined ? undefined : setTimeout(() => this.given.abort(tooLate(timeoutMs)), timeoutMs);
    signal?.addEventListener('abort', aborted, { once: true });
    if (signal?.aborted) aborted();
    try {
      const exitCode = await this.run(name, line);
      this.output.end();
      return { exitCode, ...this.output.texts() };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      await within(STOP_WITHIN_MS, this.leave(), undefined);
    }
  }

  get shell(): string | undefined {
    return this.shellId;
  }

  private async run(name: string, line: string): Promise<number> {
    const { signal } = this.given;
    // Not cut short: a shell that is made and whose identifier we never read would stay with the machine.
    this.creating = this.create(name, signal);
    this.shellId = await orAborted(this.creating, signal);
    this.commandId = startedCommand(
      await this.session.ask(this.envelopes.command(this.shellId, line), signal),
    );
    const input = new AbortController();
    const refusals: Refusal[] = [];
    const feeding = this.feed(AbortSignal.any([input.signal, signal])).catch((error: unknown) => {
      refusals.push({ error, at: Date.now() });
    });
    try {
      return await this.receive(refusals);
    } finally {
      input.abort();
      await feeding;
    }
  }

  /** Nothing has run yet: a shell that Windows cannot make at the moment is asked for again. */
  private async create(name: string, signal: AbortSignal): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      const { body, fault } = await this.session.exchange(this.envelopes.create(name));
      if (!fault) return createdShell(body);
      if (fault.code !== CODES.profileUnloading || attempt === CREATE_ATTEMPTS) throw faultError(fault);
      await pause(CREATE_AGAIN_MS, undefined, { signal });
    }
  }

  /** Gives the input in pieces, one at a time, and its end. MS-WSMV 3.1.4.13. */
  private async feed(signal: AbortSignal): Promise<void> {
    const bytes = Buffer.from(this.options.input ?? '');
    for (let at = 0; at === 0 || at < bytes.length; at += INPUT_CHUNK_BYTES) {
      const chunk = bytes.subarray(at, at + INPUT_CHUNK_BYTES);
      const isLast = at + INPUT_CHUNK_BYTES >= bytes.length;
      await this.session.ask(this.envelopes.send(this.shellId!, this.commandId!, chunk, isLast), signal);
    }
  }

  /** Takes the output until the command has ended. Silence is an answer: the machine says that there is nothing yet. */
  private async receive(refusals: readonly Refusal[]): Promise<number> {
    for (;;) {
      const { body, fault } = await this.session.exchange(
        this.envelopes.receive(this.shellId!, this.commandId!),
        this.given.signal,
      );
      if (fault && fault.code !== CODES.timedOut) throw faultError(fault);
      const { chunks, exitCode } = fault ? { chunks: [], exitCode: undefined } : received(body);
      for (const { stream, bytes } of chunks) this.output.write(stream, bytes);
      if (exitCode !== undefined) return exitCode;
      const refused = refusals.find(({ at }) => Date.now() - at > ENDS_WITHIN_MS);
      if (refused) throw refused.error;
    }
  }

  /** Ends the command, should it still run, and gives the shell back. A machine that is lost keeps both. */
  private async leave(): Promise<void> {
    const { commandId, session } = this;
    const shellId = await this.creating?.catch(() => undefined);
    if (shellId === undefined) return;
    const asked = (request: WsmanRequest) =>
      session.ask(request).then(
        () => undefined,
        () => undefined, // it is gone already, or with the connection
      );
    if (commandId !== undefined) await asked(this.envelopes.terminate(shellId, commandId));
    await asked(this.envelopes.delete(shellId));
  }
}

/** The result of `work`, or the reason of the signal, whichever comes first; `work` itself goes on then. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let aborted: () => void = () => undefined;
  const abort = new Promise<never>((_, reject) => {
    aborted = () => reject(signal.reason as Error);
    signal.addEventListener('abort', aborted, { once: true });
  });
  return Promise.race([work, abort]).finally(() => signal.removeEventListener('abort', aborted));
}
