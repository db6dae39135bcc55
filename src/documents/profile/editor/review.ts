import type { Finding } from '../../../platform/core/index.js';
import { examineProfile, tooLong } from '../profile-document.js';
import type { ProfileDocument } from '../profile.schema.js';
import { readProfileText } from '../profile-yaml.js';

/** A finding with the line that it is about. */
export interface ReviewFinding extends Finding {
  /** Absent where it is about the text as a whole. */
  line?: number;
}

/** What is known of a text that somebody is writing. */
export interface ProfileReview {
  findings: ReviewFinding[];
  /** The value that the text stands for; absent for a text that is no YAML. */
  value?: unknown;
  /** The profile, with its defaults; absent while something is wrong. */
  document?: ProfileDocument;
}

/** Checks a text that is being written; nothing is refused, everything wrong is named with its line. */
export function reviewProfile(text: string): ProfileReview {
  const long = tooLong(text);
  if (long !== undefined) return { findings: [long] };
  const read = readProfileText(text);
  if ('faults' in read)
    return { findings: read.faults.map(({ finding, line }) => ({ ...finding, ...(line && { line }) })) };
  const examined = examineProfile(read.value);
  if ('document' in examined) return { findings: [], value: read.value, document: examined.document };
  const findings = examined.faults.map(({ finding, path }) => {
    const line = path && read.lineOf(path);
    return { ...finding, ...(line !== undefined && { line }) };
  });
  return { findings, value: read.value };
}

/** The line of each of these fields; of its nearest parent where the text does not have it. None in a text that is no YAML. */
export function linesOfProfile(text: string, paths: readonly PropertyKey[][]): (number | undefined)[] {
  if (tooLong(text) !== undefined) return [];
  const read = readProfileText(text);
  return 'faults' in read ? [] : paths.map((path) => read.lineOf(path));
}
