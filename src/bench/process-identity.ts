import { readFileSync } from 'node:fs';

/** A process, identified by pid and start time, because pids are reused. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks between the start of the machine and that of the process. proc(5), /proc/PID/stat field 22. */
  startedAt: string;
}

/** The process with this pid; undefined when it has ended or is a zombie. */
export function processIdentity(pid: number): ProcessIdentity | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The command name is in parentheses and may contain spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startedAt = fields[19];
  if (state === 'Z' || startedAt === undefined) return undefined;
  return { pid, startedAt };
}

export function isAlive({ pid, startedAt }: ProcessIdentity): boolean {
  return processIdentity(pid)?.startedAt === startedAt;
}
