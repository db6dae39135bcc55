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

/** Windows drivers: the catalogue of packages, and the choice for a machine. */
@Module({
  imports: [
    MachineModule,
    MasterModule,
    ThreadsModule,
    TypeOrmModule.forFeature([DriverPackageRow, DriverFileRow, DriverIdRow, DriverRuleRow]),
  ],
  controllers: [DriverController, DriverRuleController, DriverMatchController],
  providers: [DriverStore, DriverRuleStore, DriverRules, Drivers, DriverImport],
  exports: [Drivers, DriverImport],
})
export class CatalogModule {}
