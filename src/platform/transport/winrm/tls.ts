import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { PermanentError, TransientError } from '../../core/index.js';
import { authorityOf, type WinrmTarget } from './target.js';

/** How much of the names of a stranger's certificate is shown. */
const MOST_OF_NAMES = 200;

/** Nobody answers there, or not by TLS. */
export class UnreachableError extends TransientError {}

export type TlsTarget = Pick<
  WinrmTarget,
  'host' | 'port' | 'certificateAuthority' | 'serverName' | 'certificate'
>;

/** A certificate of our authority for the name of the machine, which another key than its own asked for. */
const FORMER_CERTIFICATE = 'FORMER_CERTIFICATE';

/**
 * Opens a TLS connection to a machine whose certificate is of our authority and for its name; nothing is sent to
 * another one. Rejects with PermanentError when the certificate is not, with TransientError when there is no
 * connection, with the reason of the signal when that aborts.
 */
export function openTls(target: TlsTarget, signal: AbortSignal): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const { host, port, serverName } = target;
    const socket = connect({
      host,
      port,
      ca: [target.certificateAuthority],
      minVersion: 'TLSv1.2',
      ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
      checkServerIdentity: (_, certificate) => checkServerIdentity(serverName, certificate),
      // Not left to connect(), which says nothing of the certificate that it refuses.
      rejectUnauthorized: false,
    });
    const aborted = () => end(signal.reason as Error);
    const end = (error: Error) => {
      signal.removeEventListener('abort', aborted);
      socket.destroy();
      reject(error);
    };
    signal.addEventListener('abort', aborted, { once: true });
    socket.once('error', (error: NodeJS.ErrnoException) => end(unreachable(target, error)));
    socket.once('close', () => end(unreachable(target, new Error('closed during the TLS handshake'))));
    socket.once('secureConnect', () => {
      if (!socket.authorized) return end(stranger(target, socket, String(socket.authorizationError)));
      if (!isPinned(target, socket)) return end(stranger(target, socket, FORMER_CERTIFICATE));
      signal.removeEventListener('abort', aborted);
      socket.removeAllListeners('error').removeAllListeners('close');
      socket.on('error', () => undefined); // what uses the socket sees it end
      resolve(socket);
    });
  });
}

function unreachable(target: TlsTarget, cause: NodeJS.ErrnoException): Error {
  const at = authorityOf(target);
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST/.test(cause.code ?? '')) {
    return new PermanentError(
      { fr: `${at} ne parle pas TLS : ${cause.message}`, en: `${at} does not speak TLS: ${cause.message}` },
      { cause, data: { host: target.host, port: target.port } },
    );
  }
  return new UnreachableError(
    {
      fr: `pas de connexion WinRM avec ${at} : ${cause.message}`,
      en: `no WinRM connection to ${at}: ${cause.message}`,
    },
    { cause, data: { host: target.host, port: target.port } },
  );
}

/** Why a certificate is refused: what it says, and what was expected. */
function stranger(target: TlsTarget, socket: TLSSocket, code: string): PermanentError {
  const found = socket.getPeerCertificate();
  const names = (found.subjectaltname ?? `CN=${String(found.subject?.CN)}`).slice(0, MOST_OF_NAMES);
  const { serverName } = target;
  const [fr, en] =
    code === 'ERR_TLS_CERT_ALTNAME_INVALID'
      ? [
          `son certificat est pour « ${names} », « ${serverName} » est attendu`,
          `its certificate is for “${names}”, “${serverName}” is expected`,
        ]
      : code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID'
        ? [
            `son certificat vaut du ${found.valid_from} au ${found.valid_to}, et il est ${new Date().toUTCString()}`,
            `its certificate is valid from ${found.valid_from} to ${found.valid_to}, and it is ${new Date().toUTCString()}`,
          ]
        : code === FORMER_CERTIFICATE
          ? [
              `son certificat (SHA-256 ${found.fingerprint256}) n’est pas celui que ce PC a reçu en dernier`,
              `its certificate (SHA-256 ${found.fingerprint256}) is not the one that this PC got last`,
            ]
          : [
              `son certificat (${names}) est émis par « ${issuerOf(found)} », l’autorité d’Établi est attendue (${code})`,
              `its certificate (${names}) is issued by “${issuerOf(found)}”, Établi's authority is expected (${code})`,
            ];
  return new PermanentError(
    {
      fr: `${target.host} n’est pas la machine attendue : ${fr}`,
      en: `${target.host} is not the expected machine: ${en}`,
    },
    {
      data: { host: target.host, port: target.port, found: names, expected: serverName, code },
      remedy: {
        fr: 'Vérifiez qu’aucune autre machine n’a pris cette adresse ; sinon, redéployez le PC pour qu’il demande un certificat.',
        en: 'Check that no other machine has taken this address; otherwise deploy the PC again, so that it asks for a certificate.',
      },
    },
  );
}

function issuerOf({ issuer }: Partial<PeerCertificate>): string {
  return String(issuer?.CN ?? issuer?.O ?? '?').slice(0, MOST_OF_NAMES);
}

function isPinned({ certificate }: TlsTarget, socket: TLSSocket): boolean {
  if (certificate === undefined) return true;
  return createHash('sha256').update(socket.getPeerCertificate().raw).digest('hex') === certificate;
}
