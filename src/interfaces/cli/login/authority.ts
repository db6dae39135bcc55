import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate } from 'node:tls';
import { InputError, TransientError } from '../../../platform/core/index.js';

const TIMEOUT_MS = 15_000;

/** The authority that a server shows. */
export interface ShownAuthority {
  pem: string;
  /** SHA-256 of the certificate, `AB:CD:…`. */
  fingerprint: string;
}

/**
 * The authority at the end of the server's chain; undefined when the system already trusts the server. Nothing is
 * sent to the server but the handshake: what it shows is only believed once a person has compared it.
 */
export async function shownAuthority(url: string): Promise<ShownAuthority | undefined> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const { trusted, certificate } = await handshake(host, Number(port || 443));
  if (trusted) return undefined;
  let top = certificate;
  const seen = new Set<string>();
  while (top.issuerCertificate && !seen.has(top.fingerprint256)) {
    seen.add(top.fingerprint256);
    top = top.issuerCertificate;
  }
  const authority = new X509Certificate(top.raw);
  if (!authority.ca) throw withoutAuthority(url);
  return { pem: authority.toString(), fingerprint: authority.fingerprint256 };
}

function handshake(
  host: string,
  port: number,
): Promise<{ trusted: boolean; certificate: DetailedPeerCertificate }> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) === 0 ? host : undefined;
    // The chain is only read here; every request that follows is checked against what was compared.
    const socket = connect({ host, port, servername, rejectUnauthorized: false, timeout: TIMEOUT_MS }, () => {
      resolve({ trusted: socket.authorized, certificate: socket.getPeerCertificate(true) });
      socket.end();
    });
    socket.on('timeout', () => socket.destroy(new Error('timeout')));
    socket.on('error', (cause: Error) => reject(silent(`${host}:${port}`, cause)));
  });
}

/** The same fingerprint, written with or without colons, in either case. */
export function isSameFingerprint(one: string, other: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/^sha-?256[:=\s]+/i, '')
      .replace(/[^0-9a-f]/gi, '')
      .toLowerCase();
  return plain(one).length === 64 && plain(one) === plain(other);
}

function silent(where: string, cause: Error): TransientError {
  const { code = cause.message } = cause as { code?: string };
  return new TransientError(
    {
      fr: `${where} ne répond pas en HTTPS (${code}).`,
      en: `${where} does not answer over HTTPS (${code}).`,
    },
    {
      cause,
      remedy: {
        fr: 'Vérifiez l’adresse et le port (8443 d’habitude), et qu’Établi est démarré.',
        en: 'Check the address and the port (usually 8443), and that Établi is running.',
      },
    },
  );
}

function withoutAuthority(url: string): InputError {
  return new InputError(
    {
      fr: `${url} ne montre pas l’autorité de son certificat : on ne peut pas la comparer.`,
      en: `${url} does not show the authority of its certificate: it cannot be compared.`,
    },
    [],
    {
      remedy: {
        fr: 'Donnez l’adresse d’Établi lui-même, ou son autorité avec --ca FICHIER.',
        en: 'Give the address of Établi itself, or its authority with --ca FILE.',
      },
    },
  );
}
