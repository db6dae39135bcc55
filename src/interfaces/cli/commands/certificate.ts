import type { CertificateSummaryDto } from '../../../deployment/certificate/index.js';
import { join } from 'node:path';
import type { Verification } from '../../../deployment/proof/index.js';
import { exportLot } from '../certificate-export.js';
import { EXIT } from '../exit-status.js';
import { readGiven } from '../given-file.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

export function registerCertificate({ program, t, act }: Registration): void {
  const certificate = program
    .command('certificate')
    .description(t({ fr: 'Certificats', en: 'Certificates' }));
  certificate
    .command('verify <file...>')
    .description(
      t({
        fr: 'Vérifie des certificats JSON ou PDF hors ligne, avec la clé publique seulement ; 0 valides, 1 refusés, 2 illisibles',
        en: 'Verifies JSON or PDF certificates offline, with only the public key; 0 valid, 1 refused, 2 unreadable',
      }),
    )
    .option(
      '--key <file>',
      t({
        fr: 'clé publique, PEM ; défaut : celle du dossier de données',
        en: 'public key, PEM; default: the one in the data directory',
      }),
    )
    .action(act(verify));
  certificate
    .command('list')
    .description(t({ fr: 'Les certificats délivrés', en: 'The certificates issued' }))
    .action(act(list));
  certificate
    .command('export')
    .description(
      t({
        fr: 'Un PDF et un JSON par PC, un CSV récapitulatif et un rapport de lot',
        en: 'A PDF and a JSON for each PC, a summary CSV and a lot report',
      }),
    )
    .requiredOption('--lot <lot>', t({ fr: 'le lot', en: 'the lot' }))
    .requiredOption('--out <folder>', t({ fr: 'le dossier à remplir', en: 'the folder to fill' }))
    .action(
      act(async (session, options: { lot: string; out: string }) => {
        const files = await exportLot(session.api(), options.lot, options.out);
        session.terminal.result(files, () => files);
      }),
    );
}

async function verify(session: Session, files: string[], options: { key?: string }): Promise<number> {
  const { terminal } = session;
  const { VERDICT_TEXT, verifyCertificate } = await import('../../../deployment/proof/index.js');
  const key = await publicKey(session, options.key);
  const results: ({ file: string } & Verification)[] = [];
  for (const file of files) {
    results.push({ file, ...verifyCertificate(await readGiven(file), key) });
  }
  terminal.result(results, () =>
    results.map((result) => {
      if (!result.valid) return `✗ ${result.file}  ${terminal.say(result.reason)}`;
      const { record } = result;
      return `✓ ${result.file}  ${record.number}  ${record.machine.hostname}  ${terminal.say(VERDICT_TEXT[record.verdict])}  ${terminal.time(record.issuedAt)}`;
    }),
  );
  return results.every(({ valid }) => valid) ? EXIT.done : EXIT.no;
}

async function publicKey(session: Session, given: string | undefined): Promise<string> {
  const file = given ?? join(session.config.dataDir, 'certificate-key.pem');
  const bytes = await readGiven(file, {
    fr: 'Vérifiez le chemin, ou indiquez la clé publique avec --key.',
    en: 'Check the path, or give the public key with --key.',
  });
  return bytes.toString('utf8');
}

async function list(session: Session): Promise<void> {
  const { terminal } = session;
  const { VERDICT_TEXT } = await import('../../../deployment/proof/index.js');
  const found: CertificateSummaryDto[] = [];
  for await (const item of session.api().all<CertificateSummaryDto>('/api/certificates')) found.push(item);
  terminal.result(found, () =>
    table(found, [
      [terminal.say({ fr: 'NUMÉRO', en: 'NUMBER' }), (row) => row.number],
      ['PC', (row) => row.hostname],
      ['VERDICT', (row) => terminal.say(VERDICT_TEXT[row.verdict])],
      [terminal.say({ fr: 'DÉLIVRÉ', en: 'ISSUED' }), (row) => terminal.time(row.issuedAt)],
      ['ID', (row) => row.id],
    ]),
  );
}
