import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { logger } from '../../platform/config/index.js';
import { type Bilingual, describe, TransientError } from '../../platform/core/index.js';
import { BadTimeStamp, readTimeStamp, timeStampRequest, tokenOf } from '../../platform/cms/index.js';
import { exchange } from '../../platform/outside/index.js';
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
      if (attempt === ATTEMPTS || !(error instanceof TransientError)) throw error;
    }
  }
}

async function asked(url: string, digest: Buffer): Promise<Buffer> {
  const { request, nonce } = timeStampRequest(digest);
  const { status, body } = await exchange({
    method: 'POST',
    url: new URL(url),
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: request,
    plainHttp: true, // a token is signed, and most of these servers have no TLS
    mostBytes: MOST_BYTES,
    deadlineMs: WAIT_MS,
  });
  if (status < 200 || status >= 300) throw unanswered(`HTTP ${status}`);
  return tokenOf(body, digest, nonce);
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
  if (error instanceof BadTimeStamp) {
    return {
      fr: `la réponse du serveur ne convient pas (${error.message})`,
      en: `the answer of the server is wrong (${error.message})`,
    };
  }
  const { code } = ((error as { cause?: unknown } | undefined)?.cause ?? {}) as { code?: string };
  return code === undefined ? describe(error).text : unanswered(code).text;
}

function unanswered(why: string): TransientError {
  return new TransientError({
    fr: `le serveur n’a pas répondu (${why})`,
    en: `the server did not answer (${why})`,
  });
}

function noServer(): TransientError {
  return new TransientError({ fr: 'aucun serveur n’est réglé', en: 'no server is set' });
}
