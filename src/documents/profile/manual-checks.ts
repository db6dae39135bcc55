/** The manual checks that Établi knows, in the order in which they are done at a PC. */
export const READY_CHECKS = [
  'screen',
  'keyboard',
  'touchpad',
  'webcam',
  'microphone',
  'loudspeakers',
  'ports',
  'hinges',
] as const;
export type ReadyCheck = (typeof READY_CHECKS)[number];

export function isReadyCheck(id: string): id is ReadyCheck {
  return (READY_CHECKS as readonly string[]).includes(id);
}

/** Who may sign the answers to manual checks. */
export const SIGNING_ROLES = ['technician', 'customer'] as const;
