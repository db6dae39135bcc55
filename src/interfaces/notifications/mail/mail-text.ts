import { VERDICT_TEXT } from '../../../deployment/certificate/index.js';
import {
  say,
  STATE_NAMES,
  type Bilingual,
  type DeploymentState,
  type Language,
} from '../../../platform/core/index.js';
import { pcName, type Told } from '../event.js';

export interface MailText {
  subject: string;
  text: string;
}

const LONGEST_SUBJECT = 150;

/** A message as its reader wants it: what happened to what, why, and what to do. Plain text. */
export function mailText(told: Told | { event: 'test' }, language: Language): MailText {
  const t = (text: Bilingual) => say(text, language);
  if (told.event === 'test') return { subject: t(TEST), text: `${t(TEST_BODY)}\n` };
  const lines = [t(headOf(told)), '', ...facts(told, t)];
  return { subject: oneLine(t(headOf(told))), text: `${lines.join('\n')}\n` };
}

const TEST: Bilingual = { fr: 'Établi : message d’essai', en: 'Établi: test message' };
const TEST_BODY: Bilingual = {
  fr: 'Ce message montre qu’Établi peut vous écrire.',
  en: 'This message shows that Établi can write to you.',
};

function headOf({ event, deployment, lot }: Told): Bilingual {
  const pc = deployment ? pcName(deployment) : '';
  if (event === 'lot.done')
    return {
      fr: `Le lot ${lot?.number} est terminé (${lot?.customer})`,
      en: `The lot ${lot?.number} is done (${lot?.customer})`,
    };
  if (event === 'deployment.certified') return { fr: `${pc} est certifié`, en: `${pc} is certified` };
  return { fr: `${pc} est en échec`, en: `${pc} has failed` };
}

function facts({ deployment, lot, failure, certificate }: Told, t: (text: Bilingual) => string): string[] {
  const line = (name: Bilingual, value: string | null | undefined): string[] =>
    value ? [t({ fr: `${name.fr}\u00a0: ${value}`, en: `${name.en}: ${value}` })] : [];
  return [
    ...line({ fr: 'PC', en: 'PC' }, deployment && pcName(deployment)),
    ...line({ fr: 'Numéro de série', en: 'Serial number' }, deployment?.serial),
    ...line({ fr: 'Numéro d’inventaire', en: 'Inventory number' }, deployment?.assetTag),
    ...line({ fr: 'Lot', en: 'Lot' }, lot && `${lot.number}, ${lot.customer}`),
    ...Object.entries(lot?.counts ?? {}).flatMap(([state, count]) =>
      line(STATE_NAMES[state as DeploymentState], String(count)),
    ),
    ...line({ fr: 'Cause', en: 'Cause' }, failure && t(failure.cause)),
    ...line({ fr: 'À faire', en: 'To do' }, failure && t(failure.remedy)),
    ...line(
      { fr: 'Certificat', en: 'Certificate' },
      certificate && `${certificate.number}, ${t(verdictText(certificate.verdict))}`,
    ),
  ];
}

function verdictText(verdict: string): Bilingual {
  return (VERDICT_TEXT as Record<string, Bilingual>)[verdict] ?? { fr: verdict, en: verdict };
}

/** A name of a lot or of a PC may hold anything: it is one line, and not a long one. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').slice(0, LONGEST_SUBJECT);
}
