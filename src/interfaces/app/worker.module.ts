import { Module, type DynamicModule } from '@nestjs/common';
import { AccountModule } from '../../platform/account/index.js';
import { CatalogModule } from '../../park/catalog/index.js';
import { CertificateModule } from '../../deployment/certificate/index.js';
import type { Config } from '../../platform/config/index.js';
import { DatabaseModule } from '../../platform/database/index.js';
import { DeploymentModule } from '../../deployment/pipeline/index.js';
import { DirectoryModule } from '../../park/directory/index.js';
import { RecoveryModule } from '../../park/recovery/index.js';
import { FirmwareModule } from '../../park/firmware/index.js';
import { LicenceModule } from '../../park/licence/index.js';
import { MachineModule } from '../../park/machine/index.js';
import { MasterModule } from '../../park/master/index.js';
import { ProfileModule } from '../../documents/profile/server.js';
import { QueueModule } from '../../platform/queue/index.js';
import { RecetteModule } from '../../deployment/recette/index.js';
import { NotificationModule } from '../notifications/index.js';
import { SettingsModule } from '../../platform/settings/index.js';
import { SoftwareModule } from '../../park/software/index.js';
import { VaultModule } from '../../platform/vault/index.js';

/** The worker process, which runs the steps of deployments. */
@Module({})
export class WorkerModule {
  /** @param url of the database, already migrated */
  static forRoot(config: Config, url: string): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        DatabaseModule.forRoot(config, url),
        VaultModule,
        QueueModule.forRoot(config, url),
        AccountModule,
        SettingsModule,
        NotificationModule,
        MachineModule,
        MasterModule,
        CatalogModule,
        DirectoryModule,
        FirmwareModule,
        LicenceModule,
        SoftwareModule,
        RecoveryModule,
        ProfileModule,
        RecetteModule,
        CertificateModule,
        DeploymentModule,
      ],
    };
  }
}
