import type { Run } from './simulated-pc-ssh.js';

export interface JobOrder {
  name: string;
  command: string;
  exclusive: string;
  from?: number;
  parameters: object;
}

interface Job {
  lines: string[];
  status?: number;
  /** Called for each new line and at the end. */
  listeners: Set<() => void>;
}

interface Host {
  /** Runs a command of the agent. @returns its exit status */
  run(command: string, input: string, run: Pick<Run, 'signal' | 'out' | 'err'>): Promise<number>;
  detach(mark: string, work: (signal: AbortSignal) => Promise<unknown>): void;
  endMarked(mark: string): Promise<void>;
}

/** `etabli-agent job` of a simulated PC, as environment/agent/etabli_agent/commands/job.py does it. */
export class SimulatedJobs {
  private readonly jobs = new Map<string, Job>();

  constructor(private readonly host: Host) {}

  async attend(order: JobOrder, run: Run): Promise<number> {
    const from = order.from ?? 0;
    let job = this.jobs.get(order.name);
    const isFound = job !== undefined && (job.status === undefined || job.status === 0 || from > 0);
    if (!isFound && from > 0) return restarted(run);
    if (!isFound) {
      await this.host.endMarked(order.exclusive);
      this.jobs.clear();
      job = this.begin(order);
    }
    return job === undefined ? 137 : listen(job, from, run);
  }

  private begin({ name, command, exclusive, parameters }: JobOrder): Job {
    const job: Job = { lines: [], listeners: new Set() };
    const out = (text: string): void => {
      job.lines.push(text);
      job.listeners.forEach((tell) => tell());
    };
    this.jobs.set(name, job);
    this.host.detach(exclusive, async (signal) => {
      job.status = await this.host
        .run(command, JSON.stringify(parameters), { signal, out, err: () => undefined })
        .catch(() => 137);
      job.listeners.forEach((tell) => tell());
    });
    return job;
  }
}

async function listen(job: Job, from: number, run: Run): Promise<number> {
  const { signal } = run;
  let next = from;
  for (;;) {
    for (; next < job.lines.length; next += 1) run.out(job.lines[next] ?? '');
    if (job.status !== undefined) return job.status;
    if (signal.aborted) throw new Error('nobody listens any more');
    await new Promise<void>((resolve) => {
      job.listeners.add(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}

function restarted(run: Run): number {
  const [fr, en] = [
    'Le PC a redémarré au milieu de ce travail',
    'The PC has restarted in the middle of this work',
  ];
  run.out(`${JSON.stringify({ error: { kind: 'transient', fr, en } })}\n`);
  return 1;
}
