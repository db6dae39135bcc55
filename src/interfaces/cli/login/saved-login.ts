import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadClientSettings } from '../../../platform/config/index.js';
import { OperatorError } from '../../../platform/core/index.js';
import { writeWholeFile } from '../../../platform/files/index.js';

/** What `etabli login` keeps: a token of the account, never its password. */
export interface SavedLogin {
  url: string;
  account: string;
  token: string;
  tokenId: string;
  expiresAt: string | null;
  /** PEM of the authority that was compared on first use; none where the system trusts the server. */
  ca?: string;
}

function fileOfLogin(): string {
  return join(loadClientSettings().configDir, 'login.json');
}

/** Only this account of the computer may read it. */
export async function saveLogin(login: SavedLogin): Promise<void> {
  await writeWholeFile(fileOfLogin(), `${JSON.stringify(login, null, 2)}\n`, {
    mode: 0o600,
    folderMode: 0o700,
  });
}

/** The login of this account of the computer; undefined when there is none. */
export function savedLogin(): SavedLogin | undefined {
  const file = fileOfLogin();
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw spoiled(file, error);
  }
  try {
    const found = JSON.parse(text) as Partial<SavedLogin>;
    if (typeof found.url === 'string' && typeof found.token === 'string') return found as SavedLogin;
  } catch (error) {
    throw spoiled(file, error);
  }
  throw spoiled(file, undefined);
}

export async function forgetLogin(): Promise<void> {
  await rm(fileOfLogin(), { force: true });
}

function spoiled(file: string, cause: unknown): OperatorError {
  return new OperatorError(
    { fr: `${file} ne peut pas être lu.`, en: `${file} cannot be read.` },
    {
      cause,
      remedy: {
        fr: 'Connectez-vous à nouveau : etabli login.',
        en: 'Log in again: etabli login.',
      },
    },
  );
}
