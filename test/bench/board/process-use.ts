import { readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100;

/** The memory and the processor time of a process, from /proc. */
export class ProcessUse {
  private readonly timer: NodeJS.Timeout;
  private readonly began = Date.now();
  private readonly ticks: number;
  private readonly beganMb: number;
  private most = 0;

  constructor(private readonly pid: number) {
    this.ticks = this.used();
    this.beganMb = this.memory();
    this.timer = setInterval(() => (this.most = Math.max(this.most, this.memory())), 500);
  }

  /** @returns the memory in MB at the beginning, at most and at the end, and the share of one processor in percent */
  end(): { beganMb: number; mostMb: number; endMb: number; cpu: number } {
    clearInterval(this.timer);
    const seconds = (Date.now() - this.began) / 1000;
    const cpu = Math.round(((this.used() - this.ticks) / TICKS_A_SECOND / seconds) * 100);
    return { beganMb: this.beganMb, mostMb: Math.max(this.most, this.memory()), endMb: this.memory(), cpu };
  }

  private memory(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024);
  }

  private used(): number {
    const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return Number(fields[11]) + Number(fields[12]);
  }
}
