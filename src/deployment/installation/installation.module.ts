import { Module } from '@nestjs/common';
import { Backups } from './backups.js';
import { InstallationController } from './installation.controller.js';
import { Installation } from './installation.service.js';
import { InstallationStore } from './installation.store.js';

/** How this installation is, for its administrators. */
@Module({
  controllers: [InstallationController],
  providers: [Backups, Installation, InstallationStore],
  exports: [Backups, Installation],
})
export class InstallationModule {}
