import type { IncomingMessage, ServerResponse } from 'node:http';
import { TooManyFilesError } from './access-errors.js';

/** How many bytes of bodies may be in memory at once. */
export interface HeldLimits {
  ofOneAddress: number;
  ofAll: number;
}

/** Four certificates of the largest size, or a dozen photos, from one workshop at once. */
const LIMITS: HeldLimits = { ofOneAddress: 128 << 20, ofAll: 320 << 20 };

/**
 * The bodies of requests that are in memory. Each has a limit of its own, but many at once, each kept short of its
 * end, would fill the memory of the server. Bytes are counted as they arrive: announcing many of them blocks nobody.
 */
export class HeldBodies {
  private readonly ofAddress = new Map<string, number>();
  private readonly ofRequest = new WeakMap<IncomingMessage, number>();
  private readonly refused = new WeakSet<IncomingMessage>();
  private all = 0;

  constructor(private readonly limits: HeldLimits = LIMITS) {}

  /**
   * Counts bytes of the body of a request until it is answered or its connection is closed. Throws TooManyFilesError when
   * too many are in memory; nothing of that body is counted then, so that the others can come to their end.
   */
  hold(request: IncomingMessage, bytes: number): void {
    const address = request.socket.remoteAddress ?? 'local';
    const own = this.ofAddress.get(address) ?? 0;
    const isTooMuch = own + bytes > this.limits.ofOneAddress || this.all + bytes > this.limits.ofAll;
    if (isTooMuch || this.refused.has(request)) {
      this.refused.add(request);
      this.release(request, address);
      throw new TooManyFilesError();
    }
    const before = this.ofRequest.get(request);
    this.ofRequest.set(request, (before ?? 0) + bytes);
    this.add(address, bytes);
    if (before === undefined) whenOver(request, () => this.release(request, address));
  }

  private release(request: IncomingMessage, address: string): void {
    this.add(address, -(this.ofRequest.get(request) ?? 0));
    this.ofRequest.delete(request);
  }

  private add(address: string, bytes: number): void {
    this.all += bytes;
    const own = (this.ofAddress.get(address) ?? 0) + bytes;
    if (own > 0) this.ofAddress.set(address, own);
    else this.ofAddress.delete(address);
  }
}

/** Of this process. */
const held = new HeldBodies();

/** Counts bytes of a body that is kept in memory. Throws TooManyFilesError when too many are. */
export function holdBody(request: IncomingMessage, bytes: number): void {
  held.hold(request, bytes);
}

/** Once: the answer of Express closes when it is sent, and when its connection breaks. */
function whenOver(request: IncomingMessage, release: () => void): void {
  const { res } = request as { res?: ServerResponse };
  (res ?? request).once('close', release);
}
