import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MachineController } from './machine.controller.js';
import { MachineLife } from './machine-life.entity.js';
import { MachineLifeStore } from './machine-life.store.js';
import { MachineAnomaly, MachineChange, MachineChannel, MachineMac, MachineRow } from './machine.entity.js';
import { MachineStore } from './machine.store.js';
import { Machines } from './machines.service.js';
import { ShortMemory } from './short-memory.entity.js';
import { ShortMemoryStore } from './short-memory.store.js';

/** The PCs: who they are, what is in them, where they answer. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      MachineRow,
      MachineMac,
      MachineChannel,
      MachineChange,
      MachineAnomaly,
      MachineLife,
      ShortMemory,
    ]),
  ],
  controllers: [MachineController],
  providers: [MachineStore, MachineLifeStore, Machines, ShortMemoryStore],
  exports: [MachineLifeStore, Machines, ShortMemoryStore],
})
export class MachineModule {}
