import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MasterModule } from '../master/index.js';
import { ProgramController } from './program.controller.js';
import { ProgramRow } from './program.entity.js';
import { ProgramStore } from './program.store.js';
import { Programs } from './programs.service.js';

/** The software catalogue: what can be installed on a running Windows. */
@Module({
  imports: [MasterModule, TypeOrmModule.forFeature([ProgramRow])],
  controllers: [ProgramController],
  providers: [ProgramStore, Programs],
  exports: [Programs],
})
export class SoftwareModule {}
