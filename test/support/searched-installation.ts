import pg from 'pg';
import type { EtabliProcesses } from './etabli-processes.js';
import type { SearchedTexts } from './planted-secrets.js';
import type { Workshop } from './workshop.js';

/** The rows of a query, each value as PostgreSQL writes it. */
export async function rowsOf(etabli: EtabliProcesses, query: string, values: string[] = []) {
  const types = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;
  const client = new pg.Client({ connectionString: await etabli.databaseUrl, types });
  await client.connect();
  try {
    return (await client.query<Record<string, string | null>>(query, values)).rows;
  } finally {
    await client.end();
  }
}

/** Every value of every table as text, queues included; binary ones in hexadecimal. */
export async function everyTable(etabli: EtabliProcesses): Promise<string> {
  const tables = await rowsOf(
    etabli,
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await rowsOf(etabli, `SELECT * FROM ${name}`);
    texts.push(`TABLE ${name}`, ...rows.map((row) => Object.values(row).join('\n')));
  }
  return texts.join('\n');
}

interface Described {
  paths: Record<string, { get?: object }>;
}

/** Asks for everything that the API shows by GET: of these subjects, `deployments: id`, and all lists. */
export async function askEverything(workshop: Workshop, subjects: Record<string, string>): Promise<string[]> {
  const { paths } = await workshop.get<Described>('/api/openapi.json');
  const asked = Object.entries(paths)
    .filter(([path, { get }]) => get !== undefined && !/events|\.pdf|archive/.test(path))
    .map(([path]) =>
      path.replaceAll(/([^/]+)\/\{[^}]+\}/g, (whole, of: string) =>
        subjects[of] === undefined ? whole : `${of}/${subjects[of]}`,
      ),
    )
    .filter((path) => !path.includes('{'));
  for (const path of asked) await workshop.ask('GET', path);
  return asked;
}

/** What the processes printed, what the API answered and what stands in the tables, as files to be searched. */
export async function writeSaid(
  texts: SearchedTexts,
  etabli: EtabliProcesses,
  workshop: Workshop,
): Promise<Record<'log' | 'answers' | 'tables', string>> {
  return {
    log: texts.put('log', etabli.printed),
    answers: texts.put('answers', workshop.answers.join('\n')),
    tables: texts.put('tables', await everyTable(etabli)),
  };
}
