import { Injectable } from '@nestjs/common';
import { DeploymentListStore, Lots, type DeploymentList } from '../../../deployment/pipeline/index.js';
import type { Language } from '../../../platform/core/index.js';
import { lotCard } from '../lot/lot-card.js';
import { MachineNotices } from '../machine/machine-notices.js';
import { moreOf } from '../frame/paging.js';
import type { Reader } from '../frame/reader.js';
import { Refusals } from './refusals.js';
import { Rows } from './rows.js';

/** Rows of each list on the first page; the rest is on the pages of that list. */
const MOST: Record<DeploymentList, number> = { 'to-do': 50, active: 80, ended: 10 };
const MOST_LOTS = 12;

/** The first page: deployments that need action, active and ended ones, notices, refused tickets, lots. */
@Injectable()
export class HomeView {
  constructor(
    private readonly lists: DeploymentListStore,
    private readonly lots: Lots,
    private readonly rows: Rows,
    private readonly refusals: Refusals,
    private readonly notices: MachineNotices,
  ) {}

  async of(reader: Reader) {
    const { language } = reader;
    const [toDo, active, ended, lots, refusals, notices] = await Promise.all([
      this.list('to-do', language),
      this.list('active', language),
      this.list('ended', language),
      this.lots.list({ page: 1, pageSize: MOST_LOTS }),
      this.refusals.recent(reader),
      this.notices.urgent(language),
    ]);
    return {
      toDo,
      active,
      ended,
      lots: lots.items.map((lot) => lotCard(lot, language)),
      moreLots: moreOf(lots.items.length, lots.total, language, { href: '/lots' }),
      refusals,
      notices,
    };
  }

  private async list(list: DeploymentList, language: Language) {
    const { items, total } = await this.lists.page(list, { page: 1, pageSize: MOST[list] });
    return {
      total,
      rows: await this.rows.of(items, language),
      more: moreOf(items.length, total, language, { href: `/deployments?show=${list}` }),
    };
  }
}
