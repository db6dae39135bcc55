import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CapturedDisks } from './captured-disks.js';
import { MasterController } from './master.controller.js';
import { MasterRow } from './master.entity.js';
import { MasterStore } from './master.store.js';
import { Masters } from './masters.service.js';
import { PayloadController } from './payload.controller.js';
import { PartialPayloads } from './partial-payloads.js';
import { Payloads } from './payloads.js';
import { ImageDescriber } from './windows/describe-image.js';
import { WindowsImages } from './windows/windows-images.js';

/** The masters and their payloads. */
@Module({
  imports: [TypeOrmModule.forFeature([MasterRow])],
  controllers: [MasterController, PayloadController],
  providers: [MasterStore, Masters, Payloads, PartialPayloads, CapturedDisks, ImageDescriber, WindowsImages],
  exports: [Masters, Payloads, PartialPayloads],
})
export class MasterModule {}
