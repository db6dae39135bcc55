import { TransientError } from '../../core/index.js';

export function connectionLost(cause?: unknown): TransientError {
  return new TransientError(
    { fr: 'la connexion avec la machine est perdue', en: 'the connection to the machine is lost' },
    { cause },
  );
}
