import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { binarySize, OperatorError, type Bilingual, type Progress } from '../../../platform/core/index.js';
import { version } from '../paths.js';
import { ProgressBars } from '../progress-bars.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { writeWhole } from '../whole-files.js';

interface BackupFlags {
  payloads: boolean;
  keyFileTo?: string;
  force?: boolean;
}

interface RestoreFlags {
  keyFileFrom?: string;
  force?: boolean;
}

export function registerBackup({ program, t, act }: Registration): void {
  program
    .command('backup <file>')
    .description(
      t({
        fr: 'Sauvegarde cet Établi dans un fichier, même pendant qu’il fonctionne : base de données, certificats, charges utiles ; jamais le fichier de clé',
        en: 'Backs up this Établi to one file, even while it runs: database, certificates, payloads; never the key file',
      }),
    )
    .option(
      '--without-payloads',
      t({ fr: 'sans les masters et les autres charges utiles', en: 'without masters and other payloads' }),
    )
    .option(
      '--key-file-to <file>',
      t({
        fr: 'copie aussi le fichier de clé dans un autre fichier : ne le conservez pas avec la sauvegarde',
        en: 'also copies the key file to another file: do not keep it with the backup',
      }),
    )
    .option('--force', t({ fr: 'remplace un fichier de ce nom', en: 'replaces a file of this name' }))
    .action(
      act((session, file: string, flags: BackupFlags & { withoutPayloads?: boolean }) =>
        backup(session, file, { ...flags, payloads: flags.withoutPayloads !== true }),
      ),
    );
  program
    .command('restore <file>')
    .description(
      t({
        fr: 'Restaure une sauvegarde ; Établi doit être arrêté',
        en: 'Restores a backup; Établi must be stopped',
      }),
    )
    .option(
      '--key-file-from <file>',
      t({
        fr: 'la copie du fichier de clé qui va avec la sauvegarde',
        en: 'the copy of the key file that belongs to the backup',
      }),
    )
    .option('--force', t({ fr: 'remplace les données existantes', en: 'replaces the existing data' }))
    .action(act(restore));
}

async function backup(session: Session, file: string, flags: BackupFlags): Promise<void> {
  session.mustBeLocal();
  const { keyFileContent, makeBackup, noteBackup } = await import('../../../platform/backup/index.js');
  const { config, terminal } = session;
  const { keyFileTo, force = false } = flags;
  const key = await keyFileContent(config.keyFile);
  if (keyFileTo !== undefined && !key) throw noKeyYet(config.keyFile);
  const bars = new ProgressBars(terminal);
  const title = terminal.say({ fr: 'sauvegarde', en: 'backup' });
  const done = await makeBackup(config, {
    path: file,
    version: version(),
    payloads: flags.payloads,
    force,
    onProgress: (progress) => bars.show('backup', title, progress),
    beforeNaming: async () => {
      if (keyFileTo !== undefined && key)
        await writeWhole([{ path: keyFileTo, content: key, secret: true }], { force });
    },
  }).finally(() => bars.stop());
  await noteBackup(config.dataDir, {
    at: new Date().toISOString(),
    file: resolve(file),
    bytes: (await stat(file)).size,
    payloads: flags.payloads,
  });
  if (keyFileTo === undefined) terminal.tell(keyIsApart(config.keyFile));
  const result = { file, ...done, payloads: flags.payloads, ...(keyFileTo && { keyFile: keyFileTo }) };
  terminal.result(result, () => [
    terminal.say({
      fr: `${file} : ${done.tables} tables, ${done.files} fichiers, ${binarySize(done.bytes).fr} avant compression`,
      en: `${file}: ${done.tables} tables, ${done.files} files, ${binarySize(done.bytes).en} before compression`,
    }),
  ]);
}

async function restore(session: Session, file: string, flags: RestoreFlags): Promise<void> {
  session.mustBeLocal();
  const { restoreBackup } = await import('../../../platform/backup/index.js');
  const { config, terminal } = session;
  const bars = new ProgressBars(terminal);
  const titles: Record<'check' | 'restore', Bilingual> = {
    check: { fr: 'contrôle de la sauvegarde', en: 'checking the backup' },
    restore: { fr: 'restauration', en: 'restoring' },
  };
  const done = await restoreBackup(config, {
    path: file,
    force: flags.force ?? false,
    keyFileFrom: flags.keyFileFrom,
    onProgress: (doing: 'check' | 'restore', progress: Progress) =>
      bars.show(doing, terminal.say(titles[doing]), progress),
  }).finally(() => bars.stop());
  terminal.result({ file, ...done }, () => [
    terminal.say({
      fr: `Restauré : la sauvegarde du ${terminal.time(done.createdAt)}, ${done.tables} tables, ${done.files} fichiers. Démarrez Établi ; reconstruisez l’environnement avec « etabli environment build ».`,
      en: `Restored: the backup of ${terminal.time(done.createdAt)}, ${done.tables} tables, ${done.files} files. Start Établi; rebuild the environment with "etabli environment build".`,
    }),
  ]);
}

function keyIsApart(path: string): Bilingual {
  return {
    fr: `La clé n’est pas dans cette sauvegarde : conservez une copie de ${path} séparément (--key-file-to FICHIER). Sans elle, les secrets et les clés de signature sont perdus.`,
    en: `The key is not in this backup: keep a copy of ${path} separately (--key-file-to FILE). Without it, secrets and signing keys are lost.`,
  };
}

function noKeyYet(path: string): OperatorError {
  return new OperatorError(
    { fr: `Il n’y a pas encore de fichier de clé ${path}.`, en: `There is no key file ${path} yet.` },
    {
      remedy: {
        fr: 'Vérifiez ETABLI_KEY_FILE, ou sauvegardez sans --key-file-to.',
        en: 'Check ETABLI_KEY_FILE, or back up without --key-file-to.',
      },
    },
  );
}
