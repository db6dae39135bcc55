import { type FiguresDto, type FigureTable } from '../../../deployment/figures/index.js';
import {
  durationText,
  orUnknown,
  WITHOUT_HAND,
  type Bilingual,
  type Language,
} from '../../../platform/core/index.js';
import { numberText } from '../frame/numbers.js';
import { say } from '../frame/say.js';
import { momentOf } from '../frame/moment.js';

/** How a plot is drawn by figures.js. Colours are names of colours.css. */
export interface Plot {
  /** `days`: labels are days; `names`: labels are written below; `ranks`: the numbers of the rows. */
  labels: 'days' | 'names' | 'ranks';
  unit: 'count' | 'seconds';
  x: string[];
  series: { name: string; colour: string; values: number[] }[];
}

/** A plot and the table that says the same. The first cell of a row is its heading. */
export interface FigureSection {
  id: FigureTable;
  title: Bilingual;
  explained?: Bilingual;
  nothing: Bilingual;
  plot: Plot;
  head: Bilingual[];
  rows: string[][];
  /** How many rows there are in all. */
  total: number;
}

type Make = (figures: FiguresDto, language: Language) => FigureSection;

const MOST_ROWS = 60;
const CERTIFIED: Bilingual = { fr: 'Certifiés', en: 'Certified' };
const FAILED: Bilingual = { fr: 'En échec', en: 'Failed' };
const STEP: Bilingual = { fr: 'Étape', en: 'Step' };
const PCS: Bilingual = { fr: 'PC', en: 'PCs' };
const MEDIAN: Bilingual = { fr: 'Médiane', en: 'Median' };
const P90: Bilingual = { fr: '9 PC sur 10 en moins de', en: '9 PCs out of 10 in less than' };
const NONE: Bilingual = {
  fr: 'Aucun PC terminé sur cette période.',
  en: 'No PC ended in this period.',
};

const days: Make = ({ days: all }, language) => ({
  id: 'days',
  title: { fr: 'PC par jour', en: 'PCs a day' },
  nothing: NONE,
  ...counted(
    all.map((row) => ({ ...row, at: row.day })),
    language,
  ),
  head: [{ fr: 'Jour', en: 'Day' }, CERTIFIED, FAILED],
});

const weeks: Make = ({ weeks: all }, language) => ({
  id: 'weeks',
  title: { fr: 'PC par semaine', en: 'PCs a week' },
  nothing: NONE,
  ...counted(
    all.map((row) => ({ ...row, at: row.monday })),
    language,
  ),
  head: [{ fr: 'Semaine du', en: 'Week from' }, CERTIFIED, FAILED],
});

function counted(all: { at: string; certified: number; failed: number }[], language: Language) {
  const busy = all.filter(({ certified, failed }) => certified + failed > 0);
  const rows = busy.map(({ at, certified, failed }) => [
    dayText(at, language),
    numberText(certified, language),
    numberText(failed, language),
  ]);
  return {
    plot: {
      labels: 'days' as const,
      unit: 'count' as const,
      x: all.map(({ at }) => at),
      series: [
        { name: say(CERTIFIED, language), colour: 'good', values: all.map(({ certified }) => certified) },
        { name: say(FAILED, language), colour: 'bad', values: all.map(({ failed }) => failed) },
      ],
    },
    rows: rows.reverse().slice(0, MOST_ROWS),
    total: busy.length,
  };
}

const steps: Make = ({ steps: { overall, items, total } }, language) => ({
  id: 'steps',
  title: { fr: 'Durée de chaque étape, par modèle et master', en: 'Time of each step, by model and master' },
  explained: {
    fr: 'La durée d’une étape comprend l’attente du PC et des personnes. Le graphique réunit tous les modèles et masters.',
    en: 'The time of a step includes waiting for the PC and for people. The plot has all models and masters together.',
  },
  nothing: { fr: 'Aucune étape terminée sur cette période.', en: 'No step was done in this period.' },
  plot: {
    labels: 'names',
    unit: 'seconds',
    x: overall.map(({ title }) => say(title, language)),
    series: [
      { name: say(MEDIAN, language), colour: 'accent', values: overall.map((row) => row.medianSeconds) },
      { name: say(P90, language), colour: 'warn', values: overall.map((row) => row.p90Seconds) },
    ],
  },
  head: [STEP, { fr: 'Modèle', en: 'Model' }, { fr: 'Master', en: 'Master' }, PCS, MEDIAN, P90],
  rows: items.map((row) => [
    say(row.title, language),
    say(orUnknown(row.model), language),
    say(orUnknown(row.master), language),
    numberText(row.count, language),
    durationText(row.medianSeconds * 1000),
    durationText(row.p90Seconds * 1000),
  ]),
  total,
});

const causes: Make = ({ causes: { items, total } }, language) => ({
  id: 'causes',
  title: { fr: 'Causes d’échec', en: 'Causes of failure' },
  explained: {
    fr: 'Chaque échec compte, même repris ensuite. Les causes qui ne diffèrent que par un nombre ou un nom sont réunies.',
    en: 'Every failure counts, also one retried later. Causes that differ by a number or a name only are one.',
  },
  nothing: { fr: 'Aucun échec sur cette période.', en: 'No failure in this period.' },
  plot: ranked(
    items.map(({ count }) => count),
    say({ fr: 'Échecs', en: 'Failures' }, language),
    'bad',
  ),
  head: [
    { fr: 'N°', en: 'No.' },
    STEP,
    { fr: 'Cause', en: 'Cause' },
    { fr: 'Fois', en: 'Times' },
    { fr: 'Dernière fois', en: 'Last time' },
  ],
  rows: items.map((row, index) => [
    String(index + 1),
    say(row.title, language),
    say(row.cause, language),
    numberText(row.count, language),
    momentOf(new Date(row.lastAt), language).text,
  ]),
  total,
});

const hands: Make = ({ hands: all }, language) => ({
  id: 'hands',
  title: { fr: 'Interventions sur les PC certifiés', en: 'Hands on certified PCs' },
  explained: WITHOUT_HAND,
  nothing: { fr: 'Aucune intervention sur cette période.', en: 'No hand in this period.' },
  plot: ranked(
    all.map(({ count }) => count),
    say(PCS, language),
    'hand',
  ),
  head: [{ fr: 'N°', en: 'No.' }, { fr: 'Intervention', en: 'Act' }, PCS],
  rows: all.map(({ name, count }, index) => [
    String(index + 1),
    say(name, language),
    numberText(count, language),
  ]),
  total: all.length,
});

const findings: Make = ({ findings: { items, total }, totals }, language) => ({
  id: 'findings',
  title: { fr: 'Ce que la recette trouve', en: 'What the acceptance finds' },
  explained: {
    fr: `Contrôles qui ne passent pas, à la dernière recette de chaque PC. PC dont la recette a été mesurée : ${numberText(totals.recettes, 'fr')}.`,
    en: `Checks that do not pass, in the last acceptance of each PC. PCs whose acceptance was measured: ${numberText(totals.recettes, 'en')}.`,
  },
  nothing: { fr: 'Tous les contrôles passent sur cette période.', en: 'All checks pass in this period.' },
  plot: {
    labels: 'ranks',
    unit: 'count',
    x: items.map((_, index) => String(index + 1)),
    series: [
      {
        name: say({ fr: 'Non conforme', en: 'Failed' }, language),
        colour: 'bad',
        values: items.map((row) => row.failed),
      },
      {
        name: say({ fr: 'Non mesuré', en: 'Not measured' }, language),
        colour: 'warn',
        values: items.map((row) => row.unmeasured),
      },
    ],
  },
  head: [
    { fr: 'N°', en: 'No.' },
    { fr: 'Contrôle', en: 'Check' },
    { fr: 'Non conforme', en: 'Failed' },
    { fr: 'Non mesuré', en: 'Not measured' },
  ],
  rows: items.map((row, index) => [
    String(index + 1),
    say(row.title, language),
    numberText(row.failed, language),
    numberText(row.unmeasured, language),
  ]),
  total,
});

/** The plots of the page, in their order. */
export function figureSections(figures: FiguresDto, language: Language): FigureSection[] {
  return [days, weeks, steps, causes, hands, findings].map((make) => make(figures, language));
}

function ranked(values: number[], name: string, colour: string): Plot {
  const x = values.map((_, index) => String(index + 1));
  return { labels: 'ranks', unit: 'count', x, series: [{ name, colour, values }] };
}

const SHARES = {
  fr: new Intl.NumberFormat('fr-FR', { style: 'percent' }),
  en: new Intl.NumberFormat('en-GB', { style: 'percent' }),
};
const DAYS = {
  fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'medium', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }),
};

export function shareText(part: number, whole: number, language: Language): string {
  return whole === 0 ? '—' : SHARES[language].format(part / whole);
}

export function dayText(day: string, language: Language): string {
  return DAYS[language].format(new Date(`${day}T00:00:00Z`));
}
