import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import type { Deployment } from '../../../deployment/pipeline/index.js';
import { momentOf } from '../frame/moment.js';
import { factViews, type FactView } from '../machine/machine-facts.js';

interface OfLot {
  number: string;
  customer: string;
  profile?: { name: string; version: number };
}

/** What the row of the lot asked for, and who armed it when. */
export function orderFacts(deployment: Deployment, lot: OfLot | undefined, language: Language): FactView[] {
  const { userName, assetTag, organizationalUnit, position, notes, armedAt, armedBy, rowNumber } = deployment;
  const armed = armedAt && `${momentOf(armedAt, language).text} · ${armedBy ?? '–'}`;
  const row = { fr: `${lot?.number} · ligne ${rowNumber}`, en: `${lot?.number} · row ${rowNumber}` };
  const facts: [Bilingual, string | null | undefined][] = [
    [{ fr: 'Utilisateur', en: 'User' }, userName],
    [{ fr: 'N° d’inventaire', en: 'Inventory number' }, assetTag],
    [{ fr: 'Unité d’organisation', en: 'Organisational unit' }, organizationalUnit],
    [{ fr: 'Position', en: 'Position' }, position],
    [{ fr: 'Notes', en: 'Notes' }, notes],
    [{ fr: 'Client', en: 'Customer' }, lot?.customer],
    [{ fr: 'Lot', en: 'Lot' }, lot && say(row, language)],
    [{ fr: 'Profil', en: 'Profile' }, profileText(deployment, lot, language)],
    [{ fr: 'Armé', en: 'Armed' }, armed],
  ];
  return factViews(facts, language);
}

/** The frozen one once it is armed. */
function profileText({ plan }: Deployment, lot: OfLot | undefined, language: Language): string | undefined {
  const profile = plan?.purpose === 'deploy' ? plan.profile : lot?.profile;
  if (profile === undefined) return undefined;
  return say(
    { fr: `${profile.name}, version ${profile.version}`, en: `${profile.name}, version ${profile.version}` },
    language,
  );
}
