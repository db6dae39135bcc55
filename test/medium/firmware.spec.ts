import { once } from 'node:events';
import { connect } from 'node:net';
import { reportBoot } from '../../src/deployment/boot/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await runningServer({ HOST: '0.0.0.0' });
});

afterAll(async () => {
  await server.stop();
});

describe('a separate boot service', () => {
  it('notifies the server when a PC starts, and the server closes the connections of its previous boot', async () => {
    const old = connect(server.httpPort, '127.0.0.1');
    old.write('GET /boot/52:54:00:00:00:01/grub.cfg HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(old, 'data');
    const reset = once(old, 'error');
    await reportBoot({ host: '0.0.0.0', httpPort: server.httpPort }, '127.0.0.1');
    expect((await reset)[0]).toMatchObject({ code: 'ECONNRESET' });
  });

  it('does not fail when the server is not running', async () => {
    await expect(reportBoot({ host: '0.0.0.0', httpPort: 1 }, '10.0.0.9')).resolves.toBeUndefined();
  });
});
