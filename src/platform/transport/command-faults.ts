import { TransientError } from '../core/index.js';

export function tooLate(timeoutMs: number): TransientError {
  return new TransientError({
    fr: `la commande n’était pas finie après ${timeoutMs / 1000} s`,
    en: `the command was not done after ${timeoutMs / 1000} s`,
  });
}

export function stillRunning(): TransientError {
  return new TransientError({
    fr: 'une exécution précédente de cette commande ne s’arrête pas sur la machine',
    en: 'an earlier run of this command does not end on the machine',
  });
}

/** The reason of an abort, which may be anything. */
export function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
