import type { Master, Verification } from '../../../park/master/index.js';
import { binarySize, NotFoundError } from '../../../platform/core/index.js';
import { EXIT } from '../exit-status.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';
import type { DeploymentShape } from '../api-shapes.js';

export function registerMaster({ program, t, act }: Registration): void {
  const master = program
    .command('master')
    .description(
      t({ fr: 'Masters : images systèmes, versionnées', en: 'Masters: system images, versioned' }),
    );
  master
    .command('build <name>')
    .description(
      t({
        fr: 'Construit un master avec sa recette (masters/<nom>)',
        en: 'Builds a master from its recipe (masters/<name>)',
      }),
    )
    .action(act(build));
  master
    .command('import <folder> [payload]')
    .description(
      t({
        fr: "Importe un master : le dossier d'un master.yaml et, sauf s'il y est déjà, le fichier de son payload",
        en: "Imports a master: the folder of a master.yaml and, unless it is stored already, its payload's file",
      }),
    )
    .action(act(importFolder));
  master
    .command('list')
    .description(t({ fr: 'Les masters, le dernier en premier', en: 'The masters, the latest first' }))
    .action(act(list));
  master
    .command('verify <name> [version]')
    .description(
      t({
        fr: 'Relit chaque octet et compare les empreintes ; 1 si abîmé',
        en: 'Reads every byte again and compares the digests; 1 if damaged',
      }),
    )
    .action(act(verify));
  master
    .command('capture <machine>')
    .description(
      t({
        fr: "Demande le disque d'un PC de référence comme master : capturé à son prochain démarrage réseau, sans rien y écrire",
        en: "Asks for a reference PC's disk as a master: captured at its next network boot, nothing is written to it",
      }),
    )
    .requiredOption('--name <master>', t({ fr: 'le nom du master', en: 'the name of the master' }))
    .option(
      '--disk <serial>',
      t({ fr: 'le disque, par numéro de série ou WWN', en: 'the disk, by serial number or WWN' }),
    )
    .action(act(capture));
}

async function build(session: Session, name: string): Promise<void> {
  session.mustBeLocal();
  const { buildMaster } = await import('../make-master.js');
  tellMaster(session, await buildMaster(session.config, name, (line) => session.terminal.tell(`  ${line}`)));
}

async function importFolder(session: Session, folder: string, payload?: string): Promise<void> {
  session.mustBeLocal();
  const { importMaster } = await import('../make-master.js');
  tellMaster(session, await importMaster(session.config, folder, payload));
}

function tellMaster({ terminal }: Session, made: Master): void {
  terminal.result(made, () => [
    `${made.name} ${made.version}  ${made.kind}  ${terminal.say(binarySize(made.payload.bytes))}  ${made.payload.sha256}`,
  ]);
}

async function list(session: Session): Promise<void> {
  const { terminal } = session;
  const masters: Master[] = [];
  for await (const item of session.api().all<Master>('/api/masters')) masters.push(item);
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
  let found: Master | undefined;
  for await (const item of api.all<Master>('/api/masters', { name })) {
    if (version === undefined || item.version === version) found ??= item;
  }
  if (found === undefined) {
    const what = [name, version].filter(Boolean).join(' ');
    throw new NotFoundError({ fr: `Il n’y a pas de master ${what}.`, en: `There is no master ${what}.` });
  }
  const answer = await api.post<Verification>(`/api/masters/${found.id}/verify`);
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
  options: { name: string; disk?: string },
): Promise<void> {
  const { terminal } = session;
  const body = { name: options.name, disk: options.disk };
  const asked = await session
    .api()
    .post<DeploymentShape>(`/api/machines/${encodeURIComponent(machine)}/capture`, { body });
  terminal.result(asked, () => [
    terminal.say({
      fr: `Capture prête (${asked.id}) : démarrez ce PC par le réseau, puis : etabli deployment watch ${asked.id}`,
      en: `The capture is ready (${asked.id}): boot this PC from the network, then: etabli deployment watch ${asked.id}`,
    }),
  ]);
}
