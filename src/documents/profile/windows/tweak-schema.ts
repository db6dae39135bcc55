import { z } from 'zod';
import {
  type Amount,
  type Choice,
  type Toggle,
  tweakLandsIn,
  type TweakTable,
} from '../../windows-tables/index.js';
import { option } from './option.js';

type SchemaOf<T> = T extends Toggle
  ? z.ZodBoolean
  : T extends Choice<infer V>
    ? z.ZodEnum<{ [K in V]: K }>
    : T extends Amount
      ? z.ZodInt
      : never;

/** The options of a table, each optional and documented with the registry values that it sets. */
export type TweakShape<T extends TweakTable> = { [K in keyof T]: z.ZodOptional<SchemaOf<T[K]>> };

export function tweakShape<T extends TweakTable>(table: T): TweakShape<T> {
  const entries = Object.entries(table).map(([key, tweak]) => [
    key,
    option(valueOf(tweak), tweak.description, ...tweakLandsIn(tweak)).optional(),
  ]);
  return Object.fromEntries(entries) as TweakShape<T>;
}

function valueOf(tweak: TweakTable[string]): z.ZodType {
  if (tweak.kind === 'toggle') return z.boolean();
  if (tweak.kind === 'choice') return z.enum(tweak.values);
  return z.int().min(tweak.least).max(tweak.most);
}
