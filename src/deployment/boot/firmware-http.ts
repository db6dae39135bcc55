import type { IncomingMessage } from 'node:http';

/**
 * Whether the request comes from firmware. After UEFI HTTP Boot, GRUB uses the firmware for HTTP, which fetches
 * everything over one connection and does not recover when that is reset. Each connection has a new port.
 */
export function isFirmwareHttp({ headers }: IncomingMessage): boolean {
  return headers['user-agent']?.startsWith('UefiHttpBoot') === true;
}
