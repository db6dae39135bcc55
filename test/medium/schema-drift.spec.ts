import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { schemaDrift } from '../../src/platform/database/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const SOURCE = join(import.meta.dirname, '..', '..', 'src');

@Entity('no_migration_made_this')
class Undeclared {
  @PrimaryColumn('uuid') id: string;
  @Column('text') assetTag: string;
}

async function entitiesOfTheSource(): Promise<(new () => object)[]> {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.entity.ts'))
    .map((file) => join(SOURCE, file));
  const classes: (new () => object)[] = [];
  for (const file of files) {
    // One after the other: jest's ESM loader does not link parallel imports reliably.
    const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    classes.push(...Object.values(module).filter(isClass));
  }
  return classes;
}

function isClass(value: unknown): value is new () => object {
  return typeof value === 'function' && /^class\s/.test(Function.prototype.toString.call(value));
}

describe('the schema', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('is the same in the migrations and in every entity', async () => {
    const entities = await entitiesOfTheSource();
    expect(entities.length).toBeGreaterThan(0);
    expect(await schemaDrift(await database.dataSource(entities))).toEqual([]);
  });

  it('would show an entity that no migration made', async () => {
    expect(await schemaDrift(await database.dataSource([Undeclared]))).toEqual([
      'CREATE TABLE "no_migration_made_this" ("id" uuid NOT NULL, "asset_tag" text NOT NULL, ' +
        'CONSTRAINT "no_migration_made_this_pkey" PRIMARY KEY ("id"))',
    ]);
  });
});
