import { readGiven } from '../given-file.js';
import { askSecret } from '../secret-input.js';
import type { Session } from '../session.js';

export interface SigningOptions {
  certificates: string;
  key: string;
  passphrase?: boolean;
}

/** `etabli mdm signing put`: the server signs configuration profiles with it from now on. */
export async function putSigning(session: Session, options: SigningOptions): Promise<void> {
  await session.api().put('/api/mdm/signing', { body: await signingPem(session, options) });
}

/** The certificate and key in these files, and the passphrase that the terminal asks for. */
export async function signingPem(session: Session, options: SigningOptions) {
  const certificates = (await readGiven(options.certificates)).toString('latin1');
  const key = (await readGiven(options.key)).toString('latin1');
  const words = session.terminal.say({ fr: 'Phrase secrète de la clé : ', en: 'Passphrase of the key: ' });
  const passphrase = options.passphrase ? await askSecret(words) : undefined;
  return { certificates, key, passphrase };
}
