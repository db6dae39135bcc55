import type { Bilingual } from '../../../platform/core/index.js';
import type { Certificate } from '../../proof/index.js';
import { drawBeside, drawFacts } from './facts.js';
import { machineFacts } from './machine-facts.js';
import type { Sheet } from './sheet.js';
import { drawTable } from './table.js';
import { instantText, lastedText } from './typography.js';

/** For whom, by whom, which PC, what was installed. */
export function drawParties(sheet: Sheet, certificate: Certificate): void {
  const { customer, lot, intervention, machine, master, profile, etabli } = certificate;
  const { technician, beganAt, endedAt } = intervention;
  const [began, ended] = [beganAt, endedAt].map((at) => instantText(at, sheet.place));
  drawBeside(
    sheet,
    {
      title: { fr: 'Client et lot', en: 'Customer and lot' },
      labels: {
        fr: 'Client | Site | Utilisateur | Commande | Lot',
        en: 'Customer | Site | User | Order | Lot',
      },
      values: [customer.name, customer.site, machine.user, customer.reference, lot.name],
    },
    {
      title: { fr: 'Intervention', en: 'Intervention' },
      labels: {
        fr: 'Technicien | Début | Fin | Durée | Lieu',
        en: 'Technician | Began | Ended | Duration | Place',
      },
      values: [technician.name, began, ended, lastedText(beganAt, endedAt), intervention.place],
    },
  );
  const checks = certificate.checks.length + certificate.manualChecks.length;
  const procedure: Bilingual = {
    fr: `profil ${profile.name}, version ${profile.version} ; ${checks} contrôles ; Établi ${etabli.version}`,
    en: `profile ${profile.name}, version ${profile.version}; ${checks} checks; Établi ${etabli.version}`,
  };
  drawBeside(sheet, machineFacts(machine, sheet.place), {
    title: { fr: 'Système installé', en: 'Installed system' },
    labels: { fr: 'Système | Master | Procédure', en: 'System | Master | Procedure' },
    values: [
      [master.system, master.systemVersion].filter(Boolean).join(' '),
      `${master.name} ${master.version}`,
      procedure,
    ],
  });
}

/** What was erased and how: only what was measured, and what it does not mean. */
export function drawErasure(sheet: Sheet, { erasure = [] }: Certificate): void {
  drawTable(sheet, {
    title: { fr: 'Effacement', en: 'Erasure' },
    heads: { fr: 'Effacé | Méthode | Mesuré', en: 'Erased | Method | Measured' },
    shares: [30, 40, 30],
    rows: erasure.map(({ what, method, measured }) => [what, method, measured]),
  });
}

export function drawDigests(sheet: Sheet, { master, profile }: Certificate, payloadSha256: string): void {
  drawFacts(sheet, {
    title: { fr: 'Empreintes (SHA-256)', en: 'Digests (SHA-256)' },
    labels: {
      fr: 'Master | Contenu | Index | Profil | Ce certificat',
      en: 'Master | Contents | Index | Profile | This certificate',
    },
    values: [master.sha256, master.contentsSha256, master.indexSha256, profile.digest, payloadSha256],
    look: { face: 'Mono', size: 7.2 },
  });
}
