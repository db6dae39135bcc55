import { TransientError } from '../../core/index.js';
import type { Remote } from '../remote.js';
import { isIdentified, UnreadableAnswerError } from './answers.js';
import { Envelopes } from './envelopes.js';
import { Credentials } from './ntlm.js';
import { WinrmSession } from './session.js';
import { authorityOf, type WinrmTarget } from './target.js';
import { WinrmRemote } from './winrm-remote.js';

export interface WinrmConnectOptions {
  /** From the first packet to the login. 10 s by default. */
  timeoutMs?: number;
  /** Aborting ends the attempt, which rejects with the signal's reason. */
  signal?: AbortSignal;
  /** After this Windows says that a silent command still runs: 10 s by default; it takes 0.5 s and more. */
  outputMs?: number;
  /** For making a shell and starting a command: 60 s by default, as the first shell of an account makes its profile. */
  workMs?: number;
  /** A machine that lets that long pass beyond them is lost. 10 s by default. */
  graceMs?: number;
}

/**
 * Connects to a Windows that shows a certificate of our authority for its name, by HTTPS and NTLMv2. Resolves once
 * it accepts the login and answers as WinRM.
 * Rejects with PermanentError when another certificate answers or the password is refused, with TransientError when
 * nobody answers in time.
 */
export async function connectWinrm(target: WinrmTarget, options: WinrmConnectOptions = {}): Promise<Remote> {
  const { timeoutMs = 10_000, signal, outputMs = 10_000, workMs = 60_000, graceMs = 10_000 } = options;
  signal?.throwIfAborted();
  const { user, password, ...place } = target;
  const credentials = new Credentials(user, password);
  const session = new WinrmSession(place, credentials, graceMs);
  const envelopes = new Envelopes(`https://${authorityOf(target)}/wsman`, { outputMs, workMs });
  const late = AbortSignal.timeout(timeoutMs);
  const signals = AbortSignal.any(signal ? [late, signal] : [late]);
  try {
    await session.login(signals);
    if (!isIdentified(await session.ask(envelopes.identify(), signals))) throw notWinrm(target);
    return new WinrmRemote(session, envelopes, credentials.user);
  } catch (error) {
    session.close();
    signal?.throwIfAborted();
    throw late.aborted ? tooSlow(target, timeoutMs) : error;
  }
}

function tooSlow({ host, port }: WinrmTarget, timeoutMs: number): TransientError {
  const seconds = timeoutMs / 1000;
  return new TransientError(
    {
      fr: `pas de connexion WinRM avec ${host}:${port} après ${seconds} s`,
      en: `no WinRM connection to ${host}:${port} after ${seconds} s`,
    },
    { data: { host, port } },
  );
}

function notWinrm({ host }: WinrmTarget): UnreadableAnswerError {
  return new UnreadableAnswerError({
    fr: `${host} ne répond pas comme WinRM`,
    en: `${host} does not answer as WinRM`,
  });
}
