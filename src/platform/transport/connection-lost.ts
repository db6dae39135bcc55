import { TransientError } from '../core/index.js';

/** The connection ended during a command, which may have run or not, and may still run. */
export class ConnectionLostError extends TransientError {}

export function connectionLost(cause?: unknown): ConnectionLostError {
  return new ConnectionLostError(
    { fr: 'la connexion avec la machine est perdue', en: 'the connection to the machine is lost' },
    {
      cause,
      remedy: {
        fr: 'Vérifiez le câble réseau et l’alimentation du PC, puis reprenez le déploiement.',
        en: 'Check the PC’s network cable and its power, then retry the deployment.',
      },
    },
  );
}
