import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ThreadsModule } from '../../platform/threads/index.js';
import { MachineModule } from '../machine/index.js';
import { MasterModule } from '../master/index.js';
import { DriverController } from './driver.controller.js';
import { DriverFileRow, DriverIdRow, DriverPackageRow } from './driver.entity.js';
import { DriverMatchController } from './driver-match.controller.js';
import { DriverRuleController } from './driver-rule.controller.js';
import { DriverRuleRow } from './driver-rule.entity.js';
import { DriverRuleStore } from './driver-rule.store.js';
import { DriverRules } from './driver-rules.service.js';
import { DriverStore } from './driver.store.js';
import { Drivers } from './drivers.service.js';
import { DriverImport } from './import/driver-import.service.js';
import { VendorCatalogFile } from './vendor/vendor-catalog-file.js';
import { VendorPackController } from './vendor/vendor-pack.controller.js';
import { VendorPackDownload } from './vendor/vendor-pack-download.js';
import { VendorPackRow } from './vendor/vendor-pack.entity.js';
import { VendorPackStore } from './vendor/vendor-pack.store.js';
import { VendorPacks } from './vendor/vendor-packs.service.js';

/** Windows drivers: the catalogue of packages, and the choice for a machine. */
@Module({
  imports: [
    MachineModule,
    MasterModule,
    ThreadsModule,
    TypeOrmModule.forFeature([DriverPackageRow, DriverFileRow, DriverIdRow, DriverRuleRow, VendorPackRow]),
  ],
  controllers: [DriverController, DriverRuleController, DriverMatchController, VendorPackController],
  providers: [
    DriverStore,
    DriverRuleStore,
    DriverRules,
    Drivers,
    DriverImport,
    VendorPackStore,
    VendorPacks,
    VendorCatalogFile,
    VendorPackDownload,
  ],
  exports: [Drivers, DriverImport, VendorPacks, VendorPackDownload],
})
export class CatalogModule {}
