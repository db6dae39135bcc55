import type { IncomingMessage } from 'node:http';

/**
 * Whether the firmware itself asks. After UEFI HTTP Boot, GRUB leaves HTTP to it: it takes a new port for each
 * connection, fetches everything over one, and does not recover when that one is reset.
 */
export function isFirmwareHttp({ headers }: IncomingMessage): boolean {
  return headers['user-agent']?.startsWith('UefiHttpBoot') === true;
}
