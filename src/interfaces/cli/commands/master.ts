import { InvalidArgumentError } from 'commander';
import type { MasterDto, VerificationDto } from '../../../park/master/index.js';
import { binarySize, NotFoundError } from '../../../platform/core/index.js';
import { EXIT } from '../exit-status.js';
import { machineNamed } from '../named.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';
import type { DeploymentShape } from '../api-shapes.js';
import { masterLine, registerImport } from './master-import.js';

export function registerMaster({ program, t, act }: Registration): void {
  const master = program
    .command('master')
    .description(t({ fr: 'Masters : images système versionnées', en: 'Masters: versioned system images' }));
  master
    .command('build <name>')
    .description(
      t({
        fr: 'Construit un master avec sa recette (masters/<nom>)',
        en: 'Builds a master from its recipe (masters/<name>)',
      }),
    )
    .action(act(build));
  registerImport(master, { t, act });
  master
    .command('list')
    .description(t({ fr: 'Les masters, le dernier en premier', en: 'The masters, the latest first' }))
    .action(act(list));
  master
    .command('verify <name> [version]')
    .description(
      t({
        fr: 'Relit tout le fichier et compare les empreintes ; 1 si le fichier est endommagé',
        en: 'Reads the whole file again and compares the digests; 1 if damaged',
      }),
    )
    .action(act(verify));
  master
    .command('capture <machine>')
    .description(
      t({
        fr: 'Prépare la capture du disque ou du Windows d’un PC de référence comme master, à son prochain démarrage réseau ; rien n’y est écrit',
        en: 'Prepares the capture of the disk or the Windows of a reference PC as a master, at its next network boot; nothing is written to it',
      }),
    )
    .requiredOption('--name <master>', t({ fr: 'le nom du master', en: 'the name of the master' }))
    .option(
      '--image',
      t({
        fr: 'prendre l’image de son Windows, généralisé par sysprep, plutôt que le disque entier',
        en: 'take the image of its Windows, generalised by sysprep, rather than the whole disk',
      }),
    )
    .option(
      '--partition <number>',
      t({
        fr: 'avec --image : la partition de Windows, par son numéro, s’il y en a plusieurs',
        en: 'with --image: the partition of Windows, by its number, when there are several',
      }),
      partitionNumber,
    )
    .option(
      '--disk <serial>',
      t({ fr: 'le disque, par numéro de série ou WWN', en: 'the disk, by serial number or WWN' }),
    )
    .action(act(capture));
}

/** Whether the server accepts it is the server's to say. */
function partitionNumber(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('1–128');
}

async function build(session: Session, name: string): Promise<void> {
  session.mustBeLocal();
  const { buildMaster } = await import('../make-master.js');
  const { terminal } = session;
  const made = await buildMaster(session.config, name, (line) => terminal.tell(`  ${line}`));
  terminal.result(made, () => [masterLine(made, terminal)]);
}

async function list(session: Session): Promise<void> {
  const { terminal } = session;
  const masters: MasterDto[] = [];
  for await (const item of session.api().all<MasterDto>('/api/masters')) masters.push(item);
  terminal.result(masters, () =>
    table(masters, [
      [terminal.say({ fr: 'NOM', en: 'NAME' }), (row) => row.name],
      ['VERSION', (row) => row.version],
      ['TYPE', (row) => row.kind],
      [terminal.say({ fr: 'SYSTÈME', en: 'SYSTEM' }), (row) => `${row.system} ${row.systemVersion}`],
      [terminal.say({ fr: 'TAILLE', en: 'SIZE' }), (row) => terminal.say(binarySize(row.payload.bytes))],
      ['SHA-256', (row) => row.payload.sha256.slice(0, 16)],
    ]),
  );
}

async function verify(session: Session, name: string, version?: string): Promise<number> {
  const { terminal } = session;
  const api = session.api();
  let found: MasterDto | undefined;
  for await (const item of api.all<MasterDto>('/api/masters', { name })) {
    if (version === undefined || item.version === version) found ??= item;
  }
  if (found === undefined) {
    const what = [name, version].filter(Boolean).join(' ');
    throw new NotFoundError({ fr: `Il n’y a pas de master ${what}.`, en: `There is no master ${what}.` });
  }
  const answer = await api.post<VerificationDto>(`/api/masters/${found.id}/verify`);
  terminal.result(answer, () =>
    answer.valid
      ? [`✓ ${name} ${found.version}  ${terminal.say(binarySize(answer.checkedBytes))}`]
      : answer.findings.map((finding) => `✗ ${terminal.say(finding)}`),
  );
  return answer.valid ? EXIT.done : EXIT.no;
}

async function capture(
  session: Session,
  machine: string,
  options: { name: string; disk?: string; image?: true; partition?: number },
): Promise<void> {
  const { terminal } = session;
  const { name, disk, image, partition } = options;
  const body = { name, disk, kind: image ? 'wim' : 'disk', partition };
  const api = session.api();
  const path = `/api/machines/${await machineNamed(api, machine)}/capture`;
  const deployment = await api.post<DeploymentShape>(path, { body });
  terminal.result(deployment, () => [
    terminal.say({
      fr: `Capture prête (${deployment.id}) : démarrez ce PC par le réseau, puis : etabli deployment watch ${machine}`,
      en: `The capture is ready (${deployment.id}): boot this PC from the network, then: etabli deployment watch ${machine}`,
    }),
  ]);
}
