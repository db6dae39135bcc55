import type { WindowsScripts } from './index.js';

/** What an installer of a simulated Windows does, once for each time that it is run; the last one for all others. */
export interface SimulatedInstaller {
  exitCode?: number | null;
  state?: 'ended' | 'timed-out' | 'waited' | 'busy' | 'network' | 'digest' | 'no-manager';
  /** The versions that it leaves on the PC. */
  installs?: string[];
  /** The same, once Windows was restarted. */
  installsAtRestart?: string[];
  log?: string[];
}

interface Run {
  name: string;
  environment: Record<string, string> | null;
  keyFile: { name: string; text: string } | null;
  files: { name: string; url: string; sha256: string }[];
  run: Record<string, unknown>;
}

/** The programs of a simulated Windows. */
export interface SimulatedPrograms {
  installed: Record<string, string[]>;
  installers: Record<string, SimulatedInstaller[]>;
  /** What was run, in order. */
  runs: Run[];
  journal: Record<string, { exitCode: number | null; digest: string; sinceStart: boolean }>;
  atRestart: Record<string, string[]>;
  /** Names that the PC cannot measure. */
  unmeasured: string[];
  left: string[];
  /** The start of Windows that this is the state of: `bootedAt` of the PC. */
  since: unknown;
}

/** The programs of this PC; it has none at first, and each installer does what it says. */
export function programsOf(pc: Record<string, unknown>): SimulatedPrograms {
  const fresh: SimulatedPrograms = {
    ...{
      installed: {},
      installers: {},
      runs: [],
      journal: {},
      atRestart: {},
      unmeasured: [],
      left: [],
      since: pc['bootedAt'],
    },
  };
  const programs = (pc['programs'] ??= fresh) as SimulatedPrograms;
  if (programs.since !== pc['bootedAt']) restarted(programs);
  programs.since = pc['bootedAt'];
  return programs;
}

/** What a restart of Windows does to its programs. */
function restarted(programs: SimulatedPrograms): void {
  Object.assign(programs.installed, programs.atRestart);
  programs.atRestart = {};
  for (const one of Object.values(programs.journal)) one.sinceStart = false;
}

interface DetectGiven {
  programs: { name: string; digest: string; rule: { version?: string } }[];
}
interface InstallGiven extends Omit<Run, 'name' | 'run'> {
  program: {
    name: string;
    digest: string;
    kind: string;
    run: Record<string, unknown>;
    timeoutSeconds: number;
  };
}

export const SOFTWARE: WindowsScripts = {
  'software/detect': ({ programs }: DetectGiven, pc) => {
    const known = programsOf(pc);
    const measured = programs.map(({ name, digest }) => {
      const versions = known.installed[name];
      const last = known.journal[name];
      return {
        name,
        found: known.unmeasured.includes(name) ? null : versions !== undefined,
        versions: versions ?? [],
        sha256: null,
        exitCode: null,
        last: last?.digest === digest ? { exitCode: last.exitCode, sinceStart: last.sinceStart } : null,
      };
    });
    return { result: { programs: measured } };
  },
  'software/install': ({ program, ...given }: InstallGiven, pc) => {
    const known = programsOf(pc);
    const { name, digest, run } = program;
    const did = known.installers[name] ?? [];
    const before = known.runs.filter((one) => one.name === name).length;
    // An installer that nothing is said of installs what its rule asks for, whatever that is.
    const {
      exitCode = 0,
      state = 'ended',
      ...what
    } = did[Math.min(before, did.length - 1)] ?? {
      installs: ['999.0'],
    };
    known.runs.push({ name, run, ...given });
    if (what.installs !== undefined) known.installed[name] = what.installs;
    if (what.installsAtRestart !== undefined) known.atRestart[name] = what.installsAtRestart;
    const code = state === 'ended' ? exitCode : null;
    if (state === 'ended') known.journal[name] = { exitCode: code, digest, sinceStart: true };
    return { result: { state, exitCode: code, seconds: 1, log: what.log ?? [] } };
  },
  'software/clean': (_: never, pc) => {
    const { left } = programsOf(pc);
    programsOf(pc).journal = {};
    return { result: { left } };
  },
};
