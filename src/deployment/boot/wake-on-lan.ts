import { setTimeout as pause } from 'node:timers/promises';
import wakeOnLan from 'wake_on_lan';

export interface WakeOptions {
  /** The address that every machine of the boot network hears; 255.255.255.255 by default. */
  broadcast?: string;
  /** The wait between two machines, so that a lot does not draw its inrush current at once; 500 ms by default. */
  intervalMs?: number;
  signal?: AbortSignal;
}

/** Sends each machine its magic packets, one machine after another. Rejects when a packet cannot be sent. */
export async function wake(macs: string[], options: WakeOptions = {}): Promise<void> {
  const { broadcast = '255.255.255.255', intervalMs = 500, signal } = options;
  for (const [n, mac] of macs.entries()) {
    if (n > 0) await pause(intervalMs, undefined, { signal });
    await wakeOne(mac, broadcast);
  }
}

function wakeOne(mac: string, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    wakeOnLan.wake(mac, { address }, (error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error(JSON.stringify(error)));
    });
  });
}
