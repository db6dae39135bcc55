import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import type { LotView } from '../../../deployment/pipeline/index.js';
import { momentOf, type Moment } from '../frame/moment.js';
import { countsOf, type CountView } from './lot-counts.js';

/** What pages say of a lot as a whole. */
export interface LotHead {
  id: string;
  number: string;
  customer: string;
  orderNumber?: string;
  site?: string;
  profile: string;
  due?: { text: string; iso: string; words: string; isLate: boolean };
  begin?: { at: Moment; words: string };
  paused?: { words: string };
  notes?: string;
  done: number;
  total: number;
  progress: string;
  counts: CountView[];
  ended: boolean;
}

const DATES = {
  fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }),
};
const DAY_MS = 86_400_000;

export function lotHead(lot: LotView, language: Language, now = new Date()): LotHead {
  const { id, number, customer, orderNumber, site, profile, pausedAt, pausedBy, beginAt, notes, ended } = lot;
  const total = Object.values(lot.counts).reduce((sum, count) => sum + count, 0);
  const { certified = 0, captured = 0, cancelled = 0 } = lot.counts;
  const done = certified + captured + cancelled + lot.closed;
  return {
    id,
    number,
    customer,
    ...(orderNumber !== null && { orderNumber }),
    ...(site !== null && { site }),
    profile: `${profile.name} v${profile.version}`,
    ...(lot.dueOn !== null && { due: dueOf(lot.dueOn, ended, language, now) }),
    ...(beginAt !== null && {
      begin: { at: momentOf(beginAt, language), words: say(beginWords(lot, beginAt, now), language) },
    }),
    ...(pausedAt !== null && {
      paused: {
        words: say(
          {
            fr: `en pause depuis le ${momentOf(pausedAt, 'fr').text}, par ${pausedBy}`,
            en: `paused since ${momentOf(pausedAt, 'en').text}, by ${pausedBy}`,
          },
          language,
        ),
      },
    }),
    ...(notes !== null && { notes }),
    done,
    total,
    progress: say(
      { fr: `${done}\u00a0PC terminés sur ${total}`, en: `${done} of ${total} PCs have ended` },
      language,
    ),
    counts: countsOf(lot, language),
    ended,
  };
}

function dueOf(dueOn: string, ended: boolean, language: Language, now: Date): LotHead['due'] {
  const due = new Date(`${dueOn}T12:00:00`);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12);
  const days = Math.round((due.getTime() - today.getTime()) / DAY_MS);
  const isLate = !ended && days < 0;
  return {
    text: DATES[language].format(due),
    iso: dueOn,
    words: ended ? '' : say(daysInWords(days), language),
    isLate,
  };
}

/** @param days left; negative when it was due */
export function daysInWords(days: number): Bilingual {
  if (days === 0) return { fr: 'aujourd’hui', en: 'today' };
  if (days === 1) return { fr: 'demain', en: 'tomorrow' };
  if (days > 1) return { fr: `dans ${days} jours`, en: `in ${days} days` };
  return days === -1
    ? { fr: 'en retard d’un jour', en: 'one day late' }
    : { fr: `en retard de ${-days} jours`, en: `${-days} days late` };
}

function beginWords({ woken, counts }: LotView, beginAt: Date, now: Date): Bilingual {
  if (woken > 0)
    return {
      fr: woken === 1 ? 'signal de réveil envoyé à 1 PC' : `signal de réveil envoyé à ${woken}\u00a0PC`,
      en: woken === 1 ? 'wake-up signal sent to 1 PC' : `wake-up signal sent to ${woken} PCs`,
    };
  if (beginAt > now) {
    return (counts.planned ?? 0) > 0
      ? { fr: 'seuls les PC armés avant seront réveillés', en: 'only PCs armed before are woken' }
      : { fr: 'les PC armés seront réveillés', en: 'the armed PCs will be woken' };
  }
  return {
    fr: 'passé : aucun PC n’était armé avec une adresse MAC connue',
    en: 'past: no PC was armed with a known MAC address',
  };
}
