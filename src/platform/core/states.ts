/** The two queues that steps run on: `imaging` is heavy and few at once, `control` light and many at once. */
export const QUEUES = ['imaging', 'control'] as const;
export type QueueName = (typeof QUEUES)[number];

/** An event from a machine, or from a person about it. */
export const SIGNALS = [
  'environment-booted',
  'system-booted',
  'system-opened',
  'system-sealed',
  'manual-checks-answered',
  'machine-confirmed',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** Signals that only a person can send: the board asks for somebody. */
export const PERSON_SIGNALS = [
  'manual-checks-answered',
  'machine-confirmed',
] as const satisfies readonly Signal[];

/** `deploy` installs and certifies a machine; `capture` makes a master of its disk and writes nothing to it. */
export const PURPOSES = ['deploy', 'capture'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What a capture makes a master of: the whole disk, or the image of the Windows on it. */
export const CAPTURED_KINDS = ['disk', 'wim'] as const;
export type CapturedKind = (typeof CAPTURED_KINDS)[number];

/**
 * A deployment is `planned` until a technician arms it. `armed` waits for the machine, `running` and
 * `waiting` go through the steps, and the last four are final.
 */
export const DEPLOYMENT_STATES = [
  'planned',
  'armed',
  'running',
  'waiting',
  'certified',
  'captured',
  'failed',
  'cancelled',
] as const;
export type DeploymentState = (typeof DEPLOYMENT_STATES)[number];

/** States in which a deployment holds its machine and may touch its disk. */
export const ACTIVE_STATES = ['armed', 'running', 'waiting'] as const satisfies readonly DeploymentState[];
export const END_STATES = [
  'certified',
  'captured',
  'failed',
  'cancelled',
] as const satisfies readonly DeploymentState[];

export function isActive(state: DeploymentState): boolean {
  return (ACTIVE_STATES as readonly string[]).includes(state);
}

export function isEnded(state: DeploymentState): boolean {
  return (END_STATES as readonly string[]).includes(state);
}

/** A step is `pending` until those before it are done, then `queued`, `running` or `waiting` for a signal. */
export const STEP_STATES = [
  'pending',
  'queued',
  'running',
  'waiting',
  'done',
  'failed',
  'cancelled',
] as const;
export type StepState = (typeof STEP_STATES)[number];

/** What a machine boots at its next network boot. */
export const BOOT_TARGETS = ['environment', 'disk'] as const;
export type BootTarget = (typeof BOOT_TARGETS)[number];
