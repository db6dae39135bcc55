import { createHash } from 'node:crypto';
import {
  boundedFindings,
  canonicalJson,
  fieldIn,
  fieldOf,
  type Finding,
  InputError,
  isReservedSecret,
  type Sha256,
  storable,
} from '../../platform/core/index.js';
import { findingsOf } from './expected.js';
import { type ProfileDocument, profileSchema } from './profile.schema.js';
import { faultsBeforehand } from './faults-beforehand.js';
import { documentOfDigest } from './names-of-today.js';
import { readProfileText, withLine } from './profile-yaml.js';
import { type SecretReference, secretsOf } from './secret-references.js';

const MOST_BYTES = 1 << 20;

/** SHA-256 of the canonical JSON of a profile, in the form that its digest has always been made of. */
export function digestOf(document: ProfileDocument): Sha256 {
  return createHash('sha256')
    .update(canonicalJson(documentOfDigest(document)))
    .digest('hex');
}

/** What is wrong with one field, and where that field is. */
export interface ProfileFault {
  finding: Finding;
  /** Absent for the document as a whole. */
  path?: readonly PropertyKey[];
}

/** Checks a document that is already parsed. Rejects with InputError, which names each wrong field. */
export function parseProfile(
  value: unknown,
  lineOf?: (path: readonly PropertyKey[]) => number | undefined,
): ProfileDocument {
  const examined = examineProfile(value);
  if ('document' in examined) return examined.document;
  throw refused(
    examined.faults.map(({ finding, path }) => ({
      ...finding,
      expected: withLine(finding.expected, path && lineOf?.(path)),
    })),
  );
}

/** The document, or each wrong field with its place. */
export function examineProfile(value: unknown): { document: ProfileDocument } | { faults: ProfileFault[] } {
  const beforehand = faultsBeforehand(value);
  if (beforehand.length > 0) return { faults: beforehand.map((finding) => ({ finding })) };
  const result = profileSchema.safeParse(value);
  if (!result.success) return { faults: findingsOf(result.error, value).map(faultOf) };
  const unstorable = textsThatCannotBeKept(result.data, []);
  if (unstorable.length > 0) return { faults: boundedFaults(unstorable) };
  const reserved = secretsOf(result.data).filter(({ reference }) => isReservedSecret(reference));
  if (reserved.length > 0)
    return { faults: boundedFindings(reserved, ownSecret).map((finding) => ({ finding })) };
  return { document: result.data };
}

function faultOf({ path, field, found, expected }: ReturnType<typeof findingsOf>[number]): ProfileFault {
  return { path, finding: { field: field === '' ? '(document)' : field, found, expected } };
}

/** The findings about texts that cannot be kept; the one that counts the rest has no place. */
function boundedFaults(paths: PropertyKey[][]): ProfileFault[] {
  return boundedFindings(paths, notKept).map((finding, index) => ({ finding, path: paths[index] }));
}

function ownSecret({ field, reference }: SecretReference): Finding {
  const expected = {
    fr: 'un de vos secrets : celui-ci appartient à Établi',
    en: 'a secret of yours: this one is Établi’s own',
  };
  return { field, found: reference, expected };
}

/** Finds texts or names with U+0000, which PostgreSQL cannot store, or with a lone surrogate. */
function textsThatCannotBeKept(value: unknown, path: PropertyKey[]): PropertyKey[][] {
  if (typeof value === 'string') return storable(value) === value ? [] : [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    return storable(key) === key ? textsThatCannotBeKept(item, place) : [place];
  });
}

function notKept(path: PropertyKey[]): Finding {
  const expected = {
    fr: 'un texte Unicode bien formé, sans caractère nul',
    en: 'well-formed Unicode text, without a null character',
  };
  return { field: fieldOf(path), found: '[…]', expected };
}

/**
 * Reads a profile from YAML 1.2 or JSON text. Rejects with InputError; each finding has the field, what was found, what
 * was expected, and the line.
 */
export function readProfile(text: string): ProfileDocument {
  const long = tooLong(text);
  if (long !== undefined) throw refused([long]);
  const read = readProfileText(text);
  if ('faults' in read)
    throw refused(
      read.faults.map(({ finding, line }) => ({ ...finding, expected: withLine(finding.expected, line) })),
    );
  return parseProfile(read.value, read.lineOf);
}

/** Undefined for a text that is short enough to be read. */
export function tooLong(text: string): Finding | undefined {
  if (Buffer.byteLength(text) <= MOST_BYTES) return undefined;
  return {
    field: '(document)',
    found: `${Buffer.byteLength(text)} B`,
    expected: { fr: '1 Mio au plus', en: 'at most 1 MiB' },
  };
}

function refused(findings: Finding[]): InputError {
  const say = (language: 'fr' | 'en') =>
    findings
      .slice(0, 5)
      .map(
        (finding) =>
          `${fieldIn(finding, language)} = ${shown(finding.found)} → ${finding.expected[language]}`,
      )
      .join(' ; ');
  const more = findings.length > 5 ? ` … (${findings.length})` : '';
  return new InputError(
    { fr: `profil refusé : ${say('fr')}${more}`, en: `profile refused: ${say('en')}${more}` },
    findings,
  );
}

function shown(found: unknown): string {
  if (found === undefined) return '∅';
  const text = JSON.stringify(found) ?? typeof found;
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
