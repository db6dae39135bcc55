import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ThreadsModule } from '../../platform/threads/index.js';
import { ProfileController } from './profile.controller.js';
import { ProfileRow, ProfileVersion } from './profile.entity.js';
import { ProfileStore } from './profile.store.js';
import { Profiles } from './profiles.service.js';

/** Profiles: the target configuration of PCs. */
@Module({
  imports: [ThreadsModule, TypeOrmModule.forFeature([ProfileRow, ProfileVersion])],
  controllers: [ProfileController],
  providers: [ProfileStore, Profiles],
  exports: [Profiles],
})
export class ProfileModule {}
