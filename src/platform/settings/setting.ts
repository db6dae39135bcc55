import { z } from 'zod';
import type { Bilingual } from '../core/index.js';

export const FIELD_KINDS = [
  'text',
  'multiline',
  'url',
  'email',
  'number',
  'choice',
  'secret',
  'image',
  'boolean',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** How a field is shown and typed. */
export interface SettingField {
  /** The name of the field in the schema. */
  name: string;
  label: Bilingual;
  kind: FieldKind;
  help?: Bilingual;
  /**
   * Of the kind `secret`: the names of the fields that say where it is sent. When one of them changes, the secret is to
   * be given again: who may write a setting must not read a secret by sending it elsewhere.
   */
  sentTo?: readonly string[];
  /** Of the kind `choice`. */
  choices?: readonly { value: string; label: Bilingual }[];
}

/** What an administrator sets for the whole installation, at run time. */
export interface Setting<Shape extends z.ZodRawShape = z.ZodRawShape> {
  name: string;
  title: Bilingual;
  schema: z.ZodObject<Shape>;
  fields: readonly SettingField[];
}

/** The value of a setting. */
export type SettingValue<S extends Setting> = z.output<S['schema']>;

const defined = new Map<string, Setting>();

/**
 * Declares a setting. Each field of the schema has one description and the other way round; the schema accepts `{}`,
 * which is the value before anything was set. Throws for any other declaration.
 */
export function defineSetting<Shape extends z.ZodRawShape>(setting: Setting<Shape>): Setting<Shape> {
  const { name, schema, fields } = setting;
  if (defined.has(name)) throw new Error(`the setting ${name} is defined twice`);
  const described = fields.map((field) => field.name).sort();
  if (described.join() !== Object.keys(schema.shape).sort().join())
    throw new Error(`the setting ${name} must describe each field of its schema once`);
  if (!schema.safeParse({}).success)
    throw new Error(`the setting ${name} must have a value before it is set`);
  defined.set(name, setting);
  return setting;
}

/** All settings, in the order of their names. */
export function allSettings(): Setting[] {
  return [...defined.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

export function settingNamed(name: string): Setting | undefined {
  return defined.get(name);
}

/** The names of the fields that are kept sealed. */
export function secretFields({ fields }: Pick<Setting, 'fields'>): Set<string> {
  return new Set(fields.filter(({ kind }) => kind === 'secret').map(({ name }) => name));
}
