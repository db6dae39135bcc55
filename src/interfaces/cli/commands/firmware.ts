import { basename } from 'node:path';
import type { AuthorityUpdateDto, ImportedUpdateDto } from '../../../park/firmware/index.js';
import { describe, InputError } from '../../../platform/core/index.js';
import { ApiProblem } from '../api-problem.js';
import { EXIT } from '../exit-status.js';
import { readGiven } from '../given-file.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

const PATH = '/api/authority-updates';

/** What came of one file. */
type Outcome = { file: string; update: ImportedUpdateDto } | { file: string; refused: string };

export function registerFirmware({ program, t, act }: Registration): void {
  const firmware = program.command('firmware').description(
    t({
      fr: 'Mises à jour signées de ce que Secure Boot approuve',
      en: 'Signed updates of what Secure Boot trusts',
    }),
  );
  firmware
    .command('import <file...>')
    .description(
      t({
        fr: 'Importe des mises à jour signées (.bin de microsoft/secureboot_objects) ; la signature dit si c’est KEK, db ou dbx ; 1 si un fichier est refusé',
        en: 'Imports signed updates (.bin of microsoft/secureboot_objects); the signature says whether it is KEK, db or dbx; 1 if a file is refused',
      }),
    )
    .action(act(importFiles));
  firmware
    .command('list')
    .description(t({ fr: 'Les mises à jour importées', en: 'The updates that were imported' }))
    .action(act(list));
  firmware
    .command('remove <sha256>')
    .description(
      t({
        fr: 'Retire une mise à jour : aucun PC ne la reçoit plus',
        en: 'Removes an update: no PC gets it any more',
      }),
    )
    .action(
      act(async (session, sha256: string) => {
        await session.api().delete(`${PATH}/${encodeURIComponent(sha256)}`);
        session.terminal.tell({ fr: 'Mise à jour retirée.', en: 'Update removed.' });
      }),
    );
}

async function importFiles(session: Session, files: string[]): Promise<number> {
  const outcomes: Outcome[] = [];
  for (const file of files) outcomes.push(await importOne(session, file));
  session.terminal.result(outcomes, () => outcomes.flatMap((outcome) => outcomeLines(session, outcome)));
  return outcomes.every((outcome) => 'update' in outcome) ? EXIT.done : EXIT.no;
}

/** One bad file among hundreds must not stop the others. */
async function importOne(session: Session, file: string): Promise<Outcome> {
  try {
    const raw = { content: await readGiven(file), type: 'application/octet-stream' };
    const sent = { raw, query: { name: basename(file).slice(0, 200) } };
    return { file, update: await session.api().put<ImportedUpdateDto>(PATH, sent) };
  } catch (error) {
    const isOfFile =
      error instanceof InputError || (error instanceof ApiProblem && error.problem.status === 400);
    if (!isOfFile) throw error;
    const said =
      error instanceof ApiProblem ? error.problem.detail : session.terminal.say(describe(error).text);
    return { file, refused: said ?? '' };
  }
}

function outcomeLines({ terminal }: Session, outcome: Outcome): string[] {
  if ('refused' in outcome) return [`✗ ${outcome.file}  ${outcome.refused}`];
  const { variable, signers, isNew } = outcome.update;
  const known = isNew ? '' : `  (${terminal.say({ fr: 'déjà importée', en: 'imported already' })})`;
  const by = terminal.say({ fr: 'signée par', en: 'signed by' });
  return [
    `✓ ${outcome.file}  ${variable}: ${addsOf(outcome.update)}${known}`,
    `    ${by} ${signers.map(({ subject }) => subject).join(' ← ')}`,
  ];
}

function addsOf({ adds: { certificates, digests } }: AuthorityUpdateDto): string {
  const names = certificates.map(({ subject }) => subject);
  return [...names, ...(digests > 0 ? [`${digests} SHA-256`] : [])].join(', ');
}

async function list(session: Session): Promise<void> {
  const { terminal } = session;
  const updates = await session.api().get<AuthorityUpdateDto[]>(PATH);
  terminal.result(updates, () =>
    table(updates, [
      ['SHA-256', (row) => row.sha256],
      ['VARIABLE', (row) => row.variable],
      [terminal.say({ fr: 'AJOUTE', en: 'ADDS' }), addsOf],
      [terminal.say({ fr: 'SIGNÉE PAR', en: 'SIGNED BY' }), (row) => row.signers[0]?.subject],
      [terminal.say({ fr: 'FICHIER', en: 'FILE' }), (row) => row.name],
    ]),
  );
}
