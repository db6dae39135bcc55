import { Controller, Get, Header, Param, Query, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { Roles } from '../../../platform/account/index.js';
import { binarySize, OperatorError } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { Drivers } from '../../../park/catalog/index.js';
import { Machines } from '../../../park/machine/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { moreOf, pagesOf } from '../frame/paging.js';
import { labelOf, modelOf } from '../machine/machine-facts.js';
import { cataloguePage } from './catalogue-page.js';
import { DriverMatches } from './driver-matches.js';
import { driverView } from './driver.view.js';
import { catalogueWords } from './words.js';

const PAGE_SIZE = 50;
const MOST_DEVICES = 200;
const page = z.coerce.number().int().min(1).max(10_000).catch(1);
const listQuery = z.object({ page, search: z.string().trim().max(200).catch('') });

/** The driver packages of the catalogue: what they drive, who signed them, and which PCs would get them. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('drivers')
@Roles('viewer')
export class DriverPageController {
  constructor(
    private readonly drivers: Drivers,
    private readonly machines: Machines,
    private readonly matches: DriverMatches,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(
    @Query({ schema: listQuery }) { page: at, search }: z.output<typeof listQuery>,
    @Req() request: Request,
  ): Promise<string> {
    const query = { page: at, pageSize: PAGE_SIZE, ...(search !== '' && { search }) };
    const { items, total } = await this.drivers.list(query);
    const { items: machines } = await this.machines.list({
      page: 1,
      pageSize: PAGE_SIZE,
      ...(search !== '' && { search }),
    });
    const view = cataloguePage(request, '', 'drivers');
    const t = catalogueWords(view.language);
    const address = `/drivers?search=${encodeURIComponent(search)}&page=`;
    return renderTemplate('board/catalogues/drivers.html', {
      ...view,
      title: t.drivers,
      t,
      search,
      total,
      drivers: items.map((row) => driverView(row, view.language)),
      machines: machines.map((machine) => ({
        id: machine.id,
        model: modelOf(machine),
        serial: machine.serial ?? '',
      })),
      pages: pagesOf(address, at, Math.ceil(total / PAGE_SIZE)),
    });
  }

  @Get('machines/:id')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async ofMachine(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Promise<string> {
    const machine = await this.machines.findById(id);
    const view = cataloguePage(request, modelOf(machine), 'drivers');
    const t = catalogueWords(view.language);
    return renderTemplate('board/catalogues/machine-drivers.html', {
      ...view,
      t,
      id,
      name: labelOf(machine),
      // A PC that no environment has looked at has no devices yet: that is said, and is no error.
      devices: await this.matches.ofMachine(machine, view.language).catch((error: unknown) => {
        if (error instanceof OperatorError) return undefined;
        throw error;
      }),
    });
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async one(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Promise<string> {
    const { row, files } = await this.drivers.find(id);
    const [devices, count] = await this.drivers.devices(id, MOST_DEVICES);
    const view = cataloguePage(request, row.inf, 'drivers');
    const { language } = view;
    const { rows: machines, total } = await this.matches.ofPackage(id, devices, language);
    return renderTemplate('board/catalogues/driver.html', {
      ...view,
      t: catalogueWords(language),
      driver: driverView(row, language),
      devices: devices.map((device) => ({ id: device.id, description: device.description })),
      moreDevices: moreOf(devices.length, count, language),
      files: files.map(({ path, bytes }) => ({ path, size: say(binarySize(bytes), language) })),
      missing: row.facts.missing,
      remarks: row.facts.findings.map(({ text }) => say(text, language)),
      machines,
      moreMachines: moreOf(machines.length, total, language),
    });
  }
}
