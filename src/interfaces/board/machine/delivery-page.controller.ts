import { Body, Controller, Get, Header, Inject, Param, Post, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import type { Config } from '../../../platform/config/index.js';
import { say } from '../frame/say.js';
import { CONFIG, RecordIdPipe } from '../../../platform/database/index.js';
import { MDM_PLATFORMS, qrSvg } from '../../../documents/mdm/index.js';
import { linkOf, MdmDeliveries } from '../../../documents/mdm/server.js';
import { Machines } from '../../../park/machine/index.js';
import { Profiles } from '../../../documents/profile/server.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { modelOf } from './machine-facts.js';
import { momentOf } from '../frame/moment.js';
import { pageOf } from '../frame/reader.js';

const MOST_PROFILES = 200;
const LINK_MINUTES = 60;

const PLATFORM_NAMES: Record<(typeof MDM_PLATFORMS)[number], string> = {
  macos: 'macOS',
  ios: 'iPhone, iPad',
  android: 'Android',
  windows: 'Windows',
  linux: 'Linux',
};

const form = z.object({ profile: z.string().min(1).max(63), platform: z.enum(MDM_PLATFORMS) });

/** Creates a one-time link, shown as a QR code, from which a device downloads its management profile. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('machines/:id/delivery')
@Roles('technician')
export class DeliveryPageController {
  constructor(
    private readonly machines: Machines,
    private readonly profiles: Profiles,
    private readonly deliveries: MdmDeliveries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async ask(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Promise<string> {
    const machine = await this.machines.findById(id);
    const { items } = await this.profiles.list({ page: 1, pageSize: MOST_PROFILES });
    return renderTemplate('board/machine/delivery.html', {
      ...pageOf(request, modelOf(machine), 'machines'),
      id,
      name: modelOf(machine),
      profiles: items.map(({ name }) => name),
      platforms: MDM_PLATFORMS.map((value) => ({ value, name: PLATFORM_NAMES[value] })),
    });
  }

  @Post()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async give(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: form }) { profile, platform }: z.output<typeof form>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ): Promise<string> {
    const machine = await this.machines.findById(id);
    const page = pageOf(request, modelOf(machine), 'machines');
    const order = { profile, platform, machine: { id }, minutes: LINK_MINUTES };
    const waiting = await this.deliveries.create(order, account);
    const url = linkOf(request, this.config, waiting.file, waiting.ticket);
    return renderTemplate('board/machine/delivery-link.html', {
      ...page,
      id,
      name: modelOf(machine),
      url,
      qr: `data:image/svg+xml;base64,${Buffer.from(await qrSvg(url)).toString('base64')}`,
      file: waiting.file,
      until: momentOf(waiting.expiresAt, page.language),
      notCarried: waiting.notCarried.map(({ option, reason }) => ({
        option,
        reason: say(reason, page.language),
      })),
    });
  }
}
