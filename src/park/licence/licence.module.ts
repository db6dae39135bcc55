import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MachineModule } from '../machine/index.js';
import { LicencePoolController } from './licence-pool.controller.js';
import { LicencePools } from './licence-pools.service.js';
import { LicencePoolRow, LicenceRow } from './licence.entity.js';
import { LicenceStore } from './licence.store.js';
import { Licences } from './licences.service.js';

/** Licences: counted, or a list of keys, taken by machines. */
@Module({
  imports: [MachineModule, TypeOrmModule.forFeature([LicencePoolRow, LicenceRow])],
  controllers: [LicencePoolController],
  providers: [LicenceStore, LicencePools, Licences],
  exports: [LicencePools, Licences],
})
export class LicenceModule {}
