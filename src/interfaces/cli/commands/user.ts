import type { UserDto } from '../../../platform/account/index.js';
import { Argument, Option, type Command } from 'commander';
import { NotFoundError, ROLES, ROLE_NAMES, type Bilingual, type Role } from '../../../platform/core/index.js';
import type { ApiClient } from '../api-client.js';
import { askSecret, askSecrets } from '../secret-input.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

export function registerUser({ program, t, act }: Registration): void {
  const user = program.command('user').description(t({ fr: 'Comptes', en: 'Accounts' }));
  user
    .command('list')
    .description(t({ fr: 'Les comptes', en: 'The accounts' }))
    .action(
      act(async (session) => {
        const { terminal } = session;
        const users: UserDto[] = [];
        for await (const item of session.api().all<UserDto>('/api/users')) users.push(item);
        terminal.result(users, () =>
          table(users, [
            [t({ fr: 'NOM', en: 'NAME' }), (row) => row.name],
            [t({ fr: 'NOM COMPLET', en: 'FULL NAME' }), (row) => row.displayName],
            [t({ fr: 'RÔLE', en: 'ROLE' }), (row) => t(ROLE_NAMES[row.role])],
            [t({ fr: 'DÉSACTIVÉ', en: 'DISABLED' }), (row) => terminal.time(row.disabledAt)],
          ]),
        );
      }),
    );
  user
    .command('create <name>')
    .description(
      t({
        fr: 'Crée un compte ; le mot de passe est demandé',
        en: 'Creates an account; its password is asked for',
      }),
    )
    .addOption(
      new Option('--role <role>', t({ fr: 'son rôle', en: 'its role' }))
        .choices([...ROLES])
        .makeOptionMandatory(),
    )
    .option('--display-name <text>', t({ fr: 'nom complet', en: 'full name' }))
    .action(
      act(async (session, name: string, options: { role: string; displayName?: string }) => {
        const password = await askSecret(
          t({ fr: `Mot de passe de ${name} : `, en: `Password of ${name}: ` }),
        );
        const body = { name, role: options.role, displayName: options.displayName ?? name, password };
        const created = await session.api().post<UserDto>('/api/users', { body });
        session.terminal.result(created, () => [
          t({ fr: `Compte ${name} créé.`, en: `Account ${name} created.` }),
        ]);
      }),
    );
  registerChanges(user, t, act);
}

/** The commands that change an account. */
function registerChanges(user: Command, t: Registration['t'], act: Registration['act']): void {
  user
    .command('set-role <name>')
    .description(t({ fr: 'Change le rôle d’un compte', en: 'Changes the role of an account' }))
    .addArgument(new Argument('<role>', t({ fr: 'son rôle', en: 'its role' })).choices([...ROLES]))
    .action(act((session, name: string, role: Role) => change(session, name, { role })));
  user
    .command('disable <name>')
    .description(
      t({ fr: 'Désactive un compte et ferme ses sessions', en: 'Disables an account and ends its sessions' }),
    )
    .action(act((session, name: string) => change(session, name, { disabled: true })));
  user
    .command('enable <name>')
    .description(t({ fr: 'Réactive un compte', en: 'Enables an account again' }))
    .action(act((session, name: string) => change(session, name, { disabled: false })));
  user
    .command('password <name>')
    .description(
      t({
        fr: 'Définit un nouveau mot de passe (saisi au clavier), que le titulaire devra changer',
        en: 'Sets a new password (typed), which the owner must change',
      }),
    )
    .action(
      act(async (session, name: string) => {
        const { id } = await findUser(session.api(), name);
        const password = await askSecret(
          t({ fr: `Nouveau mot de passe de ${name} : `, en: `New password of ${name}: ` }),
        );
        await session.api().put(`/api/users/${id}/password`, { body: { password } });
      }),
    );
  user
    .command('pin')
    .description(
      t({
        fr: 'Choisit votre PIN, avec lequel vous signez une recette ; votre mot de passe est demandé',
        en: 'Chooses your PIN, with which you sign an acceptance; your password is asked for',
      }),
    )
    .action(
      act(async (session) => {
        const [password = '', pin = ''] = await askSecrets([
          t({ fr: 'Votre mot de passe : ', en: 'Your password: ' }),
          t({ fr: 'Nouveau PIN (6 à 12 chiffres) : ', en: 'New PIN (6 to 12 digits): ' }),
        ]);
        await session.api().put('/api/session/pin', { body: { password, pin } });
        session.terminal.result({ set: true }, () => [t({ fr: 'PIN enregistré.', en: 'PIN saved.' })]);
      }),
    );
}

async function change(
  session: Session,
  name: string,
  body: { role?: Role; disabled?: boolean },
): Promise<void> {
  const { terminal } = session;
  const { id } = await findUser(session.api(), name);
  const changed = await session.api().patch<UserDto>(`/api/users/${id}`, { body });
  const state: Bilingual = changed.disabledAt ? { fr: '  désactivé', en: '  disabled' } : { fr: '', en: '' };
  terminal.result(changed, () => [
    `${changed.name}  ${terminal.say(ROLE_NAMES[changed.role])}${terminal.say(state)}`,
  ]);
}

async function findUser(api: ApiClient, name: string): Promise<UserDto> {
  for await (const user of api.all<UserDto>('/api/users')) {
    if (user.name.toLowerCase() === name.toLowerCase()) return user;
  }
  throw new NotFoundError({ fr: `Il n’y a pas de compte ${name}.`, en: `There is no account ${name}.` });
}
