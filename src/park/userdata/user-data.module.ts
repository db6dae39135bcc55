import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MachineModule } from '../machine/index.js';
import { RepositoryFiles } from './repository-files.js';
import { UserDataController } from './user-data.controller.js';
import { UserDataRepository, UserDataSnapshot } from './user-data.entity.js';
import { UserDataRetention } from './user-data-retention.js';
import { UserData } from './user-data.service.js';
import { UserDataStore } from './user-data.store.js';

/** The data of users that is saved before a PC is erased. */
@Module({
  imports: [MachineModule, TypeOrmModule.forFeature([UserDataRepository, UserDataSnapshot])],
  controllers: [UserDataController],
  providers: [RepositoryFiles, UserData, UserDataRetention, UserDataStore],
  exports: [RepositoryFiles, UserData, UserDataRetention],
})
export class UserDataModule {}
