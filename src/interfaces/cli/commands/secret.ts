import type { SecretDto, SecretUseDto } from '../../../platform/account/index.js';
import type { Command } from 'commander';
import { InputError } from '../../../platform/core/index.js';
import type { Registration } from '../registration.js';
import { askSecret } from '../secret-input.js';
import { table } from '../table.js';

interface Place {
  profile?: string;
  field?: string;
}

export function registerSecret(registration: Registration): void {
  const { program, t } = registration;
  const secret = program
    .command('secret')
    .description(t({ fr: 'Secrets que les profils nomment', en: 'Secrets that profiles name' }));
  registerSecrets(secret, registration);
  registerUses(secret, registration);
}

function registerSecrets(secret: Command, { t, act }: Registration): void {
  secret
    .command('list')
    .description(t({ fr: 'Les références, jamais les valeurs', en: 'The references, never the values' }))
    .action(
      act(async (session) => {
        const secrets = await session.api().get<SecretDto[]>('/api/secrets');
        session.terminal.result(secrets, () =>
          table(secrets, [
            [t({ fr: 'RÉFÉRENCE', en: 'REFERENCE' }), (row) => row.reference],
            [t({ fr: 'MODIFIÉ', en: 'CHANGED' }), (row) => session.terminal.time(row.updatedAt)],
          ]),
        );
      }),
    );
  secret
    .command('put <reference>')
    .description(
      t({
        fr: 'Enregistre un secret dans le coffre, saisi au clavier ou lu sur l’entrée standard',
        en: 'Stores a secret in the vault, typed or read from standard input',
      }),
    )
    .option(
      '--profile <name>',
      t({ fr: 'profil qui l’utilise ; avec --field', en: 'profile that uses it; with --field' }),
    )
    .option(
      '--field <path>',
      t({ fr: 'champ qui l’utilise : users[].password', en: 'field that uses it: users[].password' }),
    )
    .action(
      act(async (session, reference: string, { profile, field }: Place) => {
        const use = placeOf(profile, field);
        const value = await askSecret(t({ fr: 'Secret : ', en: 'Secret: ' }));
        await session.api().put('/api/secrets', { body: { reference, value, ...(use && { use }) } });
      }),
    );
  secret
    .command('remove <reference>')
    .description(t({ fr: 'Supprime un secret du coffre', en: 'Removes a secret from the vault' }))
    .action(
      act((session, reference: string) =>
        session.api().delete(`/api/secrets?reference=${encodeURIComponent(reference)}`),
      ),
    );
}

function registerUses(secret: Command, { t, act }: Registration): void {
  secret
    .command('uses')
    .description(
      t({
        fr: 'Quel profil utilise quel secret dans quel champ ; les utilisations à approuver en premier',
        en: 'Which profile uses which secret in which field; uses without approval first',
      }),
    )
    .action(
      act(async (session) => {
        const uses = await session.api().get<SecretUseDto[]>('/api/secrets/uses');
        session.terminal.result(uses, () =>
          table(uses, [
            [t({ fr: 'RÉFÉRENCE', en: 'REFERENCE' }), (row) => row.reference],
            [t({ fr: 'PROFIL', en: 'PROFILE' }), (row) => row.profile],
            [t({ fr: 'CHAMP', en: 'FIELD' }), (row) => row.field],
            [t({ fr: 'DEMANDÉ PAR', en: 'REQUESTED BY' }), (row) => row.askedBy],
            [t({ fr: 'APPROUVÉ PAR', en: 'APPROVED BY' }), (row) => row.approvedBy ?? '–'],
          ]),
        );
      }),
    );
  withPlace(
    secret.command('approve <reference>').description(
      t({
        fr: 'Approuve un secret pour un champ d’un profil',
        en: 'Approves a secret for a field of a profile',
      }),
    ),
    t,
  ).action(
    act((session, reference: string, place: Place) =>
      session.api().post('/api/secrets/uses', { body: { reference, ...place } }),
    ),
  );
  withPlace(
    secret
      .command('revoke <reference>')
      .description(t({ fr: 'Retire cette approbation', en: 'Withdraws that approval' })),
    t,
  ).action(
    act((session, reference: string, place: Place) =>
      session.api().delete(`/api/secrets/uses?${new URLSearchParams({ reference, ...place })}`),
    ),
  );
}

function withPlace(command: Command, t: Registration['t']): Command {
  return command
    .requiredOption('--profile <name>', t({ fr: 'nom du profil', en: 'name of the profile' }))
    .requiredOption('--field <path>', t({ fr: 'champ : users[].password', en: 'field: users[].password' }));
}

function placeOf(profile: string | undefined, field: string | undefined) {
  if (profile === undefined && field === undefined) return undefined;
  if (profile !== undefined && field !== undefined) return { profile, field };
  const missing = profile === undefined ? '--profile' : '--field';
  throw new InputError(
    {
      fr: `--profile et --field vont ensemble : il manque ${missing}`,
      en: `--profile and --field go together: ${missing} is missing`,
    },
    [{ field: missing, found: undefined, expected: { fr: 'une valeur', en: 'a value' } }],
  );
}
