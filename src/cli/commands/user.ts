import { ROLES, ROLE_NAMES, type Role } from '../../core/index.js';
import { askSecret } from '../secret-input.js';
import type { Registration } from '../registration.js';
import { table } from '../table.js';

interface User {
  id: string;
  name: string;
  displayName: string;
  role: Role;
  disabledAt?: string | null;
}

export function registerUser({ program, t, act }: Registration): void {
  const user = program.command('user').description(t({ fr: 'Comptes', en: 'Accounts' }));
  user
    .command('list')
    .description(t({ fr: 'Les comptes', en: 'The accounts' }))
    .action(
      act(async (session) => {
        const { terminal } = session;
        const users: User[] = [];
        for await (const item of session.api().all<User>('/api/users')) users.push(item);
        terminal.result(users, () =>
          table(users, [
            [t({ fr: 'NOM', en: 'NAME' }), (row) => row.name],
            [t({ fr: 'NOM COMPLET', en: 'FULL NAME' }), (row) => row.displayName],
            [t({ fr: 'RÔLE', en: 'ROLE' }), (row) => t(ROLE_NAMES[row.role])],
            [t({ fr: 'DÉSACTIVÉ', en: 'DISABLED' }), (row) => row.disabledAt],
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
    .requiredOption('--role <role>', `${ROLES.join(' | ')}`)
    .option('--display-name <text>', t({ fr: 'nom complet', en: 'full name' }))
    .action(
      act(async (session, name: string, options: { role: string; displayName?: string }) => {
        const password = await askSecret(
          t({ fr: `Mot de passe de ${name} : `, en: `Password of ${name}: ` }),
        );
        const body = { name, role: options.role, displayName: options.displayName ?? name, password };
        const created = await session.api().post<User>('/api/users', { body });
        session.terminal.result(created, () => [
          t({ fr: `Compte ${name} créé.`, en: `Account ${name} created.` }),
        ]);
      }),
    );
}
