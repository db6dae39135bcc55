import { Socket } from 'node:net';
import { OperatorError, TransientError, type Bilingual } from '../../../platform/core/index.js';
import type { SettingValue } from '../../../platform/settings/index.js';
import type { Transporter } from 'nodemailer';
import type { MAIL } from './mail-setting.js';
import type { MailText } from './mail-text.js';

export type MailSettings = SettingValue<typeof MAIL>;

export interface Mail extends MailText {
  to: string;
  /** The same for every attempt, so that a reader’s program recognises a repetition. */
  id: string;
}

/** Of silence; whoever calls limits the whole exchange. */
const TIMEOUT_MS = 15_000;
const TRIED_MS = 20_000;
const CORRECT: Bilingual = {
  fr: 'Un administrateur le corrige : etabli setting set mail, puis etabli setting test mail.',
  en: 'An administrator corrects it: etabli setting set mail, then etabli setting test mail.',
};

/**
 * Sends one message by the server of the setting, whose certificate is checked. Resolves when the server took it; the
 * connection is cut when `signal` aborts, since a server may answer a line now and then without end.
 */
export async function sendMail(
  settings: MailSettings,
  { to, id, subject, text }: Mail,
  signal: AbortSignal,
): Promise<void> {
  await connected(settings, signal, (transport) =>
    transport.sendMail({
      from: { name: 'Établi', address: settings.from! },
      to,
      subject,
      text,
      messageId: `<${id}@etabli.invalid>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
  );
}

/** Logs in to the server without sending anything. */
export async function tryMail(
  settings: MailSettings,
  signal: AbortSignal = AbortSignal.timeout(TRIED_MS),
): Promise<Bilingual> {
  await connected(settings, signal, (transport) => transport.verify());
  const who = settings.account === undefined ? '' : ` (${settings.account})`;
  return {
    fr: `${settings.host} accepte la connexion${who}.`,
    en: `${settings.host} accepts the connection${who}.`,
  };
}

async function connected(
  settings: MailSettings,
  signal: AbortSignal,
  work: (transport: Transporter) => Promise<unknown>,
): Promise<void> {
  const socket = new Socket();
  const transport = await transportOf(settings, socket);
  const cut = (): void => void socket.destroy(new Error('its answers did not end in time'));
  signal.addEventListener('abort', cut, { once: true });
  try {
    signal.throwIfAborted();
    await work(transport);
  } catch (error) {
    throw unsent(settings, error);
  } finally {
    signal.removeEventListener('abort', cut);
    transport.close();
  }
}

async function transportOf(settings: MailSettings, socket: Socket): Promise<Transporter> {
  const { host, port, security, account, password } = settings;
  if (host === undefined || settings.from === undefined) throw unset();
  if (security === 'none' && account !== undefined) throw accountInClear();
  const { createTransport } = await import('nodemailer');
  return createTransport({
    socket,
    host,
    port: port ?? (security === 'tls' ? 465 : security === 'starttls' ? 587 : 25),
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2' },
    ...(account !== undefined && { auth: { user: account, pass: password ?? '' } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
}

function unset(): OperatorError {
  return new OperatorError(
    {
      fr: 'aucun serveur de courrier n’est réglé (serveur et expéditeur)',
      en: 'no mail server is set (server and sender)',
    },
    { remedy: CORRECT },
  );
}

function accountInClear(): OperatorError {
  return new OperatorError(
    {
      fr: 'un compte et son mot de passe ne sont pas envoyés sans chiffrement',
      en: 'an account and its password are not sent without encryption',
    },
    { remedy: CORRECT },
  );
}

/** The server’s own words, in which it repeats no password: nodemailer reports its answer only. */
function unsent({ host }: MailSettings, error: unknown): TransientError {
  const { message = '', code = '', response } = error as Error & { code?: string; response?: string };
  const words = (response ?? (message || code)).replace(/\s+/g, ' ').slice(0, 300);
  return new TransientError(
    {
      fr: `le serveur de courrier ${host} n’a pas pris le message : ${words}`,
      en: `the mail server ${host} did not take the message: ${words}`,
    },
    { cause: error, remedy: CORRECT },
  );
}
