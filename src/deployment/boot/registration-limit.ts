import { Injectable } from '@nestjs/common';
import { AttemptLimit } from '../../platform/account/index.js';

/**
 * New PCs that one address may announce. A workshop behind a relay has one address and powers some fifty PCs on at once;
 * one more PC every three seconds is faster than people unpack them. A PC that is refused asks again by itself.
 */
const BURST = 60;
const WINDOW_SECONDS = 180;

/** Counts the PCs that nobody knows, by address. */
@Injectable()
export class RegistrationLimit extends AttemptLimit {
  constructor() {
    super(BURST, WINDOW_SECONDS);
  }
}
