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

/** The modules that commands use without the server: masters and their dependencies. */
export const SERVER_MODULES: Modules = [AccountModule, MasterModule];

/**
 * Runs `work` with some of Établi's modules in this process, on the database and files of this machine. Uses the
 * embedded database of a running Établi, or starts it for the duration of the work.
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
