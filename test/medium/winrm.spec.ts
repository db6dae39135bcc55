import { connectWinrm } from '../../src/platform/transport/index.js';
import { describeRemote } from '../support/remote-contract.js';
import { TlsAuthority } from '../support/tls-authority.js';
import { bashBackend, WinrsHost } from '../support/winrs-host.js';

const USER = 'Etabli';
const PASSWORD = 'S3cret!é€ "quoted" & <tagged>';

describeRemote('winrm', { carriesControls: false }, async () => {
  const authority = new TlsAuthority();
  const host = await WinrsHost.start({
    ...authority.issue('DNS:pc01.example'),
    user: USER,
    password: PASSWORD,
    backend: bashBackend,
    strictBinding: true,
  });
  return {
    connect: ({ keepaliveMs } = {}) =>
      connectWinrm(
        {
          host: '127.0.0.1',
          port: host.port,
          user: USER,
          password: PASSWORD,
          certificateAuthority: authority.certificatePem,
          serverName: 'pc01.example',
        },
        keepaliveMs === undefined ? {} : { operationTimeoutMs: keepaliveMs, graceMs: 1_000 },
      ),
    cut: () => Promise.resolve(host.cut()),
    silence: () => Promise.resolve(host.silence()),
    stop: async () => {
      await host.stop();
      authority.remove();
    },
  };
});
