import { z } from 'zod';
import {
  isOptionRow,
  landsIn,
  type OptionRow,
  type OptionTree,
  type OptionWriter,
} from '../../windows-tables/index.js';
import { option } from './option.js';

/** The options of a table, each optional, without nested groups. */
export type OptionShape<T extends OptionTree> = {
  [K in keyof T as T[K] extends OptionRow ? K : never]: T[K] extends OptionRow<infer S>
    ? z.ZodOptional<S>
    : never;
};

/** The options of a table that this writer supports, in the form of the schema of a section. */
export function optionShape<T extends OptionTree>(table: T, writer: OptionWriter = 'answer'): OptionShape<T> {
  const rows = Object.entries(table).filter((entry): entry is [string, OptionRow] => isOptionRow(entry[1]));
  const shape = rows.flatMap(([name, row]) => {
    const places = landsIn(row, writer);
    if (places.length === 0) return [];
    return [[name, option(schemaOf(row, writer), row.description, ...places).optional()]];
  });
  return Object.fromEntries(shape) as OptionShape<T>;
}

/** A management server may support fewer values of an option than an answer file. */
function schemaOf({ schema, places }: OptionRow, writer: OptionWriter): z.ZodType {
  if (writer === 'answer' || !(schema instanceof z.ZodEnum)) return schema;
  const isWritten = (word: unknown) => places.some((one) => one.to === 'csp' && one.data(word) !== undefined);
  return z.enum(schema.options.filter(isWritten) as string[]);
}
