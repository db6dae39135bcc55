import { readDocument } from '../documents/document-file.js';
import type { Session } from '../session.js';
import { writeWhole } from '../whole-files.js';
import { signingPem, type SigningOptions } from './signing.js';

export interface SignOptions extends SigningOptions {
  output: string;
  force?: boolean;
}

/** `etabli mdm sign`: a configuration profile inside a CMS signature. Needs no server. */
export async function sign(session: Session, file: string, options: SignOptions): Promise<void> {
  const { signProfile } = await import('../../../documents/mdm/index.js');
  const profile = await readDocument(file);
  const content = Buffer.from(signProfile(profile, await signingPem(session, options)));
  await writeWhole([{ path: options.output, content }], { force: options.force });
  session.terminal.result({ path: options.output }, () => [options.output]);
}
