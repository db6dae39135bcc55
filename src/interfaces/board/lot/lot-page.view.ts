import { Injectable } from '@nestjs/common';
import { describe, STATE_NAMES, type DeploymentState, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import {
  Arming,
  DeploymentStore,
  type Deployment,
  type Erasure,
  type LotView,
  nameOf,
  summaryOf,
} from '../../../deployment/pipeline/index.js';
import { pagesOf } from '../frame/paging.js';
import { Rows } from '../workshop/rows.js';
import { lotHead } from './lot-head.view.js';
import { lotWords } from './words.js';

/** PCs that a page shows at once. */
const PAGE_SIZE = 200;

/** Which PCs of a lot a page shows. */
export interface PcsShown {
  page: number;
  /** All of them when it is absent. */
  state?: DeploymentState;
}

/** What a lot's page shows. */
@Injectable()
export class LotPageView {
  constructor(
    private readonly deployments: DeploymentStore,
    private readonly arming: Arming,
    private readonly rows: Rows,
  ) {}

  /** What changes by itself: the head, the counts and the PCs. */
  async standing(lot: LotView, { page, state }: PcsShown, mayAct: boolean, language: Language) {
    // Only what is shown is read: the page is drawn again whenever something changes.
    const shown = await this.deployments.pageOfLot(lot.id, { state, page, pageSize: PAGE_SIZE });
    const { items, page: current, total } = shown;
    const rows = await this.rows.of(items, language);
    const query = state === undefined ? '?' : `?state=${state}&`;
    return {
      lot: lotHead(lot, language),
      mayAct,
      canPause: mayAct && !lot.ended && lot.pausedAt === null,
      hasFailed: mayAct && (lot.counts.failed ?? 0) > lot.closed,
      rows: rows.map((row, n) => ({ ...row, ...ofRow(items[n]!) })),
      total,
      pages: pagesOf(`/lots/${lot.id}${query}page=`, current, Math.ceil(total / PAGE_SIZE)),
    };
  }

  /** The links that show only the PCs in one state. */
  filters({ id, counts }: LotView, state: DeploymentState | undefined, language: Language) {
    const states = Object.keys(counts) as DeploymentState[];
    return [
      { href: `/lots/${id}`, name: lotWords(language).all, current: state === undefined },
      ...states.map((each) => ({
        href: `/lots/${id}?state=${each}`,
        name: `${say(STATE_NAMES[each], language)} · ${counts[each]}`,
        current: each === state,
      })),
    ];
  }

  /** What arming would erase on the PCs that are planned, or why they cannot be armed. */
  async erasures(id: string, language: Language) {
    const planned = await this.deployments.ofLot(id, { state: 'planned' });
    if (planned.length === 0) return {};
    const names = new Map(planned.map((deployment) => [deployment.id, nameOf(deployment)]));
    try {
      const erasures = await this.arming.preview(planned);
      const { text, toLookAt } = summaryOf(erasures);
      const view = ({ deploymentId, text: disk, nameFault }: Erasure) => ({
        name: names.get(deploymentId) ?? '',
        text: [disk, nameFault].flatMap((each) => (each ? [say(each, language)] : [])).join(' — '),
      });
      return {
        sentence: say(text, language),
        toLookAt: toLookAt.slice(0, PAGE_SIZE).map(view),
        erasures: erasures.slice(0, PAGE_SIZE).map(view),
        moreDisks: erasures.length > PAGE_SIZE ? `${PAGE_SIZE} / ${erasures.length}` : '',
      };
    } catch (error) {
      const { text, remedy } = describe(error);
      const words = remedy === undefined ? [text] : [text, remedy];
      return { unarmable: words.map((each) => say(each, language)).join(' — ') };
    }
  }
}

function ofRow({ id, userName, assetTag, position }: Deployment) {
  const inventoryNumber = assetTag ?? '';
  return { id, user: userName ?? '', inventoryNumber, position: position ?? '' };
}
