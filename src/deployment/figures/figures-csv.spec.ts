import type { FiguresDto } from './figure.schema.js';
import { figuresCsv } from './figures-csv.js';

const FIGURES = {
  steps: {
    items: [
      {
        step: 'partition',
        title: { fr: 'Partitionnement', en: 'Partitioning' },
        model: '=cmd|"x"',
        master: '',
        count: 3,
        medianSeconds: 61.25,
        p90Seconds: 120,
      },
    ],
  },
} as unknown as FiguresDto;

describe('the CSV of a figure', () => {
  it('is what a French spreadsheet reads, and a name is never a formula', () => {
    expect(figuresCsv(FIGURES, 'steps', 'fr')).toBe(
      '\ufeff"Étape";"Modèle";"Master";"Nombre";"Médiane (s)";"9 sur 10 en moins de (s)"\r\n' +
        '"Partitionnement";"\'=cmd|""x""";"inconnu";"3";"61,3";"120,0"\r\n',
    );
  });

  it('has points in English', () => {
    expect(figuresCsv(FIGURES, 'steps', 'en').split('\r\n')[1]).toBe(
      '"Partitioning";"\'=cmd|""x""";"unknown";"3";"61.3";"120.0"',
    );
  });
});
