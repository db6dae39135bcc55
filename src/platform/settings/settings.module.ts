import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Links } from './links.js';
import { SettingController } from './setting.controller.js';
import { SettingRow } from './setting.entity.js';
import { SettingStore } from './setting.store.js';
import { Settings } from './settings.js';

/** The settings of the installation, for all features. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([SettingRow])],
  controllers: [SettingController],
  providers: [SettingStore, Settings, Links],
  exports: [Settings, Links],
})
export class SettingsModule {}
