import { Injectable } from '@nestjs/common';
import type { KnownAccount } from '../../../platform/account/index.js';
import { describe, EtabliError, fieldIn, InputError, type Language } from '../../../platform/core/index.js';
import { momentOf } from '../frame/moment.js';
import { say } from '../frame/say.js';
import {
  Arming,
  checkedFields,
  type DraftField,
  type Erasure,
  type LotDraft,
  LotDrafts,
  Lots,
  orderOf,
  summaryOf,
  writtenOf,
} from '../../../deployment/pipeline/index.js';
import { Profiles } from '../../../documents/profile/server.js';
import { lotWords } from './words.js';

const MOST_PROFILES = 500;
/** The list of what to look at is bounded; its total is told. */
const MOST_SHOWN = 200;

/** What the second and the third page of a new lot show. */
@Injectable()
export class OrderViews {
  constructor(
    private readonly drafts: LotDrafts,
    private readonly lots: Lots,
    private readonly arming: Arming,
    private readonly profiles: Profiles,
  ) {}

  /** The fields as they were typed. @param isSent then with what is wrong with each */
  async fields(account: KnownAccount, language: Language, isSent: boolean) {
    const draft = await this.drafts.current(account);
    const typed = draft?.content.fields ?? {};
    const { findings } = checkedFields(typed);
    const { items } = await this.profiles.list({ page: 1, pageSize: MOST_PROFILES });
    const isKnown = items.some(({ name }) => name === typed.profile);
    const problemOf = (field: DraftField): string => {
      if (!isSent) return '';
      const found = findings.find((finding) => fieldIn(finding, 'en') === field);
      if (field === 'profile') return isKnown ? '' : lotWords(language).chooseProfile;
      return found === undefined ? '' : say(found.expected, language);
    };
    const view = (field: DraftField) => ({ value: typed[field] ?? '', problem: problemOf(field) });
    return {
      customer: view('customer'),
      orderNumber: view('orderNumber'),
      site: view('site'),
      profile: view('profile'),
      dueOn: view('dueOn'),
      beginAt: view('beginAt'),
      notes: view('notes'),
      profiles: items.map(({ name, version }) => ({
        name,
        title: `${name} v${version}`,
        selected: name === typed.profile,
      })),
      clock: momentOf(new Date(), language).text,
      isGood: findings.length === 0 && isKnown,
    };
  }

  /** What the lot would erase, in one sentence and PC by PC; or what is left to correct. */
  async review(account: KnownAccount, language: Language) {
    const draft = await this.drafts.current(account);
    if (draft === undefined) return { rowsToCorrect: 0, isEmpty: true };
    const written = writtenOf(draft.content);
    const verdicts = await this.lots.check(written);
    const wrong = verdicts.filter(({ problems }) => problems.length > 0).length;
    const head = {
      draftId: draft.id,
      order: headOf(draft),
      isEmpty: verdicts.length === 0,
      rowsToCorrect: wrong,
    };
    if (wrong > 0 || verdicts.length === 0) return head;
    const { customer, profile } = orderOf(draft.content);
    try {
      const { id } = await this.profiles.latest(profile);
      const rows = verdicts.map(({ planned }) => planned);
      return { ...head, ...this.erased(await this.arming.previewRows(customer, id, rows), language) };
    } catch (error) {
      if (!(error instanceof EtabliError)) throw error;
      return { ...head, unarmable: refusalOf(error, language) };
    }
  }

  private erased(erasures: Erasure[], language: Language) {
    const t = lotWords(language);
    const { text, toLookAt, unseen } = summaryOf(erasures);
    const views = toLookAt.slice(0, MOST_SHOWN).map((erasure) => ({
      name: [erasure.hostname, erasure.serial].filter(Boolean).join(' · '),
      text: say(erasure.text, language),
      hint: erasure.nameFault
        ? say(erasure.nameFault, language)
        : erasure.certainty === 'known'
          ? t.severalDisks
          : '',
    }));
    return {
      sentence: say(text, language),
      toLookAt: views,
      more: toLookAt.length > views.length ? `${views.length} / ${toLookAt.length}` : '',
      hasUnseen: unseen.length > 0,
      disks: erasures.slice(0, MOST_SHOWN).map((erasure) => ({
        name: [erasure.hostname, erasure.serial].filter(Boolean).join(' · '),
        text: say(erasure.text, language),
      })),
      moreDisks: erasures.length > MOST_SHOWN ? `${MOST_SHOWN} / ${erasures.length}` : '',
    };
  }
}

function headOf({ content: { fields } }: LotDraft) {
  return { customer: fields.customer ?? '', profile: fields.profile ?? '' };
}

/** Why a lot cannot be armed: the sentence, and each finding. */
function refusalOf(error: EtabliError, language: Language): string[] {
  const { text, remedy } = describe(error);
  const findings =
    error instanceof InputError
      ? error.findings.map((finding) => `${fieldIn(finding, language)} : ${say(finding.expected, language)}`)
      : [];
  return [say(text, language), ...findings.slice(0, MOST_SHOWN), ...(remedy ? [say(remedy, language)] : [])];
}
