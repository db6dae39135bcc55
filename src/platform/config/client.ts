import { LANGUAGES, type Language } from '../core/index.js';

/** What the etabli command reads of the environment, besides the settings of the server. */
export interface ClientSettings {
  /** A remote server, instead of the one of this machine. */
  url?: string;
  token?: string;
  caFile?: string;
  language: Language;
}

type Environment = Record<string, string | undefined>;

/** The reader's language as POSIX locales name it; French when they name neither language. */
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
  };
}

/** The environment of a child process of Établi: this one's, with some settings replaced or (undefined) removed. */
export function childEnvironment(settings: Environment, environment: Environment = process.env): Environment {
  return Object.fromEntries(
    Object.entries({ ...environment, ...settings }).filter(([, value]) => value !== undefined),
  );
}
