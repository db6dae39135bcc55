import type { Channel } from '../../park/machine/index.js';
import { targetOf } from './remote-target.js';

const LOGIN = {
  user: 'etabli-1',
  password: 'p',
  certificateAuthority: 'PEM',
  serverName: 'pc.etabli.invalid',
  certificate: 'f'.repeat(64),
};
const ssh: Channel = {
  kind: 'environment',
  protocol: 'ssh',
  address: '10.0.0.7',
  port: 22,
  pin: 'ssh-ed25519 AAAA',
};
const winrm: Channel = { ...ssh, kind: 'system', protocol: 'winrm', port: 5986, pin: 'f'.repeat(64) };

const loginsOf = (windows: typeof LOGIN | undefined) => ({
  privateKey: 'ours',
  systemHostKey: () => 'ssh-ed25519 BBBB',
  windows: () => Promise.resolve(windows),
});

describe('the way to a machine', () => {
  it('to an environment is the host key that it announced', async () => {
    expect(await targetOf(ssh, loginsOf(undefined))).toEqual({
      ...{ protocol: 'ssh', host: '10.0.0.7', port: 22, user: 'root', privateKey: 'ours' },
      hostKey: 'ssh-ed25519 AAAA',
    });
  });

  it('to an installed Linux is the host key that was read while it was made, whatever it announces', async () => {
    const target = await targetOf({ ...ssh, kind: 'system' }, loginsOf(LOGIN));
    expect(target).toMatchObject({ protocol: 'ssh', hostKey: 'ssh-ed25519 BBBB' });
  });

  it('to an installed Windows is the account and the name of its certificate', async () => {
    expect(await targetOf(winrm, loginsOf(LOGIN))).toEqual({
      ...{ protocol: 'winrm', host: '10.0.0.7', port: 5986 },
      ...LOGIN,
    });
  });

  it('to a Windows that has no account any more is none', async () => {
    expect(await targetOf(winrm, loginsOf(undefined))).toBeUndefined();
  });
});
