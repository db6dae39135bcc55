import { valueAt, type Bilingual, type Language } from '../../../../platform/core/index.js';
import { say } from '../../frame/say.js';
import { type Field, type FieldGroup, type FieldPath, idOf, type RowsField } from './field.js';
import { type CheckField, checkFields } from './recette-fields.js';
import { elsewhereOf, type Elsewhere } from './elsewhere.js';
import { groupsOf, type Known, systemOf } from './form.js';

/** A field as the template draws it. */
export interface FieldView {
  id: string;
  label: string;
  hint?: string;
  /** `id`s of what describes the field, for screen readers. */
  describedBy: string;
  isSelect: boolean;
  isSeveral: boolean;
  isList: boolean;
  value: string;
  suggestions?: string;
  options: { value: string; name: string; selected: boolean }[];
  errors: string[];
  /** What is still missing, and does not prevent saving. */
  notes: string[];
}

interface RowView {
  name: string;
  remove: string;
  fields: FieldView[];
}

interface RowsView {
  id: string;
  label: string;
  add: { id: string; name: string };
  items: RowView[];
}

export interface GroupView {
  id: string;
  title: string;
  folded: boolean;
  /** A folded group with a finding inside is opened. */
  hasErrors: boolean;
  fields: FieldView[];
  rows: RowsView[];
}

/** A list of words that several fields propose; written into the page once. */
export interface SuggestionList {
  id: string;
  words: readonly string[];
}

export interface FormView {
  groups: GroupView[];
  checks: FieldView[];
  lists: SuggestionList[];
  elsewhere: (Elsewhere & { text: string })[];
}

/** Findings by the place that they are about, as the checker names it: `users[0].name`. */
export type Texts = ReadonlyMap<string, string[]>;

/** What is said beside fields: errors, and notes that do not prevent saving. */
export interface Remarks {
  errors: Texts;
  notes: Texts;
}

const REPEATED: Bilingual = {
  fr: 'Demandé plusieurs fois : changez-le dans le YAML.',
  en: 'Asked more than once: change it in the YAML.',
};
const BY_DEFAULT: Bilingual = { fr: 'Par défaut', en: 'By default' };

/** The form for what a text says, with the findings beside their fields. */
export function formView(value: unknown, remarks: Remarks, known: Known, language: Language): FormView {
  const drawing = new Drawing(value, remarks, language);
  const groups = groupsOf(value, known);
  return {
    groups: groups.map((group) => drawing.group(group)),
    checks: checkFields(value, systemOf(value)).map((field) => drawing.check(field)),
    lists: drawing.lists,
    elsewhere: elsewhereOf(value, groups).map((part) => ({
      ...part,
      text: say(
        part.count === 1
          ? { fr: '1 réglage', en: '1 setting' }
          : { fr: `${part.count} réglages`, en: `${part.count} settings` },
        language,
      ),
    })),
  };
}

class Drawing {
  readonly lists: SuggestionList[] = [];

  constructor(
    private readonly value: unknown,
    private readonly remarks: Remarks,
    private readonly language: Language,
  ) {}

  group({ id, title, fields, rows = [], folded = false }: FieldGroup): GroupView {
    const drawn = fields.map((field) => this.field(field, field.path));
    const lists = rows.map((row) => this.rows(row));
    const inside = [...drawn, ...lists.flatMap(({ items }) => items.flatMap((item) => item.fields))];
    const hasErrors = inside.some(({ errors }) => errors.length > 0);
    return { id, title: say(title, this.language), folded, hasErrors, fields: drawn, rows: lists };
  }

  check({ id, label, hint, value, choices, isRepeated }: CheckField): FieldView {
    const words = isRepeated ? REPEATED : hint;
    return {
      ...this.texts(id, label, words),
      ...{ isSelect: true, isSeveral: false, isList: false, value },
      options: choices.map((choice) => ({
        value: String(choice.value),
        name: say(choice.name, this.language),
        selected: choice.value === value,
      })),
    };
  }

  private rows(rows: RowsField): RowsView {
    const list = valueAt(this.value, rows.path);
    const id = idOf(rows.path);
    return {
      id,
      label: say(rows.label, this.language),
      add: { id: `add:${id}`, name: say(rows.add, this.language) },
      items: (Array.isArray(list) ? list : []).map((item: unknown, index) => ({
        name: `${say(rows.each, this.language)} ${index + 1}`,
        remove: `remove:${id}.${index}`,
        fields: rows.columns(item).map((column) => this.field(column, [...rows.path, index, ...column.path])),
      })),
    };
  }

  private field(field: Field, path: FieldPath): FieldView {
    const id = idOf(path);
    const found = valueAt(this.value, path);
    const view = {
      ...this.texts(id, field.label, field.hint, path),
      isSelect: field.kind === 'choice',
      isSeveral: field.kind === 'several',
      isList: field.kind === 'list',
      value: shown(found),
    };
    if (field.kind === 'choice' || field.kind === 'several')
      return { ...view, options: this.options(field, found) };
    const { suggestions } = field as Exclude<Field, { choices: unknown }>;
    return { ...view, options: [], ...(suggestions && { suggestions: this.listOf(suggestions) }) };
  }

  private options(field: Field & { kind: 'choice' | 'several' }, found: unknown): FieldView['options'] {
    const isChosen = (value: unknown) =>
      field.kind === 'several' ? Array.isArray(found) && found.includes(value) : found === value;
    const options = field.choices.map(({ value, name }) => ({
      value: String(value),
      name: say(name, this.language),
      selected: isChosen(value),
    }));
    if (field.kind === 'several') return options;
    const none = { value: '', name: say(BY_DEFAULT, this.language), selected: found === undefined };
    const isKnown = found === undefined || options.some(({ selected }) => selected);
    // What the YAML says is shown even when it is wrong: the error beside it says what is expected.
    return isKnown
      ? [none, ...options]
      : [none, ...options, { value: shown(found), name: shown(found), selected: true }];
  }

  private texts(id: string, label: Bilingual, hint: Bilingual | undefined, path?: FieldPath) {
    const errors = path ? textsAt(this.remarks.errors, path) : [];
    const notes = path ? textsAt(this.remarks.notes, path) : [];
    const ids = [hint ? `hint-${id}` : '', errors.length + notes.length > 0 ? `error-${id}` : ''];
    return {
      id,
      label: say(label, this.language),
      ...(hint && { hint: say(hint, this.language) }),
      describedBy: ids.filter((each) => each !== '').join(' '),
      errors,
      notes,
    };
  }

  private listOf(words: readonly string[]): string {
    const known = this.lists.find((list) => list.words === words || list.words.join() === words.join());
    if (known) return known.id;
    const id = `list-${this.lists.length}`;
    this.lists.push({ id, words });
    return id;
  }
}

/** What is said of this place, and of what is below it. */
function textsAt(remarks: Texts, path: FieldPath): string[] {
  const id = idOf(path);
  return [...remarks].flatMap(([field, texts]) => {
    const place = field.replace(/\[(\d+)\]/g, '.$1');
    return place === id || place.startsWith(`${id}.`) || isSecretOf(id, place) ? texts : [];
  });
}

/** A secret is asked by its reference, and what is said of it is about the secret. */
function isSecretOf(id: string, place: string): boolean {
  return id === `${place}.vault`;
}

/** A value as a field shows it; a group or a list of groups is only in the YAML. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => shown(item)).join(', ');
  if (typeof value === 'object') return '…';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
