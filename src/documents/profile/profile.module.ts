import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ThreadsModule } from '../../platform/threads/index.js';
import { ProfileController } from './profile.controller.js';
import { ProfileRow, ProfileVersion } from './profile.entity.js';
import { ProfileTextRow } from './profile-text.entity.js';
import { ProfileStore } from './profile.store.js';
import { ProfileTexts } from './editor/profile-texts.js';
import { Profiles } from './profiles.service.js';

/** Profiles: the target configuration of PCs. */
@Module({
  imports: [ThreadsModule, TypeOrmModule.forFeature([ProfileRow, ProfileTextRow, ProfileVersion])],
  controllers: [ProfileController],
  providers: [ProfileStore, ProfileTexts, Profiles],
  exports: [ProfileTexts, Profiles],
})
export class ProfileModule {}
