import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../account/index.js';
import { allSettings } from './setting.js';
import {
  type SettingChangeDto,
  settingChangeSchema,
  settingSchema,
  settingsSchema,
  settingTestSchema,
} from './setting.schema.js';
import { Settings, type ShownSetting } from './settings.js';

@ApiTags('settings')
@Controller('api/settings')
@Roles('administrator')
export class SettingController {
  constructor(private readonly settings: Settings) {}

  @Get()
  @ApiOperation({ summary: 'The settings of the installation' })
  @ApiOkResponse({ standardSchema: settingsSchema })
  list() {
    return allSettings().map(({ name, title }) => ({ name, title }));
  }

  @Get(':name')
  @ApiOperation({ summary: 'A setting: its fields and their values; of a secret, only whether it is set' })
  @ApiOkResponse({ standardSchema: settingSchema })
  @ApiNotFoundResponse({ description: 'No such setting' })
  async read(@Param('name') name: string) {
    return answer(await this.settings.shown(this.settings.named(name)));
  }

  @Put(':name')
  @ApiOperation({
    summary: 'Changes fields of a setting; those that are not given keep their value, null empties one',
  })
  @ApiOkResponse({ standardSchema: settingSchema })
  @ApiNotFoundResponse({ description: 'No such setting' })
  async write(
    @Param('name') name: string,
    @Body({ schema: settingChangeSchema }) change: SettingChangeDto,
    @CurrentAccount() account: KnownAccount,
  ) {
    const setting = this.settings.named(name);
    await this.settings.write(setting, change, actorOf(account));
    return answer(await this.settings.shown(setting));
  }

  @Post(':name/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tries the setting, with the given changes if any; nothing is changed' })
  @ApiOkResponse({ standardSchema: settingTestSchema })
  @ApiNotFoundResponse({ description: 'No such setting, or it has no test' })
  async test(
    @Param('name') name: string,
    @Body({ schema: settingChangeSchema }) change: SettingChangeDto,
    @CurrentAccount() account: KnownAccount,
  ) {
    return { outcome: await this.settings.test(this.settings.named(name), change, actorOf(account)) };
  }
}

function answer({ setting: { name, title, fields }, updatedAt, ...rest }: ShownSetting) {
  return { name, title, fields, ...rest, updatedAt: updatedAt?.toISOString() ?? null };
}
