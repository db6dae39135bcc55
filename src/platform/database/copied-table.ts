import pg from 'pg';
import { PermanentError } from '../core/index.js';

/** A table of a backup. Generated columns are not copied: PostgreSQL computes them again. */
export interface CopiedTable {
  name: string;
  columns: string[];
  /** Estimated size on the disk. */
  bytes: number;
}

/** Makes the text form of values independent of the server's settings. */
export const PLAIN_FORMATS = `SET datestyle = 'ISO'; SET intervalstyle = 'iso_8601'; SET timezone = 'UTC'; SET extra_float_digits = 3; SET client_encoding = 'UTF8'`;

const TABLES = `
  SELECT c.relname AS name, pg_table_size(c.oid)::float8 AS bytes,
    ARRAY(SELECT a.attname::text FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
          ORDER BY a.attnum) AS columns,
    ARRAY(SELECT p.relname::text FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid
          WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS parents
  FROM pg_class c
  WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  ORDER BY c.relname`;

type Found = CopiedTable & { parents: string[] };

/** Every table of the product, referenced tables first, so that rows can be inserted in this order. */
export async function inReadingOrder(client: pg.Client): Promise<CopiedTable[]> {
  const { rows } = await client.query<Found>(TABLES);
  return parentsFirst(rows);
}

export function parentsFirst(tables: Found[]): CopiedTable[] {
  const ordered: CopiedTable[] = [];
  const done = new Set<string>();
  const visit = ({ parents, ...table }: Found, path: string[]): void => {
    if (done.has(table.name)) return;
    if (path.includes(table.name)) throw circle([...path, table.name]);
    for (const parent of tables.filter(({ name }) => parents.includes(name)))
      visit(parent, [...path, table.name]);
    done.add(table.name);
    ordered.push(table);
  };
  tables.forEach((table) => visit(table, []));
  return ordered;
}

/** `public."lot" ("id", "number")`. */
export function columnList({ name, columns }: Pick<CopiedTable, 'name' | 'columns'>): string {
  return `public.${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`;
}

function circle(names: string[]): PermanentError {
  const path = names.join(' → ');
  return new PermanentError({
    fr: `ces tables ont des références circulaires : ${path}`,
    en: `these tables have circular references: ${path}`,
  });
}
