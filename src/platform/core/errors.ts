import { say, type Bilingual, type Language } from './bilingual.js';
import { MOST_FINDINGS } from './document-finding.js';

interface Details {
  /** The error underneath, kept for the log. */
  cause?: unknown;
  /** What the reader should do next. */
  remedy?: Bilingual;
  /** Facts for the log and the API, never secrets. */
  data?: Record<string, unknown>;
}

/** Every error that Établi raises on purpose: it says what happened to a person, in both languages. */
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

/** Repeating cannot help: the order itself is wrong, or a measurement says no. */
export class PermanentError extends EtabliError {}

/** Repeating may help: a network or a service was away. */
export class TransientError extends EtabliError {}

/** Someone must act before it is repeated; `remedy` says what to do. */
export class OperatorError extends EtabliError {
  declare readonly remedy: Bilingual;

  constructor(text: Bilingual, details: Details & { remedy: Bilingual }) {
    super(text, details);
  }
}

/** What was asked for does not exist. */
export class NotFoundError extends EtabliError {}

/** What was asked for contradicts what stands: the state forbids it, or somebody was faster. */
export class ConflictError extends EtabliError {}

/** One thing that is wrong with an input: where, what was found, what was expected. */
export interface Finding {
  /** The field, as the reader knows it: `disk.rule.bus[0]`; in both languages where it is in words: « ligne 12, colonne mac ». */
  field: string | Bilingual;
  found: unknown;
  expected: Bilingual;
}

/** The field of a finding as a reader of that language knows it. */
export function fieldIn({ field }: Pick<Finding, 'field'>, language: Language): string {
  return typeof field === 'string' ? field : say(field, language);
}

/** Each of `faults` as a finding, up to MOST_FINDINGS of them; then how many more there are. */
export function boundedFindings<T>(faults: readonly T[], findingOf: (fault: T) => Finding): Finding[] {
  const listed = faults.slice(0, MOST_FINDINGS).map(findingOf);
  const omitted = faults.length - listed.length;
  return omitted === 0 ? listed : [...listed, moreFaults(omitted)];
}

function moreFaults(omitted: number): Finding {
  return {
    field: '(document)',
    found: `+ ${omitted}`,
    expected: {
      fr: `au plus ${MOST_FINDINGS} remarques : les suivantes ne sont pas données`,
      en: `at most ${MOST_FINDINGS} findings: the others are not given`,
    },
  };
}

/** An input that cannot be taken; nothing of it was kept. */
export class InputError extends EtabliError {
  constructor(
    text: Bilingual,
    readonly findings: Finding[],
    details: Details = {},
  ) {
    super(text, details);
  }
}

/** The plain cause of any error, in both languages: an unforeseen one keeps its own words. */
export function describe(error: unknown): { text: Bilingual; remedy?: Bilingual } {
  if (error instanceof EtabliError) return { text: error.text, remedy: error.remedy };
  const message = error instanceof Error ? error.message : String(error);
  return { text: { fr: `erreur inattendue : ${message}`, en: `unexpected error: ${message}` } };
}
