import { Injectable } from '@nestjs/common';
import {
  ACTIVE_STATES,
  DEPLOYMENT_STATES,
  END_STATES,
  say,
  STATE_NAMES,
  type DeploymentState,
  type Language,
} from '../core/index.js';
import { DeploymentStore, Lots, type Deployment, type LotView } from '../deployment/index.js';
import { momentOf } from './moment.js';
import type { Reader } from './reader.js';
import { Refusals } from './refusals.js';
import { Rows } from './rows.js';

/** As many as a person looks at on one page. */
const MOST_ACTIVE = 200;
const MOST_LOTS = 12;
const MOST_ENDED = 10;

/** The first page: what is under way, the lots, what ended lately, which tickets were refused. */
@Injectable()
export class HomeView {
  constructor(
    private readonly deployments: DeploymentStore,
    private readonly lots: Lots,
    private readonly rows: Rows,
    private readonly refusals: Refusals,
  ) {}

  async of(reader: Reader) {
    const { language } = reader;
    const [active, ended, lots, refusals] = await Promise.all([
      this.inStates(ACTIVE_STATES, MOST_ACTIVE),
      this.inStates(END_STATES, MOST_ENDED),
      this.lots.list({ page: 1, pageSize: MOST_LOTS }),
      this.refusals.recent(reader),
    ]);
    ended.sort((one, other) => Number(other.endedAt ?? 0) - Number(one.endedAt ?? 0));
    return {
      active: await this.rows.of(active, language),
      activeCount: active.length,
      ended: await this.rows.of(ended.slice(0, MOST_ENDED), language),
      lots: lots.items.map((lot) => lotCard(lot, language)),
      refusals,
    };
  }

  private async inStates(states: readonly DeploymentState[], most: number): Promise<Deployment[]> {
    const pages = await Promise.all(
      states.map((state) => this.deployments.list({ page: 1, pageSize: most, state })),
    );
    return pages.flatMap(({ items }) => items);
  }
}

function lotCard(lot: LotView, language: Language) {
  return {
    id: lot.id,
    number: lot.number,
    customer: lot.customer,
    profile: `${lot.profile.name} v${lot.profile.version}`,
    at: momentOf(lot.createdAt, language),
    counts: DEPLOYMENT_STATES.flatMap((state) => {
      const count = lot.counts[state] ?? 0;
      return count === 0 ? [] : [{ state, count, name: say(STATE_NAMES[state], language) }];
    }),
  };
}
