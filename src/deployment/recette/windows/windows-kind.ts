import { z } from 'zod';
import type { Bilingual, Evidence } from '../../../platform/core/index.js';
import { noParameters, type Severity, type Verdict } from '../check.js';
import type { MeasuringTime, WindowsAsked } from './asked.js';
import type { HygieneMeasure } from './hygiene.js';
import type { StoredPlace, StoredValue } from './stored.js';

/** What a judge found; the kind says what was expected. */
export interface Found {
  verdict: Verdict;
  measured: Bilingual;
  evidence?: Evidence;
}

/** What a judge is given. All of it was measured: a kind whose probe failed is `unmeasured` without its judge. */
export interface JudgeSource<V, R extends string, P> {
  value: V;
  /** Registry values by their short names; null where Windows has none. */
  stored: Record<R, StoredValue>;
  asked: WindowsAsked;
  parameters: P;
  time: MeasuringTime;
}

interface WrittenKind<V extends z.ZodType, R extends string, P extends z.ZodType> {
  kind: string;
  title: Bilingual;
  /** The requirement that it proves. */
  requirement: Bilingual;
  /** Measures of ANSSI’s guide that it bears on. */
  hygiene?: readonly HygieneMeasure[];
  /** By default; a profile may say another. */
  severity: Severity;
  severityOf?: (asked: WindowsAsked) => Severity;
  parameters?: P;
  /** The probe of `recette/measure.ps1` that it reads, and the form of its value. Null in it is unmeasured. */
  probe?: string;
  value?: V;
  registry?: Record<R, StoredPlace>;
  expected: Bilingual | ((asked: WindowsAsked, parameters: z.output<P>) => Bilingual);
  /** Why it is not for this PC; undefined where it is. */
  notFor?: (asked: WindowsAsked, parameters: z.output<P>) => Bilingual | undefined;
  judge(source: JudgeSource<z.output<V>, R, z.output<P>>): Found;
}

/** A kind of check of an installed Windows, with the types of its parameters hidden. */
export interface WindowsKind {
  kind: string;
  title: Bilingual;
  requirement: Bilingual;
  hygiene: readonly HygieneMeasure[];
  severity: Severity;
  severityOf?: (asked: WindowsAsked) => Severity;
  parameters: z.ZodType;
  probe: string | undefined;
  value: z.ZodType;
  registry: Readonly<Record<string, StoredPlace>>;
  expected(asked: WindowsAsked, parameters: never): Bilingual;
  notFor?(asked: WindowsAsked, parameters: never): Bilingual | undefined;
  judge(source: JudgeSource<never, string, never>): Found;
}

const NOTHING = z.undefined();

/** Defines a kind of check of an installed Windows. */
export function windowsKind<
  V extends z.ZodType = typeof NOTHING,
  R extends string = never,
  P extends z.ZodType = typeof noParameters,
>(written: WrittenKind<V, R, P>): WindowsKind {
  const { expected, hygiene = [], parameters, probe, value, registry, ...rest } = written;
  return {
    ...(rest as Pick<WrittenKind<V, R, P>, 'kind' | 'title' | 'requirement' | 'severity' | 'severityOf'> &
      Pick<WindowsKind, 'notFor' | 'judge'>),
    hygiene,
    parameters: parameters ?? noParameters,
    probe,
    value: value ?? NOTHING,
    registry: registry ?? {},
    expected: (asked, given) => (typeof expected === 'function' ? expected(asked, given) : expected),
  };
}

export function good(measured: Bilingual, evidence: Evidence = {}): Found {
  return { verdict: 'passed', measured, evidence };
}

export function bad(measured: Bilingual, evidence: Evidence = {}): Found {
  return { verdict: 'failed', measured, evidence };
}

export function goodIf(isGood: boolean, measured: Bilingual, evidence: Evidence = {}): Found {
  return isGood ? good(measured, evidence) : bad(measured, evidence);
}

/** Nobody knows: never a success. */
export function unknown(why: Bilingual, evidence: Evidence = {}): Found {
  const measured = { fr: `non mesuré : ${why.fr}`, en: `not measured: ${why.en}` };
  return { verdict: 'unmeasured', measured, evidence };
}

/** The PC does not have it. */
export function without(measured: Bilingual, evidence: Evidence = {}): Found {
  return { verdict: 'not-applicable', measured, evidence };
}

export const NOT_ASKED: Bilingual = { fr: 'non demandé par le profil', en: 'not requested by the profile' };
export const NONE: Bilingual = { fr: 'aucun', en: 'none' };
export const NONE_F: Bilingual = { fr: 'aucune', en: 'none' };
export const ON: Bilingual = { fr: 'actif', en: 'on' };
export const OFF: Bilingual = { fr: 'inactif', en: 'off' };

export const onOff = (isOn: boolean): Bilingual => (isOn ? ON : OFF);
