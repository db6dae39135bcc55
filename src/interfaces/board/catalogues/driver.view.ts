import type { DriverPackageRow } from '../../../park/catalog/index.js';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { momentOf, type Moment } from '../frame/moment.js';

/** Who signed a package, with the icon of a state: never by colour alone. */
const SIGNATURES: Record<DriverPackageRow['signature'], { look: string; name: Bilingual }> = {
  microsoft: { look: 'certified', name: { fr: 'Microsoft', en: 'Microsoft' } },
  vendor: { look: 'done', name: { fr: 'fabricant', en: 'vendor' } },
  unsigned: { look: 'failed', name: { fr: 'non signé', en: 'unsigned' } },
  unknown: { look: 'waiting', name: { fr: 'non vérifiée', en: 'not verified' } },
};

/** A driver package, as a page shows it. */
export interface DriverView {
  id: string;
  inf: string;
  provider: string;
  deviceClass: string;
  version: string;
  date: string;
  architectures: string;
  signature: { look: string; name: string };
  reason: string;
  digest: string;
  at: Moment;
}

export function driverView(row: DriverPackageRow, language: Language): DriverView {
  const { id, inf, provider, version, date, architectures, digest, createdAt } = row;
  const { look, name } = SIGNATURES[row.signature];
  return {
    id,
    inf,
    provider,
    deviceClass: row.class,
    version,
    date: dateText(date, language),
    architectures: architectures.join(', '),
    signature: { look, name: say(name, language) },
    reason: say(row.signatureReason, language),
    digest: digest.slice(0, 12),
    at: momentOf(createdAt, language),
  };
}

const DAYS = {
  fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeZone: 'UTC' }),
};

/** The date of an INF as its maker wrote it; a dash where it gives none. */
function dateText(date: string, language: Language): string {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? date || '–' : DAYS[language].format(time);
}
