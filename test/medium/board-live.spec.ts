import { randomUUID } from 'node:crypto';
import { Machines } from '../../src/park/machine/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await runningServer();
});

afterAll(async () => {
  await server.stop();
});

describe('a live page', () => {
  it.each(['machines', 'deployments', 'lots'])('of a record that does not exist is 404: %s', async (kind) => {
    const response = await server.ask(`/${kind}/${randomUUID()}/live`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    await response.body?.cancel();
  });
});

/** The last letters stand for a control character of firmware, of a terminal, and one that turns the text. */
const HOSTILE = 'X\u009b31m\u001b]0;\u0007\u202eY\u200b';
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e]/;

describe('control characters from firmware', () => {
  it('appear on no page, whatever field they come in', async () => {
    const machines = server.app.get(Machines);
    const identity = { serial: `S1${HOSTILE}`, macs: ['52:54:00:aa:00:01'] };
    const { id } = await machines.register({ ...identity, manufacturer: HOSTILE, product: HOSTILE });
    await machines.recordInventory(id, {
      firmware: { kind: 'uefi', vendor: HOSTILE, version: HOSTILE },
      cpu: { model: HOSTILE },
      disks: [
        {
          path: '/dev/sda',
          model: HOSTILE,
          serial: HOSTILE,
          bus: 'sata',
          sizeBytes: 1,
          removable: false,
          readOnly: false,
          partitions: [],
        },
      ],
      nics: [{ name: HOSTILE, driver: HOSTILE, bus: 'pci', addresses: [HOSTILE] }],
      gpus: [],
      devicesWithoutDriver: [],
    });
    for (const path of ['/machines', `/machines/${id}`]) {
      const html = await (await server.ask(path)).text();
      expect(html).toContain('X31m]0;Y');
      expect(CONTROL.exec(html)?.[0]).toBeUndefined();
    }
    const { inventory } = await machines.findById(id);
    expect(JSON.stringify(inventory)).not.toMatch(CONTROL);
  });
});
