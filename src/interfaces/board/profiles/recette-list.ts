import {
  CHECKS,
  manualRequests,
  referenceOf,
  type Severity,
  WINDOWS_CHECKS,
} from '../../../deployment/recette/index.js';
import { askedOptions, type ProfileDocument } from '../../../documents/profile/index.js';
import type { Bilingual } from '../../../platform/core/index.js';

/** A check of a profile’s recette, as a certificate will name it. */
export interface ListedCheck {
  /** What two lists are compared by. */
  key: string;
  title: Bilingual;
  /** What it proves. */
  requirement?: Bilingual;
  severity: Severity;
  /** Measures of ANSSI’s guide. */
  hygiene: string;
  /** Values that the profile gives it, as a person reads them. */
  details: string;
}

/** All that the recette of a profile looks at. */
export interface RecetteList {
  system: 'linux' | 'windows';
  automatic: ListedCheck[];
  /** The options of Windows that the profile sets: each is read again on the delivered PC. */
  options: ListedCheck[];
  /** What a person judges. */
  manual: ListedCheck[];
  /** What a Windows is usually measured by, and this profile leaves out. */
  without: Bilingual[];
}

type Asked = ProfileDocument['recette']['checks'][number];

/** The recette that this profile asks for, in the order of the certificate. */
export function recetteListOf({ recette, windows }: ProfileDocument): RecetteList {
  const manual = manualRequests(recette.manual).map(({ id, title, severity }) =>
    listed(`manual ${id}`, title, severity),
  );
  if (windows === undefined) {
    const automatic = recette.checks.map((check) => asked(check, titleOf(check.kind, 'linux')));
    return { system: 'linux', automatic, options: [], manual, without: [] };
  }
  const without = recette.without ?? [];
  return {
    system: 'windows',
    automatic: windowsChecks(recette.checks, without),
    options: optionsOf(windows),
    manual,
    without: without.map((kind) => titleOf(kind, 'windows')),
  };
}

/** A Windows is measured by all kinds; a profile gives some another severity. */
function windowsChecks(checks: readonly Asked[], without: readonly string[]): ListedCheck[] {
  return referenceOf('windows')
    .filter(({ kind }) => !without.includes(kind))
    .flatMap(({ kind, title, requirement, severity = 'reserve', hygiene }) => {
      const usual = { ...listed(kind, title, severity), ...(requirement && { requirement }) };
      const named = checks.filter((check) => check.kind === kind);
      const found =
        named.length === 0 ? [usual] : named.map((check) => ({ ...usual, ...asked(check, title) }));
      return found.map((check) => ({ ...check, hygiene: hygiene.join(', ') }));
    });
}

function optionsOf(windows: NonNullable<ProfileDocument['windows']>): ListedCheck[] {
  return askedOptions(windows).map(({ option, description, unread }) =>
    listed(
      option,
      description ?? { fr: option, en: option },
      unread === undefined ? 'reserve' : 'information',
    ),
  );
}

function listed(key: string, title: Bilingual, severity: Severity): ListedCheck {
  return { key, title, severity, hygiene: '', details: '' };
}

function asked({ kind, severity, requirement, parameters }: Asked, title: Bilingual): ListedCheck {
  const details = Object.values(parameters ?? {})
    .map(told)
    .join(' · ');
  const proves = typeof requirement === 'string' ? { fr: requirement, en: requirement } : requirement;
  return { ...listed(kind, title, severity), details, ...(proves && { requirement: proves }) };
}

function told(value: unknown): string {
  if (Array.isArray(value)) return value.map(told).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Windows has kinds of its own by the names of those of a Linux. An unknown one is named as the profile names it. */
function titleOf(kind: string, system: RecetteList['system']): Bilingual {
  const known = (system === 'windows' ? WINDOWS_CHECKS.get(kind) : undefined) ?? CHECKS.get(kind);
  return known?.title ?? { fr: kind, en: kind };
}

/** A check that only one of two lists has, or that counts otherwise in it. */
export interface ListDifference {
  title: Bilingual;
  here?: Severity;
  there?: Severity;
}

/** What differs between two lists, by check: what only one asks for, and what counts otherwise. */
export function compareLists(here: RecetteList, there: RecetteList): ListDifference[] {
  const isSameSystem = here.system === there.system;
  const checks = ({ automatic, manual }: RecetteList) => [...(isSameSystem ? automatic : []), ...manual];
  const [mine, theirs] = [byKey(checks(here)), byKey(checks(there))];
  return [...new Set([...mine.keys(), ...theirs.keys()])].flatMap((key) => {
    const [own, other] = [mine.get(key), theirs.get(key)];
    if (own?.severity === other?.severity) return [];
    const { title } = (own ?? other)!;
    return [{ title, ...(own && { here: own.severity }), ...(other && { there: other.severity }) }];
  });
}

/** Of a check that stands several times, the gravest severity counts. */
function byKey(checks: readonly ListedCheck[]): Map<string, ListedCheck> {
  const found = new Map<string, ListedCheck>();
  for (const check of checks) {
    const known = found.get(check.key);
    if (known === undefined || ORDER[check.severity] < ORDER[known.severity]) found.set(check.key, check);
  }
  return found;
}

const ORDER: Record<Severity, number> = { blocking: 0, reserve: 1, information: 2 };
