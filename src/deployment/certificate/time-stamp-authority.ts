import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { logger } from '../../platform/config/index.js';
import { type Bilingual, TransientError } from '../../platform/core/index.js';
import { BadTimeStamp, readTimeStamp, timeStampRequest, tokenOf } from '../../platform/cms/index.js';
import { Settings, TIMESTAMP } from '../../platform/settings/index.js';

const log = logger('certificate');
const WAIT_MS = 10_000;
const ATTEMPTS = 2;
/** A token with the chain of its signer has some 6 kB. */
const MOST_BYTES = 64_000;

/** Whether a signature was stamped: by whom and when, or why not. */
export type StampOutcome = { by: string; at: string } | { fault: string };

/** The server of the settings that stamps signatures with the time. RFC 3161 §3.4. */
@Injectable()
export class TimeStampAuthority implements OnModuleInit {
  constructor(private readonly settings: Settings) {}

  onModuleInit(): void {
    this.settings.testWith(TIMESTAMP, ({ url }) =>
      url === undefined ? Promise.reject(noServer()) : tried(url),
    );
  }

  /**
   * What stamps the signatures of one certificate, or undefined without a server. A certificate does not wait for a
   * server that fails: it is issued without a time stamp, and `outcomes` says why.
   */
  async stamping(
    outcomes: StampOutcome[],
  ): Promise<((digest: Buffer) => Promise<Buffer | undefined>) | undefined> {
    const { url } = await this.settings.read(TIMESTAMP);
    if (url === undefined) return undefined;
    return async (digest) => {
      // A server that did not answer for one language is not waited for again.
      if (outcomes.some((outcome) => 'fault' in outcome)) return undefined;
      try {
        const token = await stamped(url, digest);
        const { by, at } = readTimeStamp(token, digest);
        outcomes.push({ by, at: at.toISOString() });
        return token;
      } catch (error) {
        log.warn({ err: error, url }, 'certificate issued without a time stamp');
        outcomes.push({ fault: faultOf(error).en });
        return undefined;
      }
    };
  }
}

async function stamped(url: string, digest: Buffer): Promise<Buffer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await asked(url, digest);
    } catch (error) {
      if (attempt === ATTEMPTS || error instanceof BadTimeStamp) throw error;
    }
  }
}

async function asked(url: string, digest: Buffer): Promise<Buffer> {
  const { request, nonce } = timeStampRequest(digest);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: new Uint8Array(request),
    redirect: 'error',
    signal: AbortSignal.timeout(WAIT_MS),
  });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new BadTimeStamp('the response is too long');
    chunks.push(chunk);
  }
  return tokenOf(Buffer.concat(chunks), digest, nonce);
}

async function tried(url: string): Promise<Bilingual> {
  const digest = randomBytes(32);
  try {
    const { by, at } = readTimeStamp(await asked(url, digest), digest);
    return {
      fr: `Le serveur a horodaté un essai : ${by}, ${at.toISOString()}.`,
      en: `The server stamped a test: ${by}, ${at.toISOString()}.`,
    };
  } catch (error) {
    const fault = faultOf(error);
    throw new TransientError(
      { fr: `pas d’horodatage : ${fault.fr}`, en: `no time stamp: ${fault.en}` },
      { cause: error },
    );
  }
}

function faultOf(error: unknown): Bilingual {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof BadTimeStamp) {
    return {
      fr: `la réponse du serveur ne convient pas (${message})`,
      en: `the answer of the server is wrong (${message})`,
    };
  }
  const { code } = ((error as { cause?: unknown } | undefined)?.cause ?? {}) as { code?: string };
  return {
    fr: `le serveur n’a pas répondu (${code ?? message})`,
    en: `the server did not answer (${code ?? message})`,
  };
}

function noServer(): TransientError {
  return new TransientError({ fr: 'aucun serveur n’est réglé', en: 'no server is set' });
}
