import type { FieldChange } from '../../../../documents/profile/server.js';
import { valueAt } from '../../../../platform/core/index.js';
import { type Field, type FieldPath, idOf, type RowsField } from './field.js';
import { groupsOf, type Known, systemOf } from './form.js';
import { checkChanges } from './recette-fields.js';

/** What a person did in the form: the name of a field, and what stands in it now. */
export interface FormChange {
  id: string;
  value: string;
}

/**
 * What a change in the form means for the text that has this value. Undefined for a field that the form does not have:
 * a client may send anything, and only the fields of the form have places in the text.
 */
export function changesOfForm(
  { id, value: given }: FormChange,
  value: unknown,
  known: Known,
): FieldChange[] | undefined {
  const groups = groupsOf(value, known);
  const own = groups.flatMap(({ fields }) => fields).find(({ path }) => idOf(path) === id);
  if (own) return [{ path: own.path, value: valueOf(own, given) }];
  for (const rows of groups.flatMap(({ rows = [] }) => rows)) {
    const found = rowChange(rows, { id, value: given }, value);
    if (found) return [found];
  }
  return checkChanges(id, given, value, systemOf(value));
}

function rowChange(
  rows: RowsField,
  { id, value: given }: FormChange,
  value: unknown,
): FieldChange | undefined {
  const list = valueAt(value, rows.path);
  const items: unknown[] = Array.isArray(list) ? list : [];
  const name = idOf(rows.path);
  if (id === `add:${name}`)
    return items.length === 0
      ? { path: rows.path, value: [rows.fresh] }
      : { path: [...rows.path, items.length], value: rows.fresh };
  const index = items.findIndex((_, at) => id === `remove:${name}.${at}` || id.startsWith(`${name}.${at}.`));
  if (index < 0) return undefined;
  const place = [...rows.path, index];
  if (id.startsWith('remove:')) return { path: place, value: undefined };
  const item = items[index];
  const column = rows.columns(item).find(({ path }) => idOf([...place, ...path]) === id);
  return column && columnChange(rows, { place, item, column }, given);
}

function columnChange(
  rows: RowsField,
  { place, item, column }: { place: FieldPath; item: unknown; column: Field },
  given: string,
): FieldChange {
  const value = valueOf(column, given);
  const whole = rows.replaced?.(item, column.path, value);
  return whole === undefined ? { path: [...place, ...column.path], value } : { path: place, value: whole };
}

/** The value that stands in the YAML for what was typed; undefined for an empty field. A wrong one stays as typed. */
export function valueOf(field: Field, given: string): unknown {
  const text = given.trim();
  if (text === '') return undefined;
  switch (field.kind) {
    case 'text':
      return given;
    case 'number':
      return /^-?\d{1,15}(?:\.\d{1,6})?$/.test(text) ? Number(text) : text;
    case 'size':
      return /^\d{1,15}$/.test(text) ? Number(text) : text;
    case 'list':
    case 'several':
      return text
        .split(/[,\n]/)
        .map((word) => word.trim())
        .filter((word) => word !== '');
    case 'choice':
      return field.choices.find(({ value }) => String(value) === text)?.value ?? text;
  }
}
