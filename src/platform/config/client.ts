import { homedir } from 'node:os';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../core/index.js';

/** The environment variables of the etabli command, besides the settings of the server. */
export interface ClientSettings {
  /** URL of a remote server; by default the one on this machine. */
  url?: string;
  token?: string;
  caFile?: string;
  language: Language;
  /** Whether a terminal may be coloured: NO_COLOR is not set, and it is not a dumb one. */
  colours: boolean;
  /** The folder of this person's settings: XDG_CONFIG_HOME, otherwise ~/.config. */
  configDir: string;
}

type Environment = Record<string, string | undefined>;

/** The language of the POSIX locale; French when it is neither French nor English. */
function readerLanguage(environment: Environment): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return LANGUAGES.find((language) => locale.toLowerCase().startsWith(language)) ?? 'fr';
}

export function loadClientSettings(environment: Environment = process.env): ClientSettings {
  return {
    url: environment['ETABLI_URL'] || undefined,
    token: environment['ETABLI_TOKEN'] || undefined,
    caFile: environment['ETABLI_CA'] || undefined,
    language: readerLanguage(environment),
    colours: !environment['NO_COLOR'] && environment['TERM'] !== 'dumb',
    configDir: join(environment['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'etabli'),
  };
}

/** The environment of a child process: this one's, with some variables replaced or (undefined) removed. */
export function childEnvironment(settings: Environment, environment: Environment = process.env): Environment {
  return Object.fromEntries(
    Object.entries({ ...environment, ...settings }).filter(([, value]) => value !== undefined),
  );
}
