import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DeploymentModule } from '../pipeline/index.js';
import { FigureController } from './figure.controller.js';
import {
  DeploymentFailure,
  FigureDeployment,
  FigureDue,
  FigureFinding,
  FigureStep,
} from './figure.entity.js';
import { FigureFoldStore } from './figure-fold.store.js';
import { FigureStore } from './figure.store.js';
import { Figures } from './figures.service.js';

/** What a workshop's head looks at. */
@Module({
  imports: [
    DeploymentModule,
    TypeOrmModule.forFeature([DeploymentFailure, FigureDeployment, FigureDue, FigureFinding, FigureStep]),
  ],
  controllers: [FigureController],
  providers: [FigureFoldStore, FigureStore, Figures],
  exports: [Figures],
})
export class FiguresModule {}
