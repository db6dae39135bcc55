import { say, type Bilingual, type Language } from './bilingual.js';
import { MOST_FINDINGS, MOST_FINDINGS_SHOWN } from './document-finding.js';

interface Details {
  /** The original error, for the log. */
  cause?: unknown;
  /** What the reader can do about it. */
  remedy?: Bilingual;
  /** Facts for the log and the API, never secrets. */
  data?: Record<string, unknown>;
}

/** The base class of Établi's own errors. Its text is for people, in both languages. */
export abstract class EtabliError extends Error {
  readonly remedy?: Bilingual;
  readonly data: Record<string, unknown>;

  constructor(
    readonly text: Bilingual,
    details: Details = {},
  ) {
    super(text.en, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.remedy = details.remedy;
    this.data = details.data ?? {};
  }
}

/** A retry cannot help: the order is wrong, or a measurement failed. */
export class PermanentError extends EtabliError {}

/** A retry may help: a network or a service was not available. */
export class TransientError extends EtabliError {}

/** A person must act before a retry; `remedy` says how. */
export class OperatorError extends EtabliError {
  declare readonly remedy: Bilingual;

  constructor(text: Bilingual, details: Details & { remedy: Bilingual }) {
    super(text, details);
  }
}

/** The requested object does not exist. */
export class NotFoundError extends EtabliError {}

/** The request conflicts with the current state, or with a concurrent change. */
export class ConflictError extends EtabliError {}

/** One error in an input: the field, what was found, what was expected. */
export interface Finding {
  /** The field, such as `disk.rule.bus[0]`; in both languages when it is in words: « ligne 12, colonne mac ». */
  field: string | Bilingual;
  found: unknown;
  expected: Bilingual;
}

/** The field of a finding in one language. */
export function fieldIn({ field }: Pick<Finding, 'field'>, language: Language): string {
  return typeof field === 'string' ? field : say(field, language);
}

/** At most MOST_FINDINGS findings, then one that says how many were left out. */
export function boundedFindings<T>(faults: readonly T[], findingOf: (fault: T) => Finding): Finding[] {
  const listed = faults.slice(0, MOST_FINDINGS).map(findingOf);
  const omitted = faults.length - listed.length;
  return omitted === 0
    ? listed
    : [...listed, { field: '(document)', found: `+ ${omitted}`, expected: MOST_FINDINGS_SHOWN }];
}

/** An invalid input; nothing of it was stored. */
export class InputError extends EtabliError {
  constructor(
    text: Bilingual,
    readonly findings: Finding[],
    details: Details = {},
  ) {
    super(text, details);
  }
}

/** The text of any error for people; an unexpected error keeps its own message. */
export function describe(error: unknown): { text: Bilingual; remedy?: Bilingual } {
  if (error instanceof EtabliError) return { text: error.text, remedy: error.remedy };
  const message = error instanceof Error ? error.message : String(error);
  return { text: { fr: `erreur inattendue : ${message}`, en: `unexpected error: ${message}` } };
}
