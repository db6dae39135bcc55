import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MachineModule } from '../machine/index.js';
import { WallController } from './wall.controller.js';
import { WallPosition } from './wall-position.entity.js';
import { WallPositionStore } from './wall-position.store.js';
import { WallPositions } from './wall-positions.service.js';

/** The positions of the workshop. */
@Module({
  imports: [TypeOrmModule.forFeature([WallPosition]), MachineModule],
  controllers: [WallController],
  providers: [WallPositionStore, WallPositions],
  exports: [WallPositions],
})
export class WallModule {}
