import { isDeepStrictEqual } from 'node:util';
import type { Channel, ChannelProtocol } from '../../park/machine/index.js';
import {
  type ConnectOptions,
  connectSsh,
  connectWinrm,
  type Remote,
  type SshTarget,
  type WinrmTarget,
} from '../../platform/transport/index.js';
import type { WindowsLogin } from './first-boot/windows-accesses.js';

/** Where a machine is reached, with what, and what it must prove itself with. */
export type RemoteTarget = ({ protocol: 'ssh' } & SshTarget) | ({ protocol: 'winrm' } & WinrmTarget);

/** What one deployment logs on to its machine with. */
export interface Logins {
  /** Établi's own, OpenSSH PEM. */
  privateKey: string;
  /** The host key that was read while the system was made; not the one that the system reports. */
  systemHostKey(): string;
  /** Undefined until the installed Windows has let Établi in. */
  windows(): Promise<WindowsLogin | undefined>;
}

type MakeTarget = (channel: Channel, logins: Logins) => Promise<RemoteTarget | undefined>;

const TARGETS: Record<ChannelProtocol, MakeTarget> = {
  ssh: ({ kind, address: host, port, pin }, logins) => {
    const hostKey = kind === 'system' ? logins.systemHostKey() : pin;
    const { privateKey } = logins;
    return Promise.resolve({ protocol: 'ssh', host, port, user: 'root', privateKey, hostKey });
  },
  winrm: async ({ address: host, port }, logins) => {
    const login = await logins.windows();
    return login && { protocol: 'winrm', host, port, ...login };
  },
};

/** How this channel is reached; undefined while nothing opens it. */
export function targetOf(channel: Channel, logins: Logins): Promise<RemoteTarget | undefined> {
  return TARGETS[channel.protocol](channel, logins);
}

/** Resolves once the machine accepts the login. */
export function connectTo(target: RemoteTarget, options: ConnectOptions): Promise<Remote> {
  return target.protocol === 'ssh' ? connectSsh(target, options) : connectWinrm(target, options);
}

/** Whether both lead to the same place, with the same login and the same proof. */
export function isSameTarget(one: RemoteTarget, other: RemoteTarget): boolean {
  return isDeepStrictEqual(one, other);
}
