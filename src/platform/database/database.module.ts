import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Config } from '../config/index.js';
import { dataSourceOptions } from './data-source.js';
import { Notifications } from './notifications.js';
import { CONFIG, DATABASE_URL } from './tokens.js';

/** Provides the database, the settings and the notifications. */
@Global()
@Module({})
export class DatabaseModule {
  /**
   * @param url the URL of the database: `etabli up` passes it to its processes as DATABASE_URL. The
   * database there is already migrated.
   */
  static forRoot(config: Config, url: string): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({
            ...dataSourceOptions(url),
            autoLoadEntities: true,
            retryAttempts: 10,
            retryDelay: 1_000,
          }),
        }),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: DATABASE_URL, useValue: url },
        Notifications,
      ],
      exports: [CONFIG, DATABASE_URL, Notifications],
    };
  }
}
