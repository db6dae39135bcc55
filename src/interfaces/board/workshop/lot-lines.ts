import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import type { LotLine } from './workshop.store.js';

/** The last group of the queue « À vous »: the PCs of a lot that are to be switched on, as one row. */
export function offRow({ id, number, customer, armed, starting }: LotLine, language: Language) {
  const off = armed - starting;
  const texts: Record<'stateName' | 'cause' | 'action', Bilingual> = {
    stateName: { fr: 'à allumer', en: 'to switch on' },
    cause:
      off === 1
        ? {
            fr: '1 PC armé n’a pas encore démarré par le réseau.',
            en: '1 armed PC has not booted from the network yet.',
          }
        : {
            fr: `${off} PC armés n’ont pas encore démarré par le réseau.`,
            en: `${off} armed PCs have not booted from the network yet.`,
          },
    action: { fr: 'Voir le lot', en: 'See the lot' },
  };
  return {
    element: `off-${id}`,
    href: `/lots/${id}`,
    name: number,
    about: customer,
    look: 'armed',
    stateName: say(texts.stateName, language),
    cause: say(texts.cause, language),
    action: { href: `/lots/${id}`, text: say(texts.action, language) },
  };
}

/** A lot with planned or armed PCs, in one line: `38 armés`, `2 démarrent`, `4 à armer`. */
export function lotLine({ id, number, customer, planned, armed, starting }: LotLine, language: Language) {
  const off = armed - starting;
  const counts: [string, number, Bilingual][] = [
    ['armed', off, { fr: off === 1 ? '1 armé' : `${off} armés`, en: `${off} armed` }],
    [
      'running',
      starting,
      { fr: starting === 1 ? '1 démarre' : `${starting} démarrent`, en: `${starting} starting` },
    ],
    ['planned', planned, { fr: `${planned} à armer`, en: `${planned} to arm` }],
  ];
  return {
    href: `/lots/${id}`,
    number,
    customer,
    counts: counts
      .filter(([, count]) => count > 0)
      .map(([look, , name]) => ({ look, name: say(name, language) })),
  };
}
