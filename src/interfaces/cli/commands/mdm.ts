import { type Command, Option } from 'commander';
import type { HashesOptions } from '../mdm/hashes.js';
import type { LinkOptions } from '../mdm/link.js';
import { PLATFORM_WORDS } from '../mdm/mdm-words.js';
import type { RenderOptions } from '../mdm/render.js';
import type { SignOptions } from '../mdm/sign.js';
import type { SigningOptions } from '../mdm/signing.js';
import type { Registration } from '../registration.js';

export function registerMdm(registration: Registration): void {
  const { program, t } = registration;
  const mdm = program.command('mdm').description(
    t({
      fr: 'Appareils gérés : leurs profils, les vérifier, les signer, les remettre',
      en: 'Managed devices: their profiles, check them, sign them, deliver them',
    }),
  );
  registerRender(mdm, registration);
  registerCheck(mdm, registration);
  registerSign(mdm, registration);
  registerSigning(mdm, registration);
  registerLink(mdm, registration);
  registerHashes(mdm, registration);
}

function registerRender(mdm: Command, { t, act }: Registration): void {
  const command = mdm.command('render <profile>').description(
    t({
      fr: 'Écrit les fichiers d’un système : d’un profil YAML (sans serveur) ou d’un nom',
      en: 'Writes the files of a system: of a YAML profile (without a server) or of a name',
    }),
  );
  withMachine(command, t)
    .option(
      '--payload <file...>',
      t({
        fr: 'fichiers que le profil nomme par leur empreinte',
        en: 'files that the profile names by their digest',
      }),
    )
    .option(
      '--reveal',
      t({
        fr: 'écrit les secrets en clair et signe : administrateurs seulement, et le journal le garde',
        en: 'prints the secrets in clear and signs: administrators only, and the audit log keeps it',
      }),
    )
    .option(
      '--output <folder>',
      t({ fr: 'dossier où écrire ; défaut : affiche', en: 'folder to write into; default: prints' }),
    )
    .option('--force', t({ fr: 'remplace les fichiers qui sont là', en: 'replaces files that are there' }))
    .action(
      act(async (session, profile: string, options: RenderOptions) => {
        const { render } = await import('../mdm/render.js');
        await render(session, profile, options);
      }),
    );
}

function registerCheck(mdm: Command, { t, act }: Registration): void {
  mdm
    .command('check <file...>')
    .description(
      t({
        fr: 'Vérifie des profils, sans serveur ; 0 sans erreur, 1 avec, 2 illisible',
        en: 'Checks profiles, without a server; 0 without errors, 1 with, 2 unreadable',
      }),
    )
    .addOption(platformOption(t))
    .option('--system <version>', t({ fr: 'version du système : 15.2', en: 'version of the system: 15.2' }))
    .action(
      act(async (session, files: string[], options: object) => {
        const { check } = await import('../mdm/check.js');
        return check(session, files, options);
      }),
    );
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

/** What the server signs profiles with: one of its own keys, which no profile can name. */
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
  withMachine(command, t)
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

function withMachine(command: Command, t: Registration['t']): Command {
  return command
    .addOption(platformOption(t).makeOptionMandatory())
    .option(
      '--profile-version <number>',
      t({ fr: 'version du profil', en: 'version of the profile' }),
      Number,
    )
    .option('--machine <id>', t({ fr: 'une machine du serveur', en: 'a machine of the server' }))
    .option('--serial <serial>', t({ fr: 'numéro de série', en: 'serial number' }))
    .option('--asset-tag <tag>', t({ fr: 'numéro d’inventaire', en: 'asset tag' }))
    .option('--mac <mac>', t({ fr: 'adresse MAC', en: 'MAC address' }))
    .option('--hostname <name>', t({ fr: 'nom de l’appareil', en: 'name of the device' }));
}
