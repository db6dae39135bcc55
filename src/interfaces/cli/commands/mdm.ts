import { type Command, Option } from 'commander';
import type { HashesOptions } from '../mdm/hashes.js';
import type { LinkOptions } from '../mdm/link.js';
import { PLATFORM_WORDS } from '../mdm/mdm-words.js';
import type { SignOptions } from '../mdm/sign.js';
import type { SigningOptions } from '../mdm/signing.js';
import type { Registration } from '../registration.js';
import { registerCheck, registerRender, withMachine } from './documents.js';

export function registerMdm(registration: Registration): void {
  const { program, t } = registration;
  const mdm = program.command('mdm').description(
    t({
      fr: 'Appareils gérés : leurs profils, les vérifier, les signer, les remettre',
      en: 'Managed devices: their profiles, check them, sign them, deliver them',
    }),
  );
  registerFiles(mdm, registration);
  registerSign(mdm, registration);
  registerSigning(mdm, registration);
  registerLink(mdm, registration);
  registerHashes(mdm, registration);
}

function registerFiles(mdm: Command, registration: Registration): void {
  const { t } = registration;
  registerRender(
    mdm,
    registration,
    {
      description: {
        fr: 'Écrit les fichiers d’un système : d’un profil YAML (sans serveur) ou d’un nom',
        en: 'Writes the files of a system: of a YAML profile (without a server) or of a name',
      },
      reveal: {
        fr: 'écrit les secrets en clair et signe : administrateurs seulement, et le journal le garde',
        en: 'prints the secrets in clear and signs: administrators only, and the audit log keeps it',
      },
      choice: [platformOption(t).makeOptionMandatory()],
    },
    async () => (await import('../mdm/mdm-family.js')).MDM,
  ).option(
    '--payload <file...>',
    t({
      fr: 'fichiers que le profil nomme par leur empreinte',
      en: 'files that the profile names by their digest',
    }),
  );
  registerCheck(
    mdm,
    registration,
    {
      fr: 'Vérifie des profils, sans serveur ; 0 sans erreur, 1 avec, 2 illisible',
      en: 'Checks profiles, without a server; 0 without errors, 1 with, 2 unreadable',
    },
    async () => (await import('../../../documents/mdm/index.js')).MDM_THREAD.check,
  )
    .addOption(platformOption(t))
    .option('--system <version>', t({ fr: 'version du système : 15.2', en: 'version of the system: 15.2' }));
}

function withKey(command: Command, t: Registration['t']): Command {
  return command
    .requiredOption(
      '--certificates <file>',
      t({ fr: 'le certificat et ceux de ses autorités, PEM', en: 'the certificate and those above it, PEM' }),
    )
    .requiredOption('--key <file>', t({ fr: 'sa clé privée, PEM', en: 'its private key, PEM' }))
    .option(
      '--passphrase',
      t({ fr: 'demande la phrase secrète de la clé', en: 'asks for the passphrase of the key' }),
    );
}

/** The key that the server signs profiles with is its own: no profile can name it. */
function registerSigning(mdm: Command, { t, act }: Registration): void {
  const signing = mdm.command('signing').description(
    t({
      fr: 'La clé avec laquelle le serveur signe les profils',
      en: 'The key that the server signs profiles with',
    }),
  );
  withKey(
    signing
      .command('put')
      .description(t({ fr: 'Confie la clé au serveur', en: 'Gives the key to the server' })),
    t,
  ).action(
    act(async (session, options: SigningOptions) => {
      const { putSigning } = await import('../mdm/signing.js');
      await putSigning(session, options);
    }),
  );
  signing
    .command('remove')
    .description(t({ fr: 'Le serveur ne signe plus', en: 'The server signs no more' }))
    .action(act((session) => session.api().delete('/api/mdm/signing')));
}

function registerSign(mdm: Command, { t, act }: Registration): void {
  const command = mdm.command('sign <file>').description(
    t({
      fr: 'Signe un profil d’Apple (CMS), sans serveur',
      en: 'Signs a profile of Apple’s (CMS), without a server',
    }),
  );
  withKey(command, t)
    .requiredOption('--output <file>', t({ fr: 'fichier à écrire', en: 'file to write' }))
    .option('--force', t({ fr: 'remplace le fichier qui est là', en: 'replaces the file that is there' }))
    .action(
      act(async (session, file: string, options: SignOptions) => {
        const { sign } = await import('../mdm/sign.js');
        await sign(session, file, options);
      }),
    );
}

function registerLink(mdm: Command, { t, act }: Registration): void {
  const command = mdm.command('link <profile>').description(
    t({
      fr: 'Un lien qu’un appareil ouvre une seule fois pour prendre son fichier, avec son code QR',
      en: 'A link that a device opens once to take its file, with its QR code',
    }),
  );
  withMachine(command, t, [platformOption(t).makeOptionMandatory()])
    .option(
      '--file <name>',
      t({ fr: 'quel fichier ; défaut : le premier', en: 'which file; default: the first' }),
    )
    .option(
      '--minutes <count>',
      t({ fr: 'durée du lien ; défaut : 60', en: 'life of the link; default: 60' }),
      Number,
    )
    .action(
      act(async (session, profile: string, options: LinkOptions) => {
        const { link } = await import('../mdm/link.js');
        await link(session, profile, options);
      }),
    );
}

function registerHashes(mdm: Command, { t, act }: Registration): void {
  mdm
    .command('hashes <file...>')
    .description(
      t({
        fr: 'Réunit les empreintes matérielles de PC en un CSV qu’Intune importe, sans serveur',
        en: 'Gathers the hardware hashes of PCs into one CSV that Intune imports, without a server',
      }),
    )
    .requiredOption('--output <file>', t({ fr: 'fichier à écrire', en: 'file to write' }))
    .option('--group-tag <tag>', t({ fr: 'étiquette de groupe de tous', en: 'group tag of them all' }))
    .option('--force', t({ fr: 'remplace le fichier qui est là', en: 'replaces the file that is there' }))
    .action(
      act(async (session, files: string[], options: HashesOptions) => {
        const { hashes } = await import('../mdm/hashes.js');
        await hashes(session, files, options);
      }),
    );
}

function platformOption(t: Registration['t']): Option {
  return new Option(
    '--platform <system>',
    t({ fr: 'système de l’appareil', en: 'system of the device' }),
  ).choices(PLATFORM_WORDS);
}
