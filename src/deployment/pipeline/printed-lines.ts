import { TransientError, type Bilingual, type Progress } from '../../platform/core/index.js';
import type { RunResult } from '../../platform/transport/index.js';
import { asError, parseLine, type AgentError } from './agent-line.js';

/** Who hears what a program on the machine says while it runs. */
export interface LineListener {
  progress(progress: Progress): void;
  log(text: string): void;
}

/** The lines that a program on the machine prints: its log, its progress, and at last its result or its error. */
export class PrintedLines<T> {
  private value?: { value: T };
  private error?: AgentError;

  constructor(private readonly listener: LineListener) {}

  line(text: string): void {
    const said = parseLine(text);
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
    if (this.error !== undefined) throw asError(this.error);
    if (exitCode === 0 && this.value !== undefined) return this.value.value;
    const last = stderr.trim().split('\n').slice(-3).join(' / ');
    throw new TransientError({
      fr: `${program.fr} a fini avec le code ${exitCode} sans résultat : ${last}`,
      en: `${program.en} ended with status ${exitCode} and no result: ${last}`,
    });
  }
}
