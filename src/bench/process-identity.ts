import { readFileSync } from 'node:fs';

/** A process for as long as the machine is up: pids come back, a pid with its start time does not. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks between the start of the machine and that of the process. proc(5), /proc/PID/stat field 22. */
  startedAt: string;
}

/** The process with this pid, or nothing when it is gone or only a zombie. */
export function processIdentity(pid: number): ProcessIdentity | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The command name stands in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startedAt = fields[19];
  if (state === 'Z' || startedAt === undefined) return undefined;
  return { pid, startedAt };
}

export function isAlive({ pid, startedAt }: ProcessIdentity): boolean {
  return processIdentity(pid)?.startedAt === startedAt;
}
