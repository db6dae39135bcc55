import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ManualCheck } from './manual-check.entity.js';
import { ManualCheckStore } from './manual-check.store.js';
import { ManualChecks } from './manual-checks.js';

/** The acceptance run. The checks themselves need no module: see `runRecette`. */
@Module({
  imports: [TypeOrmModule.forFeature([ManualCheck])],
  providers: [ManualCheckStore, ManualChecks],
  exports: [ManualChecks],
})
export class RecetteModule {}
