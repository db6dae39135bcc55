import { Injectable } from '@nestjs/common';
import { Deployments, nameOf, People, type Deployment } from '../../../deployment/pipeline/index.js';
import {
  CheckPhotos,
  ManualChecks,
  Signatures,
  type AnswerableCheck,
  type Signature,
  type SignatureRole,
  type TakenPhoto,
} from '../../../deployment/recette/index.js';
import { Pins, type KnownAccount } from '../../../platform/account/index.js';
import { isEnded, outcomeOf, type Bilingual, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { momentOf } from '../frame/moment.js';
import { mayAct, type Reader } from '../frame/reader.js';
import { checkCard } from './check-card.js';

/** What was typed into a refused signature, so that the form keeps it. */
export interface TypedSignature {
  role: SignatureRole;
  name: string;
}

/** The recette by hand of one deployment: its checks, who answered what, and who signs. */
@Injectable()
export class RecetteView {
  constructor(
    private readonly deployments: Deployments,
    private readonly manual: ManualChecks,
    private readonly photos: CheckPhotos,
    private readonly signatures: Signatures,
    private readonly people: People,
    private readonly pins: Pins,
  ) {}

  async of(id: string, reader: Reader, account: Pick<KnownAccount, 'id' | 'name'>, typed?: TypedSignature) {
    const { language } = reader;
    const deployment = await this.deployments.get(id);
    const [checks, photos, isClosed] = await Promise.all([
      this.manual.answerable(id),
      this.photos.ofDeployment(id),
      this.manual.isClosed(id),
    ]);
    const isFinal = (isClosed || isEnded(deployment.state)) && deployment.state !== 'failed';
    const mayAnswer = mayAct(reader) && !isFinal;
    const open = checks.filter(({ verdict }) => verdict === 'unmeasured');
    return {
      ...this.heading(deployment, language),
      ...progressOf(checks, open.length, language),
      mayAnswer,
      ...(isFinal && { closed: say(closedText(deployment.state), language) }),
      checks: checks.map((check) => checkCard(check, photosOf(check, photos), { id, mayAnswer, language })),
      ...(mayAnswer && open.length > 0 && { finish: finishOf(open, asksSignatures(deployment), language) }),
      ...(open.length === 0 &&
        checks.length > 0 &&
        (await this.signing(
          deployment,
          reader,
          account,
          { mayAnswer, tally: tallyOf(checks, language) },
          typed,
        ))),
    };
  }

  private heading(deployment: Deployment, language: Language) {
    const { id, state, facts, closedAt, serial, userName } = deployment;
    const { look, name } = outcomeOf({ state, certificate: facts.certificate, closedAt });
    const pc = nameOf(deployment);
    return {
      id,
      name: pc,
      about: [serial === pc ? null : serial, userName].filter((part) => part !== null).join(' · '),
      state: look,
      stateName: say(name, language),
    };
  }

  /** The forms of those who have yet to sign, and the signatures that there are. */
  private async signing(
    { id, plan }: Deployment,
    { language }: Reader,
    account: Pick<KnownAccount, 'id' | 'name'>,
    { mayAnswer, tally }: { mayAnswer: boolean; tally: string },
    typed?: TypedSignature,
  ) {
    const [missing, given, answers, isOutdated, hasPin] = await Promise.all([
      this.people.missingSignatures(id, plan),
      this.signatures.ofDeployment(id),
      this.signatures.digest(id),
      this.signatures.areOutdated(id),
      this.pins.has(account.id),
    ]);
    const typedName = (role: SignatureRole) => (typed?.role === role ? typed.name : undefined);
    const form = { answers, tally };
    return {
      ...(mayAnswer && missing.length > 0 && isOutdated && { outdated: true }),
      ...(mayAnswer &&
        missing.includes('technician') && {
          technician: { ...form, account: typedName('technician') ?? account.name, hasPin },
        }),
      ...(mayAnswer &&
        missing.includes('customer') && { customer: { ...form, name: typedName('customer') ?? '' } }),
      ...(missing.length === 0 && { done: say(mayAnswer ? GOES_ON : ANSWERED, language) }),
      ...(given.length > 0 && { signatures: given.map((one) => signatureView(id, one, language)) }),
    };
  }
}

const ANSWERED: Bilingual = { fr: 'Toutes les réponses sont données.', en: 'All answers are given.' };
const GOES_ON: Bilingual = {
  fr: 'Toutes les réponses sont données : Établi continue seul. Une réponse se corrige encore jusqu’au certificat.',
  en: 'All answers are given: Établi goes on by itself. An answer can still be corrected until the certificate.',
};

function closedText(state: Deployment['state']): Bilingual {
  if (state === 'cancelled')
    return {
      fr: 'Le déploiement est annulé : les réponses ne changent plus.',
      en: 'The deployment is cancelled: the answers do not change any more.',
    };
  return {
    fr: 'Le certificat est fait avec ces réponses : elles ne se corrigent plus.',
    en: 'The certificate is made of these answers: they cannot be corrected any more.',
  };
}

function photosOf({ id }: AnswerableCheck, photos: readonly TakenPhoto[]): TakenPhoto[] {
  return photos.filter(({ checkId }) => checkId === id);
}

function progressOf(checks: readonly AnswerableCheck[], open: number, language: Language) {
  const total = checks.length;
  const answered = total - open;
  const text = {
    fr: `Contrôles faits\u00a0: ${answered} sur ${total}`,
    en: `Checks done: ${answered} of ${total}`,
  };
  return { total, answered, progress: say(text, language) };
}

function asksSignatures({ plan }: Deployment): boolean {
  return plan?.purpose === 'deploy' && (plan.profile.document.recette?.signatures ?? []).length > 0;
}

/** Says before what the button does. */
function finishOf(open: readonly AnswerableCheck[], isSigned: boolean, language: Language) {
  const count = open.length;
  const text =
    count === 1
      ? {
          fr: 'Répond « conforme », en votre nom, au contrôle encore ouvert.',
          en: 'Answers “passed”, under your name, to the check that is still open.',
        }
      : {
          fr: `Répond «\u00a0conforme\u00a0», en votre nom, aux ${count} contrôles encore ouverts.`,
          en: `Answers “passed”, under your name, to the ${count} checks that are still open.`,
        };
  const then = isSigned
    ? {
        fr: 'Chaque réponse se corrige jusqu’à la signature.',
        en: 'Each answer can be corrected until it is signed.',
      }
    : {
        fr: 'Établi continue aussitôt ; chaque réponse se corrige jusqu’au certificat.',
        en: 'Établi goes on at once; each answer can be corrected until the certificate.',
      };
  return { text: `${say(text, language)} ${say(then, language)}`, open: open.map(({ id }) => id) };
}

/** What is about to be signed: `7 conformes, 1 non conforme`. */
function tallyOf(checks: readonly AnswerableCheck[], language: Language): string {
  const names: [AnswerableCheck['verdict'], Bilingual, Bilingual][] = [
    ['passed', { fr: 'conforme', en: 'passed' }, { fr: 'conformes', en: 'passed' }],
    ['failed', { fr: 'non conforme', en: 'failed' }, { fr: 'non conformes', en: 'failed' }],
    [
      'not-applicable',
      { fr: 'sans objet', en: 'not applicable' },
      { fr: 'sans objet', en: 'not applicable' },
    ],
  ];
  return names
    .map(([verdict, one, many]) => ({
      count: checks.filter((check) => check.verdict === verdict).length,
      one,
      many,
    }))
    .filter(({ count }) => count > 0)
    .map(({ count, one, many }) => `${count} ${say(count === 1 ? one : many, language)}`)
    .join(', ');
}

function signatureView(
  deploymentId: string,
  { role, name, signedAt, drawing, byPin }: Signature,
  language: Language,
) {
  const roles: Record<SignatureRole, Bilingual> = {
    technician: { fr: 'technicien', en: 'technician' },
    customer: { fr: 'client ou utilisateur', en: 'customer or user' },
  };
  const how = byPin ? { fr: 'par PIN', en: 'by PIN' } : { fr: 'à la main', en: 'by hand' };
  return {
    name,
    role: say(roles[role], language),
    how: say(how, language),
    at: momentOf(new Date(signedAt), language),
    ...(drawing && { drawing: `/api/deployments/${deploymentId}/drawings/${drawing.digest}` }),
  };
}
