import { Module, type DynamicModule } from '@nestjs/common';
import { AccountModule } from '../account/index.js';
import { CertificateModule } from '../certificate/index.js';
import type { Config } from '../config/index.js';
import { DatabaseModule } from '../database/index.js';
import { DeploymentModule } from '../deployment/index.js';
import { MachineModule } from '../machine/index.js';
import { MasterModule } from '../master/index.js';
import { ProfileModule } from '../profile/index.js';
import { QueueModule } from '../queue/index.js';
import { RecetteModule } from '../recette/index.js';
import { VaultModule } from '../vault/index.js';

/** The queue process: what the steps of a deployment stand on. */
@Module({})
export class WorkerModule {
  /** @param url of the database, already migrated */
  static forRoot(config: Config, url: string): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        DatabaseModule.forRoot(config, url),
        VaultModule,
        QueueModule,
        AccountModule,
        MachineModule,
        MasterModule,
        ProfileModule,
        RecetteModule,
        CertificateModule,
        DeploymentModule,
      ],
    };
  }
}
