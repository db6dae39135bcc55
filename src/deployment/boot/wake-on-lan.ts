import { setTimeout as pause } from 'node:timers/promises';
import wakeOnLan from 'wake_on_lan';

export interface WakeOptions {
  /** The broadcast address of the boot network; 255.255.255.255 by default. */
  broadcast?: string;
  /** The delay between two machines, which limits the inrush current of a lot; 500 ms by default. */
  intervalMs?: number;
  signal?: AbortSignal;
}

/** Sends magic packets to one machine after another. Rejects when a packet cannot be sent. */
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
