import type { z } from 'zod';
import type { Bilingual, Evidence } from '../../../platform/core/index.js';
import type { CheckResult, Severity } from '../check.js';
import { judgedResult } from '../run-recette.js';
import type { MeasuringTime, WindowsAsked } from './asked.js';
import type { Measurements } from './measurements.js';
import { type StoredValue, valueOf } from './stored.js';
import { type Found, unknown, type WindowsKind, without } from './windows-kind.js';

/** In characters: of a text that people read, and of what is kept beside it. */
const MOST_WORDS = 2_000;
const MOST_EVIDENCE = 50_000;

/** One check of a Windows PC: its kind, and what the profile says of it. */
export interface WindowsRequest {
  kind: WindowsKind;
  severity: Severity;
  parameters: unknown;
  /** Of the profile; that of the kind by default. */
  requirement?: Bilingual;
}

/** Judges one check by what the PC measured. What was not measured, or not as the kind knows it, never passes. */
export function judgeWindows(
  { kind, severity, parameters, requirement }: WindowsRequest,
  measurements: Measurements,
  asked: WindowsAsked,
  time: MeasuringTime,
): CheckResult {
  const { verdict, measured, evidence = {} } = found(kind, measurements, asked, parameters as never, time);
  const expected = kind.expected(asked, parameters as never);
  const judgement = { verdict, expected, measured: shortened(measured), evidence: kept(evidence) };
  const result = judgedResult({ kind: kind.kind, title: kind.title, severity }, judgement, time.endedAt);
  const durationMs = kind.probe === undefined ? 0 : measurements.millisecondsOf(kind.probe);
  return { ...result, requirement: requirement ?? requirementOf(kind), durationMs };
}

/** A certificate is read by people: a long list ends with dots. */
function shortened({ fr, en }: Bilingual): Bilingual {
  const cut = (text: string): string => (text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS)}…` : text);
  return { fr: cut(fr), en: cut(en) };
}

function kept(evidence: Evidence): Evidence {
  const { length } = JSON.stringify(evidence);
  return length > MOST_EVIDENCE ? { characters: length } : evidence;
}

/** With the measures of the guide: `… (ANSSI, hygiène : 17)`. */
export function requirementOf({ requirement, hygiene }: WindowsKind): Bilingual {
  if (hygiene.length === 0) return requirement;
  const list = hygiene.join(', ');
  return {
    fr: `${requirement.fr} (ANSSI, guide d’hygiène : ${list})`,
    en: `${requirement.en} (ANSSI hygiene guide: ${list})`,
  };
}

function found(
  kind: WindowsKind,
  measurements: Measurements,
  asked: WindowsAsked,
  parameters: never,
  time: MeasuringTime,
): Found {
  const why = kind.notFor?.(asked, parameters);
  if (why !== undefined) return without(why);
  const value = probed(kind, measurements);
  if ('why' in value) return unknown(value.why);
  const stored = storedOf(kind, measurements);
  if ('why' in stored) return unknown(stored.why);
  try {
    return kind.judge({ value: value.value as never, stored: stored.values, asked, parameters, time });
  } catch (error) {
    // A judge that throws on what it did not expect has measured nothing, and does not stop the others.
    const message = error instanceof Error ? error.message : String(error);
    return unknown({ fr: `réponse illisible (${message})`, en: `unreadable answer (${message})` });
  }
}

function probed(kind: WindowsKind, measurements: Measurements): { value: unknown } | { why: Bilingual } {
  if (kind.probe === undefined) return { value: undefined };
  const fault = measurements.faultOf(kind.probe);
  if (fault !== undefined) return { why: fault };
  const value = measurements.valueOf(kind.probe);
  const parsed = kind.value.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  return { why: whyNot(parsed.error, value) };
}

/** Null says that the PC could not measure that part. */
function whyNot({ issues }: z.ZodError, value: unknown): Bilingual {
  const path = issues[0]?.path ?? [];
  const name = path.join('.') || '.';
  const part = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null)?.[key], value);
  if (part === null)
    return { fr: `le PC n’a pas pu le mesurer (${name})`, en: `the PC could not measure it (${name})` };
  return { fr: `réponse illisible (${name})`, en: `unreadable answer (${name})` };
}

function storedOf(
  kind: WindowsKind,
  measurements: Measurements,
): { values: Record<string, StoredValue> } | { why: Bilingual } {
  const values: Record<string, StoredValue> = {};
  for (const [short, place] of Object.entries(kind.registry)) {
    const value = valueOf(measurements.read(place), place.secret);
    if (value === undefined) {
      const where = `HKLM\\${place.key} ${place.name}`;
      return { why: { fr: `valeur illisible : ${where}`, en: `unreadable value: ${where}` } };
    }
    values[short] = value;
  }
  return { values };
}
