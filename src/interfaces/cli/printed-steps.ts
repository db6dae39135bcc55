import { durationText, END_STATES, outcomeOf, type DeploymentState } from '../../platform/core/index.js';
import { nameOf, type DeploymentShape, type StepShape } from './api-shapes.js';
import { PrintedProgress } from './printed-progress.js';
import type { Terminal } from './terminal.js';

/** Without a terminal: a line for each step that begins or ends, and for each quarter of its progress. */
export class PrintedSteps {
  private readonly before = new Map<string, DeploymentShape>();
  private readonly steps = new Map<string, string>();
  private readonly progress: PrintedProgress;

  constructor(private readonly terminal: Terminal) {
    this.progress = new PrintedProgress(terminal);
  }

  take(now: DeploymentShape): void {
    for (const step of now.steps ?? []) this.takeStep(now, step);
    const isOver = (END_STATES as readonly DeploymentState[]).includes(now.state);
    if (isOver && this.before.get(now.id)?.state !== now.state)
      endLines(now, this.terminal).forEach((line) => this.terminal.tell(line));
    this.before.set(now.id, now);
  }

  /** Lines are printed as they come. */
  draw(): void {}

  stop(): void {}

  private takeStep(now: DeploymentShape, step: StepShape): void {
    if (step.state === 'running' && step.progress)
      this.progress.show(now.id, `${nameOf(now)} ${this.terminal.say(step.title)}`, step.progress);
    const key = `${now.id} ${step.name}`;
    if (this.steps.get(key) === step.state) return;
    this.steps.set(key, step.state);
    if (step.state === 'pending' || step.state === 'queued' || step.state === 'cancelled') return;
    if (step.state === 'done' || step.state === 'failed') this.progress.forget(now.id);
    const place = `${String(step.position + 1).padStart(2)}/${now.steps?.length ?? 0}`;
    this.terminal.tell(`${nameOf(now)}  ${place}  ${stateOf(step, this.terminal)}`);
  }
}

/** How a deployment ended, with the cause of a failure and what to do. */
export function endLines(deployment: DeploymentShape, terminal: Terminal): string[] {
  const { failure } = deployment;
  const colon = terminal.language === 'fr' ? ' :' : ':';
  return [
    `${nameOf(deployment)}  ${terminal.say(outcomeOf(deployment).name).toUpperCase()}`,
    ...(failure
      ? [
          `  ${terminal.say({ fr: 'cause', en: 'cause' })}${colon} ${terminal.say(failure.cause)}`,
          `  ${terminal.say({ fr: 'à faire', en: 'to do' })}${colon} ${terminal.say(failure.remedy)}`,
        ]
      : []),
  ];
}

function stateOf(step: StepShape, terminal: Terminal): string {
  const title = terminal.say(step.title);
  if (step.state === 'running') return `… ${title}`;
  if (step.state === 'waiting') return `⏳ ${title}${confirmHint(step, terminal)}`;
  const { startedAt, endedAt } = step;
  const time = startedAt && endedAt ? `  (${durationText(Date.parse(endedAt) - Date.parse(startedAt))})` : '';
  return `${step.state === 'done' ? '✓' : '✗'} ${title}${time}`;
}

export function confirmHint({ waitsFor }: StepShape, terminal: Terminal): string {
  if (waitsFor !== 'machine-confirmed') return '';
  return terminal.say({
    fr: ' : saisissez le code affiché à l’écran du PC (etabli machine confirm)',
    en: ': type the code on the PC’s screen (etabli machine confirm)',
  });
}
