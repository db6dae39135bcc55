import { loadClientSettings } from '../../platform/config/index.js';
import {
  describe,
  EtabliError,
  fieldIn,
  InputError,
  say,
  type Bilingual,
  type Language,
  outcomeOf,
  type Standing,
} from '../../platform/core/index.js';
import { ApiProblem } from './api-problem.js';
import { EXIT, statusOf } from './exit-status.js';
import { standardOutput } from './standard-output.js';
import { drawn, printable, toneOf, type Line, type Toned } from './line.js';
import { localTime } from './local-time.js';

export interface Streams {
  out: { write(text: string): unknown; isTTY?: boolean };
  err: { write(text: string): unknown; isTTY?: boolean };
}

/** The output of the etabli command: results on stdout (text or JSON), everything else on stderr. */
export class Terminal {
  constructor(
    readonly language: Language,
    readonly json: boolean,
    private readonly streams: Streams = { out: standardOutput(), err: process.stderr },
  ) {}

  get isInteractive(): boolean {
    return this.streams.err.isTTY === true && !this.json;
  }

  say(text: Bilingual): string {
    return say(text, this.language);
  }

  /** Results are coloured for a person only; NO_COLOR: https://no-color.org. */
  get isColoured(): boolean {
    return this.streams.out.isTTY === true && !this.json && loadClientSettings().colours;
  }

  /** Where messages go, for what is redrawn in place. */
  get errorStream(): Streams['err'] {
    return this.streams.err;
  }

  /** The line as a message of this terminal, coloured for a person. */
  drawnMessage(line: Line): string {
    return drawn(line, this.isInteractive && loadClientSettings().colours);
  }

  /** Prints a line that is not part of the result. */
  tellLine(line: Line): void {
    this.streams.err.write(`${this.drawnMessage(line)}\n`);
  }

  /** A moment of an answer of the server (ISO 8601) as a person reads it here. */
  time(moment: string | null | undefined, seconds = false): string {
    return localTime(moment, this.language, { seconds });
  }

  /** The outcome of a deployment, in its colour. */
  outcome(standing: Standing): Toned {
    const { look, name } = outcomeOf(standing);
    return { text: this.say(name), tone: toneOf(look) };
  }

  /** Prints a line of the result, without control characters of others. */
  line(line: Line): void {
    this.streams.out.write(`${drawn(line, this.isColoured)}\n`);
  }

  /** Prints the result: `value` with --json, otherwise `lines`. */
  result(value: unknown, lines: () => Line[]): void {
    if (this.json) this.line(jsonText(value, 2));
    else lines().forEach((line) => this.line(line));
  }

  /** Prints a message that is not part of the result. */
  tell(text: Bilingual | string): void {
    this.streams.err.write(`${printable(typeof text === 'string' ? text : this.say(text))}\n`);
  }

  /** Prints the cause and the remedy, and returns the exit status. */
  fail(error: unknown): number {
    const status = statusOf(error);
    if (this.json) this.streams.err.write(`${jsonText({ error: this.problem(error), status })}\n`);
    else this.causes(error).forEach((line) => this.streams.err.write(`${printable(line)}\n`));
    return status;
  }

  /** Prints why the command line is invalid, in the format of all errors. */
  misused(detail: string): void {
    if (this.json) this.streams.err.write(`${jsonText({ error: { detail }, status: EXIT.input })}\n`);
    else this.streams.err.write(`${printable(this.cause(detail))}\n`);
  }

  private cause(detail: string): string {
    return this.language === 'fr' ? `Erreur : ${detail}` : `Error: ${detail}`;
  }

  private problem(error: unknown): unknown {
    if (error instanceof ApiProblem) return error.problem;
    const { text, remedy } = describe(error);
    return {
      detail: this.say(text),
      ...(remedy && { remedy: this.say(remedy) }),
      ...(error instanceof InputError && {
        findings: error.findings.map((finding) => ({
          field: fieldIn(finding, this.language),
          found: finding.found,
          expected: this.say(finding.expected),
        })),
      }),
    };
  }

  private causes(error: unknown): string[] {
    const problem = this.problem(error) as {
      detail: string;
      remedy?: string;
      findings?: { field: string; found: unknown; expected: string }[];
    };
    const todo = this.say({ fr: 'À faire', en: 'To do' });
    const lines = [this.cause(problem.detail)];
    for (const { field, found, expected } of problem.findings ?? []) {
      if (!problem.detail.includes(expected)) lines.push(`  - ${field} : ${shown(found)} ; ${expected}`);
    }
    if (problem.remedy) lines.push(`${todo}${this.language === 'fr' ? ' :' : ':'} ${problem.remedy}`);
    const isOurs = error instanceof EtabliError || error instanceof ApiProblem;
    if (!isOurs && error instanceof Error && error.stack) lines.push(error.stack);
    return lines;
  }
}

function shown(found: unknown): string {
  if (found === undefined || found === null || found === '') return '—';
  return typeof found === 'string' ? found : JSON.stringify(found);
}

/** JSON that also escapes DEL and the C1 control characters, which terminals interpret. RFC 8259 §7. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value ?? null, null, indent).replace(
    /[\u007f-\u009f]/g,
    (control) => `\\u00${control.charCodeAt(0).toString(16)}`,
  );
}
