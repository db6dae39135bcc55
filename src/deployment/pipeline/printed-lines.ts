import { PermanentError, TransientError, type Bilingual, type Progress } from '../../platform/core/index.js';
import type { RunResult } from '../../platform/transport/index.js';
import { asError, parseLine, type AgentError } from './agent-line.js';

/** Who hears what a program on the machine says while it runs. */
export interface LineListener {
  progress(progress: Progress): void;
  log(text: string): void;
  /** What a person reads of a failure is without the secrets that the program was given. */
  withoutSecrets?(text: string): string;
}

/** A cause is read by people: what a machine says beyond this stands in the log. */
const LONGEST_CAUSE = 2_000;

/** The lines that a program on the machine prints: its log, its progress, and at last its result or its error. */
export class PrintedLines<T> {
  private value?: { value: T };
  private error?: AgentError;
  /** Whether a result came that is longer than a line may be: a piece of it is no JSON. */
  private isCut = false;

  constructor(private readonly listener: LineListener) {}

  line(text: string): void {
    const said = parseLine(text);
    this.isCut ||= said === undefined && text.startsWith('{"result":');
    if (said === undefined) this.listener.log(text);
    else if ('progress' in said) this.listener.progress(said.progress);
    else if ('log' in said) this.listener.log(said.log);
    else if ('error' in said) this.error = said.error;
    else this.value = { value: said.result as T };
  }

  /**
   * Throws what the program says, as the error class that it names; TransientError when it ended without a result.
   * @param program as people know it
   */
  result(program: Bilingual, { exitCode, stderr }: RunResult): T {
    if (this.error !== undefined) throw asError(this.shown(this.error));
    if (exitCode === 0 && this.value !== undefined) return this.value.value;
    if (this.isCut && this.value === undefined) throw tooLong(program);
    const last = this.plain(stderr).trim().split('\n').slice(-3).join(' / ').slice(-LONGEST_CAUSE);
    throw new TransientError({
      fr: `${program.fr} a fini avec le code ${exitCode} sans résultat : ${last}`,
      en: `${program.en} ended with status ${exitCode} and no result: ${last}`,
    });
  }

  private shown({ kind, fr, en, remedy }: AgentError): AgentError {
    const both = (text: Bilingual) => ({
      fr: this.plain(text.fr).slice(0, LONGEST_CAUSE),
      en: this.plain(text.en).slice(0, LONGEST_CAUSE),
    });
    return { kind, ...both({ fr, en }), remedy: remedy && both(remedy) };
  }

  private plain(text: string): string {
    return this.listener.withoutSecrets?.(text) ?? text;
  }
}

/** The same program would say the same again. */
function tooLong(program: Bilingual): PermanentError {
  return new PermanentError({
    fr: `${program.fr} a répondu plus d’un mégaoctet : sa réponse n’a pas été lue`,
    en: `${program.en} answered more than a megabyte: its answer was not read`,
  });
}
