import { InputError, type Bilingual, type BootTarget } from '../../platform/core/index.js';
import { withFreshTicket } from './first-boot/fresh-ticket.js';
import type { StepRow } from './step.entity.js';
import type { Step } from './step.js';

/** Where a retry begins: at the step that failed, at the start, or at a step that `retryChoices` names. */
export type RetryFrom = 'failed-step' | 'start' | (string & {});

/** What a retry runs again, in any order, and where it needs the machine. */
export interface Repetition {
  names: string[];
  bootTarget: BootTarget;
}

/** One place where a failed deployment may begin again. */
export interface RetryChoice {
  from: RetryFrom;
  /** The step with which its own work begins. */
  step: string;
  title: Bilingual;
  /** It will erase the disk; `again` when an earlier try has begun to. */
  erases: 'first' | 'again' | 'no';
}

type Row = Pick<StepRow, 'name' | 'state' | 'startedAt'>;

/** The first of them that a deployment has erases the disk. */
const ERASING = ['partition', 'apply-master'];

/**
 * A step on the machine is preceded by the one that makes sure of the machine; steps after the failed one have not been
 * run yet. As long as the disk was not erased, all of them are. Throws InputError where a retry cannot begin.
 */
export function repetitionFrom(list: readonly Step[], rows: readonly Row[], from: RetryFrom): Repetition {
  const failed = failedOf(rows);
  if (
    from === 'start' ||
    (from === 'failed-step' && (failed === undefined || isBeforeErasure(rows, failed)))
  ) {
    return { names: rows.map(({ name }) => name), bootTarget: 'environment' };
  }
  const first = from === 'failed-step' ? failed : earlierSteps(list, rows).find(({ name }) => name === from);
  if (first === undefined) throw notRepeatable(from, list, rows);
  const placeOf = (name: string) => list.find((step) => step.name === name)?.place;
  const place = placeOf(first.name);
  const gate = list.filter(({ opens, name }) => {
    return place !== undefined && opens === place && rows.some((row) => row.name === name);
  });
  const rest = rows.slice(rows.indexOf(first)).map(({ name }) => name);
  const names = withFreshTicket([...gate.map(({ name }) => name), ...rest], rows, placeOf);
  return { names: [...new Set(names)], bootTarget: place === 'environment' ? 'environment' : 'disk' };
}

/** Where it may begin again: the failed step first, then earlier steps that may be repeated, the start last. */
export function retryChoices(list: readonly Step[], rows: readonly Row[]): RetryChoice[] {
  const failed = failedOf(rows);
  const titled = (from: RetryFrom, { name }: Row): RetryChoice => {
    const { names } = repetitionFrom(list, rows, from);
    const title = list.find((step) => step.name === name)?.title ?? { fr: name, en: name };
    return { from, step: name, title, erases: erasureBy(names, rows) };
  };
  const [first] = rows;
  const isFromStart = failed === undefined || isBeforeErasure(rows, failed);
  return [
    ...(failed === undefined ? [] : [titled('failed-step', failed)]),
    ...earlierSteps(list, rows)
      .toReversed()
      .map((row) => titled(row.name, row)),
    // Before the disk was erased, the failed step begins at the start anyway.
    ...(first === undefined || (isFromStart && failed !== undefined) ? [] : [titled('start', first)]),
  ];
}

function failedOf<R extends Row>(rows: readonly R[]): R | undefined {
  return rows.find(({ state }) => state !== 'done');
}

/** The steps before the failed one that may be repeated from the same place: a sealed PC lets nobody in again. */
function earlierSteps<R extends Row>(list: readonly Step[], rows: readonly R[]): R[] {
  const failed = failedOf(rows);
  const stepOf = (name: string) => list.find((step) => step.name === name);
  if (failed === undefined || stepOf(failed.name)?.place !== 'system') return [];
  return rows.slice(0, rows.indexOf(failed)).filter(({ name }) => {
    const step = stepOf(name);
    return step?.place === 'system' && step.repeatable === true;
  });
}

function erasingOf<R extends Row>(rows: readonly R[]): R | undefined {
  const name = ERASING.find((one) => rows.some((row) => row.name === one));
  return rows.find((row) => row.name === name);
}

/** What was checked of the PC before its disk is erased is checked again: meanwhile a part or a setting was perhaps changed. */
function isBeforeErasure(rows: readonly Row[], failed: Row): boolean {
  const erasing = erasingOf(rows);
  return erasing !== undefined && rows.indexOf(failed) <= rows.indexOf(erasing);
}

function erasureBy(names: readonly string[], rows: readonly Row[]): RetryChoice['erases'] {
  const erasing = erasingOf(rows);
  if (erasing === undefined || !names.includes(erasing.name)) return 'no';
  return erasing.startedAt === null ? 'first' : 'again';
}

function notRepeatable(from: string, list: readonly Step[], rows: readonly Row[]): InputError {
  const possible = retryChoices(list, rows).map((choice) => choice.from);
  const text = [...new Set(['failed-step', ...possible, 'start'])].join(', ');
  return new InputError(
    {
      fr: 'le déploiement ne peut pas reprendre à cette étape',
      en: 'the deployment cannot begin again from this step',
    },
    [{ field: 'from', found: from, expected: { fr: `l’un de : ${text}`, en: `one of: ${text}` } }],
  );
}
