import { NodeSSH } from 'node-ssh';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { PermanentError, TransientError } from '../../core/index.js';
import { RefusedLoginError } from '../refused-login.js';
import type { Remote } from '../remote.js';
import { SshRemote } from './ssh-remote.js';
import { readHostKey, type SshTarget } from './target.js';

export interface ConnectOptions {
  /** From the first packet to the login. 10 s by default. */
  timeoutMs?: number;
  /** Aborting ends the attempt, which rejects with the signal's reason. */
  signal?: AbortSignal;
  /** How often a keepalive is sent; after three without an answer the connection is lost. 5 s by default. */
  keepaliveMs?: number;
}

/**
 * Connects to a machine whose host key is known. Resolves once the machine accepts the login.
 * Rejects with PermanentError when another host key answers or the login is refused, with TransientError
 * when nobody answers in time. RFC 4252, 4253.
 */
export async function connectSsh(target: SshTarget, options: ConnectOptions = {}): Promise<Remote> {
  options.signal?.throwIfAborted();
  const pinned = readHostKey(target.hostKey);
  const ssh = new NodeSSH();
  let stranger = false;
  const connecting = ssh.connect({
    host: target.host,
    port: target.port,
    username: target.user,
    privateKey: target.privateKey,
    readyTimeout: options.timeoutMs ?? 10_000,
    keepaliveInterval: options.keepaliveMs ?? 5_000,
    keepaliveCountMax: 3,
    algorithms: { serverHostKey: pinned.algorithms as ServerHostKeyAlgorithm[] },
    hostVerifier: (key: Buffer) => {
      stranger = !key.equals(pinned.bytes);
      return !stranger;
    },
  });
  const client = ssh.connection!; // there at once; null again when the connection has ended
  client.on('error', () => undefined); // node-ssh listens until the login only, and an error would end the process
  const aborted = () => void client.destroy();
  options.signal?.addEventListener('abort', aborted, { once: true });
  try {
    await connecting;
  } catch (error) {
    client.destroy();
    options.signal?.throwIfAborted();
    throw explained(error, target, stranger);
  } finally {
    options.signal?.removeEventListener('abort', aborted);
  }
  client.setNoDelay(true); // without it every command waits some 80 ms for Nagle's algorithm
  return new SshRemote(client);
}

function explained(cause: unknown, { host, port, user }: SshTarget, stranger: boolean): Error {
  const { level, message } = cause as { level?: string; message: string };
  const data = { host, port };
  if (stranger || /no matching host key/i.test(message)) {
    return new PermanentError(
      {
        fr: `${host} ne présente pas la clé d’hôte attendue : ce n’est pas la machine qui s’est annoncée`,
        en: `${host} does not show the expected host key: it is not the machine that announced itself`,
      },
      { cause, data },
    );
  }
  if (level === 'client-authentication') {
    return new RefusedLoginError(
      { fr: `${host} refuse la clé d’Établi pour ${user}`, en: `${host} refuses Établi's key for ${user}` },
      { cause, data },
    );
  }
  if (/privateKey/.test(message)) {
    return new PermanentError(
      { fr: 'la clé SSH d’Établi est illisible', en: 'the SSH key of Établi is unreadable' },
      { cause },
    );
  }
  return new TransientError(
    {
      fr: `pas de connexion SSH avec ${host}:${port} : ${message}`,
      en: `no SSH connection to ${host}:${port}: ${message}`,
    },
    { cause, data },
  );
}
