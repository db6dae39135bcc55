import type { CertificateVerdict } from '../../proof/index.js';

export const INK = { text: '#1c2530', soft: '#55606e', line: '#d5dbe2', band: '#f3f5f8', accent: '#14506e' };
export const VERDICT_INK = { good: '#1d7a46', warn: '#8f5500', bad: '#b3261e' };
export const VERDICT_COLOURS: Record<CertificateVerdict, string> = {
  conforming: VERDICT_INK.good,
  'conforming-with-reservations': VERDICT_INK.warn,
  'non-conforming': VERDICT_INK.bad,
};
