import { inBoth, instantText, type Verified, VERDICT_TEXT } from '../../../deployment/certificate/index.js';
import type { Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';

/** What a page says of a certificate. */
export function verifiedView({ certificate, supersededAt }: Verified, language: Language) {
  const { number, machine, issuedAt, verdict, customer, provider, intervention, reservations } = certificate;
  const place = { language, timeZone: certificate.timeZone };
  return {
    number,
    pc: machine.hostname,
    serial: machine.serial ?? '—',
    issuedAt: instantText(issuedAt, place),
    verdict: say(VERDICT_TEXT[verdict], language),
    look: verdict === 'conforming' ? 'certified' : 'reserved',
    customer: customer.name,
    provider: provider?.name ?? '',
    technician: intervention.technician.name,
    reservations: reservations.map(({ text }) => say(inBoth(text), language)),
    ...(supersededAt && { supersededAt: instantText(supersededAt.toISOString(), place) }),
  };
}
