import { Controller, Get, Header, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Roles } from '../../../platform/account/index.js';
import { Machines } from '../../../park/machine/index.js';
import { UserData, type UserDataSnapshot } from '../../../park/userdata/index.js';
import { binarySize, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { momentOf } from '../frame/moment.js';
import { moreOf } from '../frame/paging.js';
import { labelOf } from '../machine/machine-facts.js';
import { cataloguePage } from './catalogue-page.js';
import { catalogueWords } from './words.js';

const MOST = 100;

/** What was saved of the users of PCs: which machine, how much, until when. The files themselves are not here. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('user-data')
@Roles('technician')
export class UserDataPageController {
  constructor(
    private readonly userData: UserData,
    private readonly machines: Machines,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(@Req() request: Request): Promise<string> {
    const all = await this.userData.list();
    const shown = all.slice(0, MOST);
    const machines = await this.machines.some([...new Set(shown.map(({ machineId }) => machineId))]);
    const names = new Map(machines.map((machine) => [machine.id, labelOf(machine)]));
    const page = cataloguePage(request, '', 'user-data');
    const t = catalogueWords(page.language);
    return renderTemplate('board/catalogues/user-data.html', {
      ...page,
      title: t.userData,
      t,
      total: all.length,
      snapshots: shown.map((snapshot) =>
        snapshotView(snapshot, names.get(snapshot.machineId), page.language),
      ),
      more: moreOf(shown.length, all.length, page.language),
    });
  }
}

function snapshotView(snapshot: UserDataSnapshot, machine: string | undefined, language: Language) {
  const { machineId, profiles, files, bytes, skipped, takenAt, expiresAt, restoredAt } = snapshot;
  return {
    href: `/machines/${machineId}`,
    machine: machine ?? '–',
    people: profiles.map(({ name }) => name),
    files,
    size: say(binarySize(bytes), language),
    skipped: skipped.reduce((sum, { count }) => sum + count, 0),
    taken: momentOf(takenAt, language),
    expires: momentOf(expiresAt, language),
    isWanted: snapshot.restoreWanted,
    ...(restoredAt && { restored: momentOf(restoredAt, language) }),
  };
}
