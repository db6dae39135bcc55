import { lstat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { ImageWatch, Master } from '../../../park/master/index.js';
import { binarySize, InputError } from '../../../platform/core/index.js';
import type { ImportRequest, JudgedEdition, ProfileDraft } from '../make-master.js';
import { ProgressBars } from '../progress-bars.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';
import type { Terminal } from '../terminal.js';
import { writeWhole } from '../whole-files.js';

interface ImportOptions extends Omit<ImportRequest, 'payload'> {
  list?: boolean;
  profile?: string;
}

export function registerImport(master: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  master
    .command('import <source> [payload]')
    .description(
      t({
        fr: 'Importe un master : un ISO de Windows, un .wim, un .esd ou le premier .swm ; ou le dossier d’un master.yaml et, s’il n’est pas déjà stocké, le fichier du payload',
        en: 'Imports a master: an ISO of Windows, a .wim, an .esd or the first .swm; or the folder of a master.yaml and, unless it is already stored, the payload file',
      }),
    )
    .option(
      '--list',
      t({ fr: 'montre les éditions, n’importe rien', en: 'shows the editions, imports nothing' }),
    )
    .option(
      '--edition <edition>',
      t({
        fr: 'l’édition : son nom, son EDITIONID ou son numéro',
        en: 'the edition: its name, EDITIONID or number',
      }),
    )
    .option(
      '--name <name>',
      t({
        fr: 'le nom du master ; celui de l’édition sinon',
        en: 'the name of the master; by default the edition’s',
      }),
    )
    .option(
      '--version <version>',
      t({
        fr: 'sa version ; le build et la date sinon',
        en: 'its version; by default the build and the date',
      }),
    )
    .option(
      '--profile <file>',
      t({
        fr: 'écrit le brouillon d’un profil Windows pour ce master dans un nouveau fichier',
        en: 'writes the draft of a Windows profile for this master to a new file',
      }),
    )
    .action(act(importSource));
}

/** A master on one line. */
export function masterLine({ name, version, kind, payload }: Master, terminal: Terminal): string {
  return `${name} ${version}  ${kind}  ${terminal.say(binarySize(payload.bytes))}  ${payload.sha256}`;
}

async function importSource(
  session: Session,
  source: string,
  payload: string | undefined,
  { list, profile, ...request }: ImportOptions,
): Promise<void> {
  session.mustBeLocal();
  const { terminal } = session;
  const bars = new ProgressBars(terminal);
  const { editionsOf, importMaster, profileDraft } = await import('../make-master.js');
  try {
    const watch = watching(bars, terminal);
    if (list) return showEditions(terminal, await editionsOf(session.config, source, watch));
    if (profile !== undefined) await mustNotExist(profile);
    const made = await importMaster(session.config, source, { ...request, payload, watch });
    bars.stop();
    const draft = profileDraft(made, terminal.language);
    if (profile !== undefined && draft !== undefined)
      await writeWhole([{ path: profile, content: draft.text }]);
    const shown =
      profile === undefined && draft !== undefined ? ['', ...draft.text.trimEnd().split('\n')] : [];
    terminal.result({ ...made, ...(draft !== undefined && { profileDraft: draft.text }) }, () => [
      masterLine(made, terminal),
      ...shown,
    ]);
    if (draft !== undefined) tellNext(terminal, { ...draft, name: made.name, file: profile });
    else if (made.image) terminal.tell(noDraft(made));
  } finally {
    bars.stop();
  }
}

/** One bar at a time: each part of an import has its own, under its title. */
function watching(bars: ProgressBars, terminal: Terminal): ImageWatch {
  let last = '';
  return (title, progress) => {
    const key = terminal.say(title);
    if (key !== last) bars.remove(last);
    last = key;
    bars.show(key, key, progress);
  };
}

/** The commands that lead from this master to a certificate. */
function tellNext(
  terminal: Terminal,
  { name, file: written, secret }: ProfileDraft & { name: string; file?: string },
): void {
  if (terminal.json) return;
  const file = written ?? `${name}.yaml`;
  if (written === undefined)
    terminal.tell({
      fr: `Enregistrez ce brouillon de profil dans ${file} (ou importez avec --profile ${file}), relisez-le, puis :`,
      en: `Save this draft of a profile as ${file} (or import with --profile ${file}), read it, then:`,
    });
  else
    terminal.tell({
      fr: `Brouillon de profil écrit dans ${file}. Relisez-le, puis :`,
      en: `The draft of a profile was written to ${file}. Read it, then:`,
    });
  const [pcs, customer, lot] =
    terminal.language === 'fr' ? ['postes.csv', 'CLIENT', 'LOT'] : ['pcs.csv', 'CUSTOMER', 'LOT'];
  for (const command of [
    `etabli secret put ${secret}`,
    `etabli profile apply ${file}`,
    `etabli lot import ${pcs} --profile ${name} --customer ${customer}`,
    `etabli lot arm ${lot}`,
  ])
    terminal.tell(`  ${command}`);
}

function noDraft({ image }: Master) {
  return {
    fr: `Établi ne connaît aucune version de Windows de build ${image?.build} : il n’y a pas de brouillon de profil.`,
    en: `Établi knows no release of Windows with build ${image?.build}: there is no draft of a profile.`,
  };
}

function showEditions(terminal: Terminal, editions: JudgedEdition[]): void {
  terminal.result(editions, () =>
    table(editions, [
      [terminal.say({ fr: 'N°', en: 'NO.' }), (row) => String(row.index)],
      [terminal.say({ fr: 'NOM', en: 'NAME' }), (row) => row.name],
      ['EDITIONID', (row) => row.edition],
      [terminal.say({ fr: 'LANGUES', en: 'LANGUAGES' }), (row) => row.languages.join(' ')],
      ['VERSION', (row) => row.build],
      ['ARCHITECTURE', (row) => row.architecture],
      [terminal.say({ fr: 'TAILLE', en: 'SIZE' }), (row) => terminal.say(binarySize(row.bytes))],
      [
        terminal.say({ fr: 'DÉPLOYABLE', en: 'DEPLOYABLE' }),
        (row) => terminal.say(row.unfit ?? { fr: 'oui', en: 'yes' }),
      ],
    ]),
  );
}

/** Throws InputError before an import of minutes whose draft could not be written. */
async function mustNotExist(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return;
  throw new InputError({ fr: `${path} existe déjà.`, en: `${path} already exists.` }, [], {
    remedy: { fr: 'Donnez un autre nom à --profile.', en: 'Give --profile another name.' },
  });
}
