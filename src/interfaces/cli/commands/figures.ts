import type { FiguresDto } from '../../../deployment/figures/index.js';
import { durationText, orUnknown, WITHOUT_HAND, type Bilingual } from '../../../platform/core/index.js';
import type { Line } from '../line.js';
import type { Registration } from '../registration.js';
import { table } from '../table.js';

interface Flags {
  from?: string;
  to?: string;
  customer?: string;
}

type T = Registration['t'];

export function registerFigures({ program, t, act }: Registration): void {
  program
    .command('figures')
    .description(
      t({
        fr: 'Les chiffres de l’atelier : PC par semaine, durées, causes d’échec, recette',
        en: 'The figures of the workshop: PCs a week, times, causes of failure, acceptance',
      }),
    )
    .option('--from <day>', t({ fr: 'premier jour : 2026-11-01', en: 'first day: 2026-11-01' }))
    .option('--to <day>', t({ fr: 'dernier jour, compris', en: 'last day, included' }))
    .option(
      '--customer <name>',
      t({ fr: 'seulement les lots de ce client', en: 'only the lots of this customer' }),
    )
    .action(
      act(async (session, flags: Flags) => {
        const query = new URLSearchParams(Object.entries(flags) as [string, string][]).toString();
        const figures = await session.api().get<FiguresDto>(`/api/figures${query && `?${query}`}`);
        session.terminal.result(figures, () => text(figures, t));
      }),
    );
}

function text(figures: FiguresDto, t: T): Line[] {
  const { totals, steps, causes, findings } = figures;
  return [
    t({ fr: `Du ${figures.from} au ${figures.to}`, en: `From ${figures.from} to ${figures.to}` }),
    t({
      fr: `${totals.certified} certifiés dont ${totals.withoutHand} sans intervention, ${totals.failed} en échec, ${totals.cancelled} annulés`,
      en: `${totals.certified} certified, ${totals.withoutHand} of them without a hand, ${totals.failed} failed, ${totals.cancelled} cancelled`,
    }),
    t(WITHOUT_HAND),
    ...titled(t, { fr: 'PC PAR SEMAINE', en: 'PCS A WEEK' }, weeks(figures, t)),
    ...titled(t, { fr: 'DURÉE DES ÉTAPES', en: 'TIME OF THE STEPS' }, times(figures, t)),
    ...rest(steps.items.length, steps.total, t),
    ...titled(t, { fr: 'CAUSES D’ÉCHEC', en: 'CAUSES OF FAILURE' }, reasons(figures, t)),
    ...rest(causes.items.length, causes.total, t),
    ...titled(t, { fr: 'CE QUE LA RECETTE TROUVE', en: 'WHAT THE ACCEPTANCE FINDS' }, checks(figures, t)),
    ...rest(findings.items.length, findings.total, t),
  ];
}

function weeks({ weeks: rows }: FiguresDto, t: T): Line[] {
  const busy = rows.filter(({ certified, failed }) => certified + failed > 0);
  return table(busy, [
    [t({ fr: 'SEMAINE DU', en: 'WEEK FROM' }), (row) => row.monday],
    [t({ fr: 'CERTIFIÉS', en: 'CERTIFIED' }), (row) => row.certified],
    [t({ fr: 'EN ÉCHEC', en: 'FAILED' }), (row) => row.failed],
  ]);
}

function times({ steps }: FiguresDto, t: T): Line[] {
  return table(steps.items, [
    [t({ fr: 'ÉTAPE', en: 'STEP' }), (row) => t(row.title)],
    [t({ fr: 'MODÈLE', en: 'MODEL' }), (row) => t(orUnknown(row.model))],
    [t({ fr: 'MASTER', en: 'MASTER' }), (row) => t(orUnknown(row.master))],
    [t({ fr: 'PC', en: 'PCS' }), (row) => row.count],
    [t({ fr: 'MÉDIANE', en: 'MEDIAN' }), (row) => durationText(row.medianSeconds * 1000)],
    [t({ fr: '9 SUR 10', en: '9 OUT OF 10' }), (row) => durationText(row.p90Seconds * 1000)],
  ]);
}

function reasons({ causes }: FiguresDto, t: T): Line[] {
  return table(causes.items, [
    [t({ fr: 'FOIS', en: 'TIMES' }), (row) => row.count],
    [t({ fr: 'ÉTAPE', en: 'STEP' }), (row) => t(row.title)],
    [t({ fr: 'CAUSE', en: 'CAUSE' }), (row) => t(row.cause)],
  ]);
}

function checks({ findings }: FiguresDto, t: T): Line[] {
  return table(findings.items, [
    [t({ fr: 'NON CONFORME', en: 'FAILED' }), (row) => row.failed],
    [t({ fr: 'NON MESURÉ', en: 'NOT MEASURED' }), (row) => row.unmeasured],
    [t({ fr: 'CONTRÔLE', en: 'CHECK' }), (row) => t(row.title)],
  ]);
}

function titled(t: T, title: Bilingual, lines: Line[]): Line[] {
  const nothing = t({ fr: 'rien sur cette période', en: 'nothing in this period' });
  return ['', t(title), ...(lines.length === 0 ? [nothing] : lines)];
}

function rest(shown: number, total: number, t: T): Line[] {
  if (shown >= total) return [];
  return [t({ fr: `${shown} sur ${total} affichés`, en: `${shown} of ${total} shown` })];
}
