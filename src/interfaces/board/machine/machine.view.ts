import { Injectable } from '@nestjs/common';
import { VERDICT_TEXT } from '../../../deployment/certificate/index.js';
import {
  Identification,
  MachineListStore,
  type PastDeployment,
  type Showing,
} from '../../../deployment/pipeline/index.js';
import { durationText, outcomeOf, type Bilingual, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { MachineLifeStore, Machines } from '../../../park/machine/index.js';
import { momentOf } from '../frame/moment.js';
import { moreOf } from '../frame/paging.js';
import { mayAct, type Reader } from '../frame/reader.js';
import { Refusals } from '../workshop/refusals.js';
import { changesView, componentFacts } from './component.view.js';
import { IdentityView } from './identity.view.js';
import { identityFacts, modelOf } from './machine-facts.js';

const MOST_DEPLOYMENTS = 50;
const MOST_CHANGES = 3;

/** One machine: what it is, what is in it, what was done with it. */
@Injectable()
export class MachineView {
  constructor(
    private readonly machines: Machines,
    private readonly lives: MachineLifeStore,
    private readonly lists: MachineListStore,
    private readonly identification: Identification,
    private readonly refusals: Refusals,
    private readonly identity: IdentityView,
  ) {}

  /**
   * @param shownId the deployment that is on the page
   * Rejects with NotFoundError.
   */
  async of(id: string, shownId: string | undefined, reader: Reader) {
    const { language } = reader;
    const machine = await this.machines.findById(id);
    const [life, history, changes, refusals, identity, isThere] = await Promise.all([
      this.lives.of(id),
      this.lists.history(id, { page: 1, pageSize: MOST_DEPLOYMENTS }),
      this.machines.changes(id),
      this.refusals.ofMachine(machine, reader),
      this.identity.of(id, reader),
      this.identification.isPossible(id),
    ]);
    const seenAt = new Date(Math.max(machine.lastSeenAt.getTime(), life?.at.getTime() ?? 0));
    const showing = this.identification.current(id);
    return {
      id,
      model: modelOf(machine),
      serial: machine.serial ?? '',
      facts: identityFacts(machine, seenAt, language),
      components: machine.inventory === undefined ? [] : componentFacts(machine.inventory, language),
      changes: changesView(changes, MOST_CHANGES, language),
      history: history.items.map((one) => pastView(one, shownId, language)),
      more: moreOf(history.items.length, history.total, language, { by: `/api/deployments?machineId=${id}` }),
      certificates: history.items.flatMap((one) => certificateView(one, language)),
      refusals,
      identity,
      ...(showing && { showing: showingView(showing, language) }),
      ...(mayAct(reader) && {
        acts: {
          mayIdentify: isThere && showing === undefined,
          isAway: !isThere,
          mayWake: machine.ownMacs.length > 0,
        },
      }),
    };
  }
}

function pastView(one: PastDeployment, shownId: string | undefined, language: Language) {
  const { id, state, closedAt, certificate, startedAt, endedAt, createdAt, cause } = one;
  const { look, name } = outcomeOf({ state, certificate, closedAt });
  const profile = one.profile === null ? undefined : `${one.profile} ${one.version}`;
  const capture = { fr: 'capture', en: 'capture' };
  return {
    href: `/deployments/${id}`,
    isShown: id === shownId,
    at: momentOf(startedAt ?? createdAt, language),
    look,
    stateName: say(name, language),
    what: one.purpose === 'capture' ? say(capture, language) : (profile ?? '–'),
    ...(one.lotId && { lot: { id: one.lotId, number: one.lotNumber ?? '' } }),
    ...(startedAt && endedAt && { took: durationText(endedAt.getTime() - startedAt.getTime()) }),
    armedBy: one.armedBy ?? '–',
    ...(cause && state === 'failed' && { cause: say(cause, language) }),
  };
}

function certificateView({ certificate, endedAt }: PastDeployment, language: Language) {
  if (!certificate) return [];
  const verdict = VERDICT_TEXT[certificate.verdict] as Bilingual | undefined;
  return [
    {
      id: certificate.id,
      number: certificate.number,
      verdict: verdict === undefined ? certificate.verdict : say(verdict, language),
      ...(endedAt && { at: momentOf(endedAt, language) }),
    },
  ];
}

/** Who asked for it, and what shows it. */
function showingView({ by, until, lights, cards }: Showing, language: Language) {
  const number = { fr: 'son écran affiche son numéro', en: 'its screen shows its number' };
  const keys = {
    fr: lights === 1 ? 'un voyant de clavier clignote' : `${lights} voyants de clavier clignotent`,
    en: lights === 1 ? 'one light of a keyboard blinks' : `${lights} lights of keyboards blink`,
  };
  const nics = {
    fr: `la prise réseau ${cards.join(', ')} clignote`,
    en: `the network socket ${cards.join(', ')} blinks`,
  };
  const what = [number, ...(lights > 0 ? [keys] : []), ...(cards.length > 0 ? [nics] : [])];
  return {
    by,
    until: momentOf(until, language).clock,
    what: what.map((each) => say(each, language)).join(', '),
  };
}
