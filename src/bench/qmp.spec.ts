import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Qmp } from './qmp.js';

const READY = '{"QMP":{"version":{},"capabilities":[]}}\n{"return":{},"id":0}\n';

describe('the control socket of a virtual PC', () => {
  let folder: string;
  let server: Server;
  let pc: Socket;

  /** A QEMU that sends this on connection and reads nothing. */
  async function qemu(says: string): Promise<string> {
    const path = join(folder, 'qmp');
    server = createServer({ pauseOnConnect: true }, (socket) => {
      pc = socket;
      socket.on('error', () => undefined);
      socket.write(says);
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return path;
  }

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'etabli-qmp-'))));
  afterEach(async () => {
    pc.destroy();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  it('that closes during a command rejects with "the PC is off"', async () => {
    const qmp = await Qmp.connect(await qemu(READY));
    const answer = qmp.execute('query-status');
    // The other end closes with the command unread, which is an error here.
    pc.destroy();
    await expect(answer).rejects.toThrow('the virtual PC is off');
    await expect(qmp.execute('query-status')).rejects.toThrow('the virtual PC is off');
  });

  it('that closes in the middle of a line rejects with "the PC is off"', async () => {
    const qmp = await Qmp.connect(await qemu(`${READY}{"half`));
    const answer = qmp.execute('query-status');
    pc.end();
    await expect(answer).rejects.toThrow('the virtual PC is off');
    qmp.close();
  });
});
