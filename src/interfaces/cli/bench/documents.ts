import { InputError } from '../../../platform/core/index.js';
import { DocumentThreads, type OwnThreads } from '../../../platform/threads/index.js';
import type { Terminal } from '../terminal.js';
import { subjects } from './hostile/subjects.js';

/** Sizes, as fractions of the largest accepted document; each is four times the previous one. */
const SHARES = [64, 16, 4, 1];
const GROWTH = 4;
/** A cost is conspicuous when it grows more than this many times faster than the size. */
const TOLERANCE = 2;
/** Shorter times are too imprecise to compare. */
const LEAST_MS = 300;

const THREAD = new URL('./documents.thread.js', import.meta.url);

export interface DocumentsOptions {
  seed: number;
  /** Only subjects and documents whose name contains this. */
  only?: string;
}

interface Cost {
  subject: string;
  document: string;
  bytes: number;
  /** For each size; undefined when the time limit was reached. */
  milliseconds: (number | undefined)[];
  /** Whether the cost grows faster than the size, or the time limit was reached. */
  isConspicuous: boolean;
}

/**
 * Prints the processor time that hostile documents cost every checker, importer, schema and renderer, by size up
 * to the largest accepted. The same seed gives the same documents.
 */
export async function documentCosts(
  terminal: Terminal,
  { seed, only = '' }: DocumentsOptions,
): Promise<void> {
  const threads = new DocumentThreads({ threads: 1 });
  const costs: Cost[] = [];
  try {
    for (const { name, most, documents } of subjects(seed)) {
      for (const document of Object.keys(documents)) {
        if (!`${name}: ${document}`.includes(only)) continue;
        const cost = await costOf(threads.of('bench'), name, document, most, seed);
        costs.push(cost);
        terminal.tell(line(cost));
      }
    }
  } finally {
    await threads.close();
  }
  terminal.result({ seed, costs }, () => summary(costs));
}

async function costOf(
  threads: OwnThreads,
  subject: string,
  document: string,
  bytes: number,
  seed: number,
): Promise<Cost> {
  const milliseconds: (number | undefined)[] = [];
  for (const share of SHARES) {
    const took = await timeOf(threads, [subject, document, share, seed]);
    milliseconds.push(took);
    if (took === undefined) break;
  }
  return { subject, document, bytes, milliseconds, isConspicuous: isConspicuous(milliseconds) };
}

async function timeOf(threads: OwnThreads, args: unknown[]): Promise<number | undefined> {
  try {
    return await threads.run<number>(THREAD, 'cost', args);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function isConspicuous(milliseconds: readonly (number | undefined)[]): boolean {
  return milliseconds.some((took, index) => {
    if (took === undefined) return true;
    const before = milliseconds[index - 1];
    return before !== undefined && took > LEAST_MS && took > TOLERANCE * GROWTH * Math.max(before, 1);
  });
}

/** `! check preseed: unknown questions  2 9 31 130 ms` */
function line({ subject, document, milliseconds, isConspicuous }: Cost): string {
  const costs = milliseconds.map((took) => (took === undefined ? '–' : took.toFixed(0))).join(' ');
  return `${isConspicuous ? '!' : ' '} ${subject}: ${document}  ${costs} ms`;
}

function summary(costs: readonly Cost[]): string[] {
  const conspicuous = costs.filter(({ isConspicuous }) => isConspicuous);
  return [
    `${costs.length} documents, at ${SHARES.map((share) => `1/${share}`).join(', ')} of the largest accepted size`,
    ...conspicuous.map(line),
    `${conspicuous.length} with a cost that grows faster than the size`,
  ];
}
