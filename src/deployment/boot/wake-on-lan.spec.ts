import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import wakeOnLan from 'wake_on_lan';
import { wake } from './wake-on-lan.js';

describe('wake', () => {
  it('sends each machine its magic packets, one machine after another', async () => {
    const listener = createSocket('udp4');
    const woken: string[] = [];
    listener.on('message', (packet) => {
      expect(packet).toHaveLength(102);
      expect(packet.subarray(0, 6).toString('hex')).toBe('ffffffffffff');
      const mac = packet.subarray(6, 12).toString('hex');
      expect(packet.subarray(96).toString('hex')).toBe(mac);
      if (!woken.includes(mac)) woken.push(mac);
    });
    listener.bind(9, '127.0.0.1');
    await once(listener, 'listening');
    await wake(['52:54:00:e7:ab:01', '52:54:00:e7:ab:02'], { broadcast: '127.0.0.1', intervalMs: 1 });
    // The last packet may still be on its way to this process.
    while (woken.length < 2) await once(listener, 'message');
    listener.close();
    expect(woken).toEqual(['525400e7ab01', '525400e7ab02']);
  });

  it('refuses what is no MAC address', async () => {
    await expect(wake(['not a mac'])).rejects.toThrow('malformed MAC address');
    expect(() => wakeOnLan.createMagicPacket('00')).toThrow('malformed MAC address');
  });
});
