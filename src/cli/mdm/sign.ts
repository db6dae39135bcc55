import { readDocument } from '../document-file.js';
import { readGiven } from '../given-file.js';
import { askSecret } from '../secret-input.js';
import type { Session } from '../session.js';
import { writeWhole } from '../whole-files.js';

export interface SignOptions {
  certificates: string;
  key: string;
  output: string;
  passphrase?: boolean;
  force?: boolean;
}

/** `etabli mdm sign`: a configuration profile inside a CMS signature. Needs no server. */
export async function sign(session: Session, file: string, options: SignOptions): Promise<void> {
  const { signProfile } = await import('../../mdm/index.js');
  const profile = await readDocument(file);
  const certificates = (await readGiven(options.certificates)).toString('latin1');
  const key = (await readGiven(options.key)).toString('latin1');
  const words = session.terminal.say({ fr: 'Phrase secrète de la clé : ', en: 'Passphrase of the key: ' });
  const passphrase = options.passphrase ? await askSecret(words) : undefined;
  const content = Buffer.from(signProfile(profile, { certificates, key, passphrase }));
  await writeWhole([{ path: options.output, content }], { force: options.force });
  session.terminal.result({ path: options.output }, () => [options.output]);
}
