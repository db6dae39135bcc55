import { z } from 'zod';
import {
  isOptionRow,
  landsIn,
  type OptionRow,
  type OptionTree,
  type OptionWriter,
} from '../../windows-tables/index.js';
import { option } from './option.js';

/** The options of a table, each optional; groups that are nested in it are left out. */
export type OptionShape<T extends OptionTree> = {
  [K in keyof T as T[K] extends OptionRow ? K : never]: T[K] extends OptionRow<infer S>
    ? z.ZodOptional<S>
    : never;
};

/** The options of a table as the schema of a section has them, documented with the places that they land in. */
export function optionShape<T extends OptionTree>(table: T, writer: OptionWriter = 'answer'): OptionShape<T> {
  const rows = Object.entries(table).filter((entry): entry is [string, OptionRow] => isOptionRow(entry[1]));
  const shape = rows.flatMap(([name, row]) => {
    const places = landsIn(row, writer);
    return places.length === 0 ? [] : [[name, option(row.schema, row.description, ...places).optional()]];
  });
  return Object.fromEntries(shape) as OptionShape<T>;
}
