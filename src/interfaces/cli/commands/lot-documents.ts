import type { Command } from 'commander';
import { writeWholeFile } from '../../../platform/files/index.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { findLot } from '../found-lot.js';

interface LabelOptions {
  format: string;
  start: string;
  output: string;
}

/** The papers of a lot as files. */
export function registerLotDocuments(lot: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  const output = t({ fr: 'le fichier à écrire', en: 'the file to write' });
  lot
    .command('labels <lot>')
    .description(
      t({
        fr: 'Étiquettes des PC d’un lot, avec QR code, en PDF',
        en: 'Labels of the PCs of a lot, with QR code, as PDF',
      }),
    )
    .option(
      '--format <name>',
      t({
        fr: 'planche ou rouleau : 3x8, l7160, 62x29 … (un nom inconnu est refusé avec la liste)',
        en: 'sheet or roll: 3x8, l7160, 62x29 … (an unknown name is refused with the list)',
      }),
      '3x8',
    )
    .option(
      '--start <number>',
      t({ fr: 'première étiquette libre de la planche', en: 'first free label of the sheet' }),
      '1',
    )
    .option('--output <file>', output, 'labels.pdf')
    .action(
      act((session, given: string, { format, start, output: file }: LabelOptions) =>
        save(session, given, `labels.pdf?${new URLSearchParams({ format, start })}&`, file),
      ),
    );
  lot
    .command('report <lot>')
    .description(
      t({
        fr: 'Rapport d’un lot en PDF : chaque PC, ce qui a été fait aujourd’hui, ce qui reste',
        en: 'Report of a lot as PDF: every PC, what was done today, what is left',
      }),
    )
    .option('--output <file>', output, 'report.pdf')
    .action(
      act((session, given: string, { output: file }: Pick<LabelOptions, 'output'>) =>
        save(session, given, 'report.pdf?', file),
      ),
    );
}

async function save(session: Session, given: string, path: string, file: string): Promise<void> {
  const api = session.api();
  const { id } = await findLot(api, given);
  const { language } = session.terminal;
  const pdf = await api.download(`/api/certificates/lots/${id}/${path}language=${language}`);
  await writeWholeFile(file, pdf);
  session.terminal.result({ file, bytes: pdf.length }, () => [file]);
}
