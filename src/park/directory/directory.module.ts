import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Directories } from './directories.service.js';
import { DirectoryController } from './directory.controller.js';
import { Directory } from './directory.entity.js';
import { DirectoryStore } from './directory.store.js';
import { JoinAccount } from './join/join-account.entity.js';
import { JoinAccountStore } from './join/join-account.store.js';
import { JoinAccounts } from './join/join-accounts.service.js';
import { JoinedAccounts } from './join/joined-account.service.js';
import { Revocations } from './join/revocations.service.js';
import { Printers } from './printers/printers.service.js';
import { DirectoryTrial } from './trial/directory-trial.service.js';
import { UserAccounts } from './users/user-accounts.service.js';

/** Directories: computer accounts and join blobs, accounts of users, printers. */
@Module({
  imports: [TypeOrmModule.forFeature([Directory, JoinAccount])],
  controllers: [DirectoryController],
  providers: [
    Directories,
    DirectoryStore,
    DirectoryTrial,
    JoinAccounts,
    JoinAccountStore,
    JoinedAccounts,
    Printers,
    Revocations,
    UserAccounts,
  ],
  exports: [Directories, JoinAccounts, JoinedAccounts, Revocations, UserAccounts],
})
export class DirectoryModule {}
