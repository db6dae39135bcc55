import type { AddedProgramDto, ProgramDto } from '../../../park/software/index.js';
import { NotFoundError } from '../../../platform/core/index.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

const PATH = '/api/programs';

export function registerSoftware({ program, t, act }: Registration): void {
  const software = program.command('software').description(
    t({
      fr: 'Catalogue de logiciels pour Windows : msi, exe, msix, winget, chocolatey, wapt, powershell',
      en: 'Catalogue of programs for Windows: msi, exe, msix, winget, chocolatey, wapt, powershell',
    }),
  );
  software
    .command('draft <installer>')
    .description(
      t({
        fr: 'Affiche le brouillon YAML d’un .msi, .msix ou .exe ; rien n’est exécuté ni envoyé',
        en: 'Prints a draft in YAML for an .msi, .msix or .exe; nothing is run or sent',
      }),
    )
    .action(
      act(async (session, installer: string) => {
        const { programDraft } = await import('../software-draft.js');
        const draft = await programDraft(installer, session.terminal.language);
        session.terminal.result({ draft }, () => draft.trimEnd().split('\n'));
      }),
    );
  software
    .command('add <file>')
    .description(
      t({
        fr: 'Ajoute un logiciel au catalogue, avec ses fichiers : --file, sinon ceux qui sont à côté du YAML',
        en: 'Adds a program to the catalogue, with its files: --file, otherwise those beside the YAML',
      }),
    )
    .option('--file <path...>', t({ fr: 'un fichier que le YAML nomme', en: 'a file that the YAML names' }))
    .action(
      act(async (session, file: string, { file: given = [] }: { file?: string[] }) => {
        const { readProgram } = await import('../program-file.js');
        const document = await readProgram(session, file, given);
        const added = await session.api().post<AddedProgramDto>(PATH, { body: document });
        const { terminal } = session;
        const known = added.isNew
          ? ''
          : `  (${terminal.say({ fr: 'déjà au catalogue', en: 'known already' })})`;
        terminal.result(added, () => [`${added.name} ${added.version}  ${added.kind}${known}`]);
      }),
    );
  registerStored({ program: software, t, act });
}

function registerStored({ program: software, t, act }: Registration): void {
  software
    .command('list')
    .description(t({ fr: 'Les logiciels du catalogue', en: 'The programs of the catalogue' }))
    .action(act(list));
  software
    .command('show <name> [version]')
    .description(
      t({
        fr: 'Comment un logiciel s’installe, en JSON ; la version ajoutée en dernier par défaut',
        en: 'How a program is installed, as JSON; by default the version added last',
      }),
    )
    .action(
      act(async (session, name: string, version?: string) => {
        const found = await versionOf(session, name, version);
        session.terminal.result(found, () => [JSON.stringify(found.document, null, 2)]);
      }),
    );
  software
    .command('remove <name> <version>')
    .description(
      t({
        fr: 'Retire une version ; les déploiements déjà armés la gardent',
        en: 'Removes a version; deployments that are armed keep it',
      }),
    )
    .action(
      act(async (session, name: string, version: string) => {
        const { id } = await versionOf(session, name, version);
        await session.api().delete(`${PATH}/${id}`);
        session.terminal.tell({ fr: 'Logiciel retiré.', en: 'Program removed.' });
      }),
    );
}

async function versionOf(session: Session, name: string, version?: string): Promise<ProgramDto> {
  for await (const item of session.api().all<ProgramDto>(PATH, { name })) {
    if (version === undefined || item.version === version) return item;
  }
  const what = [name, version].filter(Boolean).join(' ');
  throw new NotFoundError(
    { fr: `aucun logiciel ${what} au catalogue`, en: `no program ${what} in the catalogue` },
    { remedy: { fr: 'etabli software list les montre.', en: 'etabli software list shows them.' } },
  );
}

async function list(session: Session): Promise<void> {
  const { terminal } = session;
  const programs: ProgramDto[] = [];
  for await (const item of session.api().all<ProgramDto>(PATH)) programs.push(item);
  terminal.result(programs, () =>
    table(programs, [
      [terminal.say({ fr: 'NOM', en: 'NAME' }), (row) => row.name],
      ['VERSION', (row) => row.version],
      ['TYPE', (row) => row.kind],
      ['ARCHITECTURE', (row) => row.architecture],
      [terminal.say({ fr: 'TITRE', en: 'TITLE' }), (row) => row.title],
      [terminal.say({ fr: 'ÉDITEUR', en: 'PUBLISHER' }), (row) => row.publisher],
    ]),
  );
}
