import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountModule } from '../../platform/account/index.js';
import { AnswerModule } from '../../documents/answer/server.js';
import { BoardModule } from '../board/index.js';
import { BootModule } from '../../deployment/boot/index.js';
import { CatalogModule } from '../../park/catalog/index.js';
import { CertificateModule } from '../../deployment/certificate/index.js';
import type { Config } from '../../platform/config/index.js';
import { DatabaseModule } from '../../platform/database/index.js';
import { DeploymentModule } from '../../deployment/pipeline/index.js';
import { DirectoryModule } from '../../park/directory/index.js';
import { RecoveryModule } from '../../park/recovery/index.js';
import { FiguresModule } from '../../deployment/figures/index.js';
import { FirmwareModule } from '../../park/firmware/index.js';
import { WallModule } from '../../park/wall/index.js';
import { InstallationModule } from '../../deployment/installation/index.js';
import { LicenceModule } from '../../park/licence/index.js';
import { MachineModule } from '../../park/machine/index.js';
import { MasterModule } from '../../park/master/index.js';
import { MdmModule } from '../../documents/mdm/server.js';
import { ProfileModule } from '../../documents/profile/server.js';
import { QueueModule } from '../../platform/queue/index.js';
import { RecetteModule } from '../../deployment/recette/index.js';
import { ExportModule } from '../exports/index.js';
import { NotificationModule } from '../notifications/index.js';
import { SettingsModule } from '../../platform/settings/index.js';
import { SoftwareModule } from '../../park/software/index.js';
import { UserDataModule } from '../../park/userdata/index.js';
import { VaultModule } from '../../platform/vault/index.js';
import { EventsController } from './events.controller.js';
import { Events } from './events.js';
import { HealthController } from './health.controller.js';
import { IdempotencyKey } from './idempotency/idempotency-key.entity.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { IdempotencyStore } from './idempotency/idempotency.store.js';
import { FirstPassword } from './first-password.js';
import { LocalAccess } from './local-access.js';
import { LocalOrToken } from './metrics/local-or-token.guard.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { Metrics } from './metrics/metrics.js';
import { MetricsStore } from './metrics/metrics.store.js';
import { OpenApiController, OpenApiDocument } from './openapi.js';
import { RequestBodyModule } from './request-body.js';
import { WakeController } from './wake.controller.js';

/** The HTTP process: all features and their routes. */
@Module({})
export class AppModule {
  /** @param url of the database, already migrated */
  static forRoot(config: Config, url: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot(config, url),
        DiscoveryModule,
        RequestBodyModule,
        VaultModule,
        QueueModule.forRoot(config, url),
        AccountModule,
        SettingsModule,
        NotificationModule,
        ExportModule,
        MachineModule,
        MasterModule,
        CatalogModule,
        DirectoryModule,
        FirmwareModule,
        LicenceModule,
        WallModule,
        SoftwareModule,
        UserDataModule,
        RecoveryModule,
        ProfileModule,
        AnswerModule,
        MdmModule,
        RecetteModule,
        CertificateModule,
        DeploymentModule,
        BootModule,
        FiguresModule,
        InstallationModule,
        BoardModule,
        TypeOrmModule.forFeature([IdempotencyKey]),
      ],
      controllers: [EventsController, HealthController, MetricsController, OpenApiController, WakeController],
      providers: [
        Events,
        IdempotencyStore,
        FirstPassword,
        LocalAccess,
        LocalOrToken,
        Metrics,
        MetricsStore,
        OpenApiDocument,
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
    };
  }
}
