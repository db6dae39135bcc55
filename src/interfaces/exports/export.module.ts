import { Module } from '@nestjs/common';
import { ExportController } from './export.controller.js';
import { ExportStore } from './export.store.js';

@Module({ controllers: [ExportController], providers: [ExportStore] })
export class ExportModule {}
