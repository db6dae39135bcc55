import { Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccountModule } from '../../platform/account/index.js';
import type { Config } from '../../platform/config/index.js';
import { DatabaseModule, DatabaseServer, migrate } from '../../platform/database/index.js';
import { MasterModule } from '../../park/master/index.js';
import { VaultModule } from '../../platform/vault/index.js';

@Module({})
class LocalModule {}

type Modules = (Type | DynamicModule)[];

/** What works on the server's own files without the server: masters, and what they stand on. */
export const SERVER_MODULES: Modules = [AccountModule, MasterModule];

/**
 * Runs `work` with some of Établi's modules in this very process, on this machine's database and files. The
 * embedded database is adopted when Établi is up, else started for the time of the work.
 */
export async function withLocal<T>(
  config: Config,
  modules: Modules,
  work: (context: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const database = await DatabaseServer.open(config);
  try {
    await migrate(database.url);
    const context = await NestFactory.createApplicationContext(
      {
        module: LocalModule,
        imports: [DatabaseModule.forRoot(config, database.url), VaultModule, ...modules],
      },
      { logger: ['error', 'warn'], abortOnError: false },
    );
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  } finally {
    await database.leave();
  }
}
