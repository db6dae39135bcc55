import { Inject, Injectable } from '@nestjs/common';
import { same, type Bilingual } from '../../platform/core/index.js';
import { STEP_LIST, type Step } from '../pipeline/index.js';
import { FigureFoldStore } from './figure-fold.store.js';
import type { FiguresDto, FiguresQuery } from './figure.schema.js';
import { FigureStore, type Counted, type DayRow, type StepRowOfFigures } from './figure.store.js';
import { handName } from './hands.js';
import { dayAfter, daysOf, mondayOf, periodOf, todayIn, type Period } from './period.js';

/** How many batches a reading may fold first: some seconds after an upgrade, a few milliseconds otherwise. */
const MOST_BATCHES = 25;
const MOST_STEPS = 200;
const MOST_CAUSES = 50;
const MOST_FINDINGS = 50;

/** What a reading gives at most; a document gives more than a page. */
export interface Limits {
  steps: number;
  causes: number;
  findings: number;
}

const OF_A_PAGE: Limits = { steps: MOST_STEPS, causes: MOST_CAUSES, findings: MOST_FINDINGS };
/** A whole table as a document. */
export const OF_A_DOCUMENT: Limits = { steps: 20_000, causes: 5_000, findings: 5_000 };

/** The figures of the workshop in a period, of one customer or of all. */
@Injectable()
export class Figures {
  constructor(
    private readonly fold: FigureFoldStore,
    private readonly store: FigureStore,
    @Inject(STEP_LIST) private readonly list: readonly Step[],
  ) {}

  /** Rejects with InputError for a period that cannot be. */
  async read(query: FiguresQuery, limits: Limits = OF_A_PAGE, now = new Date()): Promise<FiguresDto> {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const period = periodOf(query, todayIn(timeZone, now));
    const notCounted = await this.catchUp();
    const counted = await this.counted(period, timeZone, query.customer);
    const [totals, days, hands, steps, causes, findings, customers] = await Promise.all([
      this.store.totals(counted),
      this.store.days(counted, timeZone),
      this.store.hands(counted),
      this.store.steps(counted),
      this.store.causes(counted, limits.causes),
      this.store.findings(counted, limits.findings),
      this.store.customers(),
    ]);
    const every = everyDay(period, days);
    return {
      ...period,
      timeZone,
      customer: query.customer ?? null,
      notCounted,
      totals,
      days: every,
      weeks: weeksOf(every),
      hands: hands.map(({ action, count }) => ({ action, name: handName(action), count })),
      steps: this.stepsOf(steps, limits.steps),
      causes: {
        items: causes.map(({ total: _, cause, lastAt, ...row }) => ({
          ...row,
          title: this.titleOf(row.step),
          cause: { fr: cause.fr ?? cause.en ?? '', en: cause.en ?? cause.fr ?? '' },
          lastAt: lastAt.toISOString(),
        })),
        total: causes[0]?.total ?? 0,
      },
      findings: {
        items: findings.map(({ total: _, ...row }) => ({ ...row, isManual: row.kind.startsWith('manual:') })),
        total: findings[0]?.total ?? 0,
      },
      customers,
    };
  }

  /** Folds what ended since the last reading. @returns how many deployments are left for the next one */
  private async catchUp(): Promise<number> {
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) if ((await this.fold.foldSome()) === 0) break;
    return this.fold.due();
  }

  private async counted({ from, to }: Period, timeZone: string, customer?: string): Promise<Counted> {
    const [since, until] = await Promise.all([
      this.store.startOfDay(from, timeZone),
      this.store.startOfDay(dayAfter(to, 1), timeZone),
    ]);
    return { since, until, ...(customer !== undefined && { customer }) };
  }

  private stepsOf(rows: StepRowOfFigures[], most: number): FiguresDto['steps'] {
    const order = new Map(this.list.map(({ name }, index) => [name, index]));
    const place = ({ step }: { step: string }) => order.get(step) ?? order.size;
    const titled = (row: StepRowOfFigures) => ({ ...row, title: this.titleOf(row.step) });
    const isOverall = (row: StepRowOfFigures) => row.model === null;
    const each = rows.filter((row) => !isOverall(row));
    return {
      overall: rows
        .filter(isOverall)
        .map(titled)
        .map(({ model: _, master: __, ...row }) => row)
        .sort((a, b) => place(a) - place(b)),
      items: each
        .slice(0, most)
        .map(titled)
        .map((row) => ({ ...row, model: row.model ?? '', master: row.master ?? '' }))
        .sort((a, b) => place(a) - place(b)),
      total: each.length,
    };
  }

  /** A step of an earlier release has its name only. */
  private titleOf(name: string): Bilingual {
    return this.list.find((step) => step.name === name)?.title ?? same(name);
  }
}

/** Every day of the period, those without any included. */
function everyDay(period: Period, rows: DayRow[]): DayRow[] {
  const known = new Map(rows.map((row) => [row.day, row]));
  return daysOf(period).map((day) => known.get(day) ?? { day, certified: 0, failed: 0 });
}

function weeksOf(days: DayRow[]): FiguresDto['weeks'] {
  const weeks = new Map<string, { monday: string; certified: number; failed: number }>();
  for (const { day, certified, failed } of days) {
    const monday = mondayOf(day);
    const week = weeks.get(monday) ?? { monday, certified: 0, failed: 0 };
    week.certified += certified;
    week.failed += failed;
    weeks.set(monday, week);
  }
  return [...weeks.values()];
}
