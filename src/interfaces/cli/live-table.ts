import { createLogUpdate } from 'log-update';
import { durationText, isEnded, STATE_NAMES, type Progress } from '../../platform/core/index.js';
import { nameOf, type DeploymentShape, type StepShape } from './api-shapes.js';
import { toneOf, type Line, type Toned } from './line.js';
import { confirmHint, endLines } from './printed-steps.js';
import { table } from './table.js';
import type { Terminal } from './terminal.js';

const BAR = 12;
const STEP_WIDTH = 44;
/** The line of totals, the titles of the table, the line on the rest, and the line of the cursor. */
const OTHER_LINES = 4;

/** What needs a person comes first, then what moves, then what is over. */
const ORDER: DeploymentShape['state'][] = [
  ...(['failed', 'waiting', 'running', 'armed', 'planned'] as const),
  ...(['cancelled', 'certified', 'captured'] as const),
];

/** A line for each PC, redrawn in place on a terminal, with the totals above. */
export class LiveTable {
  private readonly now = new Map<string, DeploymentShape>();
  private readonly screen: ReturnType<typeof createLogUpdate>;

  constructor(
    private readonly terminal: Terminal,
    private readonly size: () => { rows?: number } = () => process.stderr,
    private readonly clock: () => number = Date.now,
  ) {
    this.screen = createLogUpdate(terminal.errorStream as NodeJS.WriteStream);
  }

  take(now: DeploymentShape): void {
    this.now.set(now.id, now);
  }

  draw(): void {
    const room = Math.max(1, (this.size().rows ?? 24) - OTHER_LINES);
    this.screen(
      this.lines(room)
        .map((line) => this.terminal.drawnMessage(line))
        .join('\n'),
    );
  }

  /** The table stays, whole, with the causes of failures below. */
  stop(): void {
    this.screen.clear();
    this.screen.done();
    for (const line of this.lines(Infinity)) this.terminal.tellLine(line);
    for (const one of this.now.values()) {
      if (one.failure) endLines(one, this.terminal).forEach((line) => this.terminal.tell(line));
    }
  }

  private lines(room: number): Line[] {
    const all = [...this.now.values()].sort(
      (one, other) =>
        ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || one.rowNumber - other.rowNumber,
    );
    const shown = all.slice(0, room);
    const left = all.length - shown.length;
    const say = this.terminal.say.bind(this.terminal);
    return [
      this.totals(all),
      ...table(shown, [
        ['PC', nameOf],
        [say({ fr: 'ÉTAT', en: 'STATE' }), (row) => this.terminal.outcome(row)],
        [say({ fr: 'ÉTAPE', en: 'STEP' }), (row) => this.step(row)],
        [say({ fr: 'AVANCEMENT', en: 'PROGRESS' }), (row) => bar(current(row)?.progress)],
        [say({ fr: 'DEPUIS', en: 'FOR' }), (row) => this.since(row)],
      ]),
      ...(left > 0 ? [say({ fr: `… et ${left} autres`, en: `… and ${left} more` })] : []),
    ];
  }

  private totals(all: DeploymentShape[]): Line {
    const counts = ORDER.map((state) => ({ state, count: all.filter((one) => one.state === state).length }));
    const parts = counts.flatMap(({ state, count }): (string | Toned)[] =>
      count === 0
        ? []
        : [' · ', { text: `${count} ${this.terminal.say(STATE_NAMES[state])}`, tone: toneOf(state) }],
    );
    return [`${all.length} PC`, ...parts];
  }

  private step(row: DeploymentShape): string {
    const step = current(row);
    if (!step) return '';
    const text = `${step.position + 1}/${row.steps?.length ?? 0} ${this.terminal.say(step.title)}${confirmHint(step, this.terminal)}`;
    return [...text].length > STEP_WIDTH ? `${[...text].slice(0, STEP_WIDTH - 1).join('')}…` : text;
  }

  private since(row: DeploymentShape): string {
    const began = isEnded(row.state) ? undefined : current(row)?.startedAt;
    return began ? durationText(Math.max(0, this.clock() - Date.parse(began))) : '';
  }
}

/** The step that it is in, or that failed. */
function current({ steps }: DeploymentShape): StepShape | undefined {
  return steps?.find(
    ({ state }) => state === 'running' || state === 'waiting' || state === 'failed' || state === 'queued',
  );
}

function bar(progress: Progress | null | undefined): string {
  if (!progress || progress.total <= 0) return '';
  const share = Math.min(1, progress.done / progress.total);
  const full = Math.round(share * BAR);
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${Math.floor(share * 100)} %`;
}
