import { z } from 'zod';
import { landsIn, type OptionRow, type OptionTable, type OptionWriter } from '../../windows-tables/index.js';
import { option } from './option.js';

/** The options of a table, each optional and documented with the places that it lands in. */
export type OptionShape<T extends OptionTable> = { [K in keyof T]: z.ZodOptional<T[K]['schema']> };

/** The options of a table that an answer file writes. */
export function optionShape<T extends OptionTable>(table: T): OptionShape<T> {
  const entries = Object.entries(table).map(([name, row]) => [name, schemaOf(row, 'answer')]);
  return Object.fromEntries(entries) as OptionShape<T>;
}

function schemaOf(row: OptionRow, writer: OptionWriter): z.ZodType {
  return option(row.schema, row.description, ...landsIn(row, writer)).optional();
}
