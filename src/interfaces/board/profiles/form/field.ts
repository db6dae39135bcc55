import type { Bilingual } from '../../../../platform/core/index.js';

export type FieldPath = readonly (string | number)[];

/** A word that a field may have; in the YAML it is `value`. */
export interface Choice {
  value: string | boolean;
  name: Bilingual;
}

/** How a field is asked: by text, by one of some words, by several of them, or by a list of texts. */
export type FieldKind =
  | { kind: 'text' | 'size' | 'number' | 'list'; suggestions?: readonly string[] }
  | { kind: 'choice' | 'several'; choices: readonly Choice[] };

/** One field of the form, at one place of the YAML. */
export type Field = FieldKind & {
  path: FieldPath;
  label: Bilingual;
  hint?: Bilingual;
};

/** A list of things with a few fields each: accounts, programs, manual checks. */
export interface RowsField {
  path: FieldPath;
  label: Bilingual;
  /** One of them. */
  each: Bilingual;
  /** What a new one is in the YAML. */
  fresh: unknown;
  add: Bilingual;
  /** What a thing of the list is asked; it depends on what it is. */
  columns: (item: unknown) => readonly Field[];
  /** What takes the place of the whole thing when this field of it changes; undefined where only the field does. */
  replaced?: (item: unknown, path: FieldPath, value: unknown) => unknown;
}

/** A part of the form. */
export interface FieldGroup {
  id: string;
  title: Bilingual;
  fields: readonly Field[];
  rows?: readonly RowsField[];
  /** Folded until somebody opens it. */
  folded?: boolean;
}

/** The name of a field in the form: `users.0.name`. */
export function idOf(path: FieldPath): string {
  return path.join('.');
}

export const YES_NO: readonly Choice[] = [
  { value: true, name: { fr: 'Oui', en: 'Yes' } },
  { value: false, name: { fr: 'Non', en: 'No' } },
];
