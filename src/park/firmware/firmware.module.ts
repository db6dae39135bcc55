import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MasterModule } from '../master/index.js';
import { AuthorityUpdateController } from './authority-update.controller.js';
import { AuthorityUpdateRow } from './authority-update.entity.js';
import { AuthorityUpdateStore } from './authority-update.store.js';
import { AuthorityUpdates } from './authority-updates.service.js';

/** What PCs’ firmware may get: signed updates of what Secure Boot trusts. */
@Module({
  imports: [MasterModule, TypeOrmModule.forFeature([AuthorityUpdateRow])],
  controllers: [AuthorityUpdateController],
  providers: [AuthorityUpdateStore, AuthorityUpdates],
  exports: [AuthorityUpdates],
})
export class FirmwareModule {}
