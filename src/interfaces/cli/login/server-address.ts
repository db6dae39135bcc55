import { InputError } from '../../../platform/core/index.js';

const USUAL_PORT = '8443';
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The address of a server as a person types it: `etabli.example`, `10.0.0.5:8443`, `https://…`. A password is sent in
 * clear to this computer only.
 */
export function serverAddress(given: string): string {
  const typed = given.trim();
  const url = parsed(typed.includes('://') ? typed : `https://${withPort(typed)}`);
  if (!url || url.username || url.password) throw notAnAddress(given);
  if (url.protocol === 'http:' && LOOPBACK.test(url.hostname)) return url.origin;
  if (url.protocol !== 'https:') throw notAnAddress(given);
  return url.origin;
}

function withPort(typed: string): string {
  return /^(\[[^\]]*\]|[^:/]*)$/.test(typed) ? `${typed}:${USUAL_PORT}` : typed;
}

function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function notAnAddress(given: string): InputError {
  const expected = {
    fr: 'une adresse HTTPS, comme etabli.exemple.fr ou https://10.0.0.5:8443 (en clair, seulement cet ordinateur)',
    en: 'an HTTPS address, such as etabli.example.com or https://10.0.0.5:8443 (in clear, this computer only)',
  };
  return new InputError(
    {
      fr: `« ${given} » n’est pas l’adresse d’un serveur.`,
      en: `"${given}" is not the address of a server.`,
    },
    [{ field: 'url', found: given, expected }],
  );
}
