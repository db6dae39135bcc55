import type { DirectoryDto, DirectoryTrialDto, PrinterDto } from '../../../park/directory/index.js';
import { InputError } from '../../../platform/core/index.js';
import { EXIT } from '../exit-status.js';
import { readGiven } from '../given-file.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

const PATH = '/api/directories';
const pathOf = (name: string) => `${PATH}/${encodeURIComponent(name)}`;

export function registerDirectory(registration: Registration): void {
  const { program, t, act } = registration;
  const directory = program.command('directory').description(
    t({
      fr: 'Annuaires (Active Directory, Samba) que les PC rejoignent',
      en: 'Directories (Active Directory, Samba) that PCs join',
    }),
  );
  directory
    .command('add <file>')
    .description(
      t({
        fr: 'Ajoute un annuaire décrit en YAML, ou remplace sa description ; son mot de passe est dans le coffre',
        en: 'Adds a directory that a YAML file describes, or replaces its description; its password is in the vault',
      }),
    )
    .action(act(add));
  directory
    .command('list')
    .description(t({ fr: 'Les annuaires connus', en: 'The known directories' }))
    .action(act(list));
  directory
    .command('show <name>')
    .description(t({ fr: 'Un annuaire, en JSON', en: 'One directory, as JSON' }))
    .action(
      act(async (session, name: string) => {
        const found = await session.api().get<DirectoryDto>(pathOf(name));
        session.terminal.result(found, () => [JSON.stringify(found, null, 2)]);
      }),
    );
  directory
    .command('test <name>')
    .description(
      t({
        fr: 'Essaie tout ce qu’une jonction demande : DNS, LDAPS, certificat, mot de passe, droit sur l’OU, blob ; 1 si quelque chose échoue',
        en: 'Tries everything that a join needs: DNS, LDAPS, certificate, password, right on the OU, blob; 1 if something fails',
      }),
    )
    .action(act(test));
  directory
    .command('remove <name>')
    .description(
      t({
        fr: 'Oublie un annuaire ; rien ne change dans le domaine',
        en: 'Forgets a directory; nothing changes in the domain',
      }),
    )
    .action(
      act(async (session, name: string) => {
        await session.api().delete(pathOf(name));
        session.terminal.tell({ fr: 'Annuaire oublié.', en: 'Directory forgotten.' });
      }),
    );
  registerPrinters(registration, directory);
}

function registerPrinters({ t, act }: Registration, directory: Registration['program']): void {
  directory
    .command('printers <name>')
    .description(
      t({ fr: 'Les imprimantes publiées dans l’annuaire', en: 'The printers that the directory publishes' }),
    )
    .action(act(printers));
  directory
    .command('publish <name>')
    .description(
      t({
        fr: 'Publie une imprimante dans l’annuaire, ou change son lieu et son pilote',
        en: 'Publishes a printer in the directory, or changes its place and driver',
      }),
    )
    .requiredOption('--unc <path>', t({ fr: '\\\\serveur\\imprimante', en: '\\\\server\\printer' }))
    .option('--location <text>', t({ fr: 'lieu', en: 'place' }))
    .option('--driver <name>', t({ fr: 'nom du pilote', en: 'name of the driver' }))
    .option(
      '--organizational-unit <dn>',
      t({ fr: 'où ; celle de l’annuaire par défaut', en: 'where; that of the directory by default' }),
    )
    .action(
      act(async (session, name: string, printer: object) => {
        const published = await session.api().post<PrinterDto>(`${pathOf(name)}/printers`, { body: printer });
        session.terminal.result(published, () => [`${published.unc}  ${published.dn}`]);
      }),
    );
}

async function add(session: Session, file: string): Promise<void> {
  const document = await documentIn(file);
  const added = await session.api().put<DirectoryDto>(PATH, { body: document });
  session.terminal.result(added, () => [`${added.name}  ${added.domain}`]);
  session.terminal.tell({
    fr: `À essayer maintenant : etabli directory test ${added.name}`,
    en: `To try now: etabli directory test ${added.name}`,
  });
}

async function documentIn(file: string): Promise<object> {
  const { parse } = await import('yaml');
  const text = (await readGiven(file)).toString('utf8');
  try {
    const document: unknown = parse(text);
    if (typeof document === 'object' && document !== null) return document;
  } catch (cause) {
    throw notYaml(file, cause);
  }
  throw notYaml(file);
}

function notYaml(file: string, cause?: unknown): InputError {
  const why = cause instanceof Error ? ` (${cause.message.split('\n')[0]})` : '';
  return new InputError(
    {
      fr: `${file} ne décrit pas d’annuaire : ce n’est pas du YAML${why}`,
      en: `${file} describes no directory: it is not YAML${why}`,
    },
    [],
    { cause },
  );
}

async function list(session: Session): Promise<void> {
  const { terminal } = session;
  const directories = await session.api().get<DirectoryDto[]>(PATH);
  terminal.result(directories, () =>
    table(directories, [
      [terminal.say({ fr: 'NOM', en: 'NAME' }), (row) => row.name],
      [terminal.say({ fr: 'DOMAINE', en: 'DOMAIN' }), (row) => row.domain],
      [
        terminal.say({ fr: 'SERVEURS', en: 'SERVERS' }),
        (row) => row.servers.map(({ name }) => name).join(', '),
      ],
      [terminal.say({ fr: 'COMPTE', en: 'ACCOUNT' }), (row) => row.account.user],
      [terminal.say({ fr: 'OU', en: 'OU' }), (row) => row.organizationalUnit],
      [terminal.say({ fr: 'COMPTES EXISTANTS', en: 'EXISTING ACCOUNTS' }), (row) => row.existing],
    ]),
  );
}

const SIGNS = { good: '✓', bad: '✗', 'not-tried': '–' } as const;

async function test(session: Session, name: string): Promise<number> {
  const { terminal } = session;
  const trial = await session.api().post<DirectoryTrialDto>(`${pathOf(name)}/trial`);
  terminal.result(trial, () =>
    trial.tried.flatMap(({ what, state, found, remedy }) => [
      `${SIGNS[state]} ${terminal.say(what)}  ${terminal.say(found)}`,
      ...(remedy === undefined ? [] : [`    ${terminal.say(remedy)}`]),
    ]),
  );
  return trial.good ? EXIT.done : EXIT.no;
}

async function printers(session: Session, name: string): Promise<void> {
  const { terminal } = session;
  const found = await session.api().get<PrinterDto[]>(`${pathOf(name)}/printers`);
  terminal.result(found, () =>
    table(found, [
      [terminal.say({ fr: 'IMPRIMANTE', en: 'PRINTER' }), (row) => row.name],
      [terminal.say({ fr: 'CHEMIN', en: 'PATH' }), (row) => row.unc],
      [terminal.say({ fr: 'LIEU', en: 'PLACE' }), (row) => row.location],
      [terminal.say({ fr: 'PILOTE', en: 'DRIVER' }), (row) => row.driver],
    ]),
  );
}
