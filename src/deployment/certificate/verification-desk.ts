import { createHash, createPublicKey, timingSafeEqual } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AttemptLimit } from '../../platform/account/index.js';
import { type Bilingual, InputError } from '../../platform/core/index.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import type { Certificate, Stamped, Verification } from '../proof/index.js';
import { CertificateStore } from './certificate.store.js';
import { Certificates } from './certificates.js';
import { DIGEST_FRAGMENT } from './make-certificate.js';

const THREAD = new URL('./verify.thread.js', import.meta.url);
/** A genuine file takes a few milliseconds; a hostile one is cut off. */
const LIMITS = { threads: 1, waiting: 8, runMs: 10_000, ofOneOwner: 4 };
/** Of one address in a minute: a technician with a stack of papers, but no search for a certificate. */
const ATTEMPTS = { points: 60, seconds: 60 };
const CODE = /^(?:.*\/verify\/)?([A-Z]+-\d{4}-\d{6,10})\/([0-9a-f]+)$/;

/** What is known of a certificate that was found or verified. */
export interface Verified {
  certificate: Certificate;
  /** When a later certificate was issued for the same PC, by this Établi. */
  supersededAt?: Date;
}

export type FileOutcome =
  | ({ isAuthentic: true; kind: 'json' | 'pdf'; byOwnKey: boolean; timeStamp?: Stamped } & Verified)
  | { isAuthentic: false; reason: Bilingual };

/** Where anybody has a certificate verified, without an account. */
@Injectable()
export class VerificationDesk implements OnModuleDestroy {
  private readonly threads = new DocumentThreads(LIMITS);
  private readonly attempts = new AttemptLimit(ATTEMPTS.points, ATTEMPTS.seconds);

  constructor(
    private readonly certificates: Certificates,
    private readonly store: CertificateStore,
  ) {}

  /** Counts what an address asks. Rejects with TooManyAttemptsError. */
  admit(address: string): Promise<void> {
    return this.attempts.consume(address);
  }

  /**
   * Verifies a file on its own, with the key of this Établi or another one's (PEM). Rejects with InputError when the
   * key is none.
   */
  async file(bytes: Buffer, address: string, otherKey?: string): Promise<FileOutcome> {
    const ownKey = this.certificates.publicKeyPem();
    const key = otherKey === undefined ? ownKey : readKey(otherKey);
    const found = await this.threads.of(address).run<Verification>(THREAD, 'verify', [bytes, key]);
    if (!found.valid) return { isAuthentic: false, reason: found.reason };
    const byOwnKey = key.trim() === ownKey.trim();
    const known = byOwnKey ? await this.known(found.record) : { certificate: found.record };
    return { isAuthentic: true, kind: found.kind, byOwnKey, timeStamp: found.timeStamp, ...known };
  }

  /** The certificate with this number, for who has the beginning of its digest: the paper or the file. */
  async byCode(number: string, fragment: string): Promise<Verified | undefined> {
    if (fragment.length !== DIGEST_FRAGMENT) return undefined;
    const row = await this.store.find({ number });
    const documents = row && (await this.store.documents(row.id));
    // The same work for a number that does not exist: the time tells nothing.
    const { payload = '' } = documents ? (JSON.parse(documents.jws) as { payload?: string }) : {};
    const bytes = Buffer.from(payload, 'base64url');
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, DIGEST_FRAGMENT);
    if (!documents || !timingSafeEqual(Buffer.from(digest), Buffer.from(fragment.padEnd(DIGEST_FRAGMENT))))
      return undefined;
    return this.known(JSON.parse(bytes.toString('utf8')) as Certificate);
  }

  private async known(certificate: Certificate): Promise<Verified> {
    const { serial } = certificate.machine;
    const later =
      serial === undefined ? undefined : await this.store.laterOf(serial, new Date(certificate.issuedAt));
    return { certificate, ...(later && { supersededAt: later.issuedAt }) };
  }

  onModuleDestroy(): Promise<void> {
    return this.threads.close();
  }
}

/** Number and digest of what a scanner reads from the paper: an address of any Établi; undefined for anything else. */
export function readCode(scanned: string): { number: string; fragment: string } | undefined {
  const [, number, fragment] = CODE.exec(scanned.trim()) ?? [];
  return number === undefined || fragment === undefined ? undefined : { number, fragment };
}

/** The same key in the one form that ours has. */
function readKey(pem: string): string {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key.export({ type: 'spki', format: 'pem' }).toString();
  } catch {
    // Answered below, as for a key of another kind.
  }
  throw new InputError({ fr: 'À corriger : la clé publique.', en: 'To correct: the public key.' }, [
    {
      field: 'key',
      found: pem.slice(0, 40),
      expected: { fr: 'une clé publique Ed25519 (PEM)', en: 'an Ed25519 public key (PEM)' },
    },
  ]);
}
