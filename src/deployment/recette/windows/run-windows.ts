import { askedOptions, type RegistryRead, type WindowsSection } from '../../../documents/profile/index.js';
import type { CheckRequest, CheckResult, Severity } from '../check.js';
import { optionChecks } from '../kinds/windows-options.js';
import { judgedResult, judgeReported } from '../run-recette.js';
import type { MeasuringTime, WindowsAsked } from './asked.js';
import { WINDOWS_CHECKS } from './checks.js';
import { judgeWindows, type WindowsRequest } from './judge-windows.js';
import { type Measured, Measurements } from './measurements.js';
import { asksParts } from './questions/apps.js';
import { OWN_READS, ownAnswer } from './questions/own-questions.js';
import { pathOf, type StoredPlace } from './stored.js';

/** What `recette/measure.ps1` is given: values, and nothing secret. */
export interface MeasuringOrder {
  reads: { hive: string; key: string; name: string; secret: boolean }[];
  names: readonly string[];
  shares: readonly string[];
  /** Whether apps, features and capabilities are listed, which takes long. */
  parts: boolean;
}

/** Everything that one run on the PC measures, for its checks and for each option of the profile. */
export function measuringOrder(asked: WindowsAsked): MeasuringOrder {
  const options = askedOptions(asked.windows);
  const places: (Pick<RegistryRead, 'hive' | 'key' | 'name'> | StoredPlace)[] = [
    ...options.flatMap(({ reads }) => reads),
    ...OWN_READS.filter((one) => options.some(({ option }) => one.option.test(option))).map(
      ({ place }) => place,
    ),
    ...[...WINDOWS_CHECKS.values()].flatMap(({ registry }) => Object.values(registry)),
  ];
  const byPath = new Map<string, MeasuringOrder['reads'][number]>();
  for (const place of places) {
    const path = pathOf(place);
    const secret = ('secret' in place && place.secret === true) || (byPath.get(path)?.secret ?? false);
    byPath.set(path, { hive: place.hive, key: place.key, name: place.name, secret });
  }
  return { reads: [...byPath.values()], names: asked.names, shares: asked.shares, parts: asksParts(options) };
}

/** What a profile says of the recette of Windows. */
export interface WindowsRecette {
  checks: readonly CheckRequest[];
  /** Kinds that are left out. */
  without: readonly string[];
}

/**
 * All kinds with their own severity, but those that the profile leaves out. A kind that it names has the severity that
 * stands there and its parameters; named several times, it is run as often.
 */
export function windowsRequests({ checks, without }: WindowsRecette, asked: WindowsAsked): WindowsRequest[] {
  return [...WINDOWS_CHECKS.values()]
    .filter(({ kind }) => !without.includes(kind))
    .flatMap((kind): WindowsRequest[] => {
      const named = checks.filter((one) => one.kind === kind.kind);
      if (named.length === 0) {
        const severity: Severity = kind.severityOf?.(asked) ?? kind.severity;
        return [{ kind, severity, parameters: kind.parameters.parse({}) }];
      }
      return named.map(({ severity, parameters, requirement }) => ({
        kind,
        severity,
        parameters: kind.parameters.parse(parameters ?? {}),
        ...(typeof requirement === 'object' && { requirement }),
      }));
    });
}

/** Judges what a PC measured: its checks, then each option of the profile in a line of its own. */
export function judgeMeasured(
  measured: Measured,
  recette: WindowsRecette,
  asked: WindowsAsked,
  time: MeasuringTime,
): CheckResult[] {
  const measurements = new Measurements(measured);
  return [
    ...windowsRequests(recette, asked).map((request) => judgeWindows(request, measurements, asked, time)),
    ...judgedOptions(asked.windows, measurements, time).map((one) => withSeverity(one, recette.checks)),
  ];
}

/** By the registry values that an option writes; where there is none, by a question of its own. */
function judgedOptions(
  windows: WindowsSection,
  measurements: Measurements,
  { endedAt }: MeasuringTime,
): CheckResult[] {
  const requests = optionChecks(windows);
  const value = measurements.valueOf('registry');
  const output = {
    stdout: value === undefined ? '' : JSON.stringify(value),
    exitCode: value === undefined ? 1 : 0,
    startedAt: endedAt,
    durationMs: measurements.millisecondsOf('registry'),
  };
  const byRegistry = judgeReported(requests, { windows }, output);
  return askedOptions(windows).map((option, index) => {
    const result = byRegistry[index]!;
    const own =
      option.reads.length === 0 && option.isElsewhere !== true ? ownAnswer(option, measurements) : undefined;
    const named = { option: option.option };
    if (own === undefined) return { ...result, evidence: { ...result.evidence, ...named } };
    const answered = judgedResult({ ...result, severity: 'reserve' }, own, endedAt);
    const { requirement } = result;
    return { ...answered, ...(requirement && { requirement }), evidence: { ...own.evidence, ...named } };
  });
}

/** The profile may give its options, or those of a part, another severity; the narrowest part counts. */
function withSeverity(result: CheckResult, checks: readonly CheckRequest[]): CheckResult {
  const option = String(result.evidence['option']);
  const [narrowest] = checks
    .filter(({ kind }) => kind === result.kind)
    .map(({ severity, parameters }) => ({ severity, part: partOf(parameters) }))
    .filter(({ part }) => option === part || option.startsWith(`${part}.`))
    .sort((a, b) => b.part.length - a.part.length);
  return narrowest === undefined ? result : { ...result, severity: narrowest.severity };
}

function partOf(parameters: unknown): string {
  return (parameters as { option?: string } | undefined)?.option ?? 'windows';
}
