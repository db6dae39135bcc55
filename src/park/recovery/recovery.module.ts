import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MachineModule } from '../machine/index.js';
import { RecoveryPasswordController } from './recovery-password.controller.js';
import { RecoveryPasswordRow } from './recovery-password.entity.js';
import { RecoveryPasswordStore } from './recovery-password.store.js';
import { RecoveryPasswords } from './recovery-passwords.service.js';

/** What opens the encrypted drives of machines when nothing else does. */
@Module({
  imports: [MachineModule, TypeOrmModule.forFeature([RecoveryPasswordRow])],
  controllers: [RecoveryPasswordController],
  providers: [RecoveryPasswordStore, RecoveryPasswords],
  exports: [RecoveryPasswords],
})
export class RecoveryModule {}
