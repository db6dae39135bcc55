import { Option } from 'commander';
import type { CreatedTokenDto, TokenDto } from '../../../platform/account/index.js';
import { NotFoundError, ROLE_NAMES, ROLES } from '../../../platform/core/index.js';
import type { ApiClient } from '../api-client.js';
import { isId, severalCalled } from '../named.js';
import type { Registration } from '../registration.js';
import { table } from '../table.js';

export function registerToken({ program, t, act }: Registration): void {
  const token = program.command('token').description(t({ fr: 'Jetons d’API', en: 'API tokens' }));
  token
    .command('list')
    .description(t({ fr: 'Les jetons, sans leur valeur', en: 'The tokens, without their values' }))
    .action(
      act(async (session) => {
        const tokens: TokenDto[] = [];
        for await (const item of session.api().all<TokenDto>('/api/tokens')) tokens.push(item);
        session.terminal.result(tokens, () =>
          table(tokens, [
            ['ID', (row) => row.id],
            [t({ fr: 'NOM', en: 'NAME' }), (row) => row.name],
            [t({ fr: 'RÔLE', en: 'ROLE' }), (row) => row.role && t(ROLE_NAMES[row.role])],
            [t({ fr: 'EXPIRE', en: 'EXPIRES' }), (row) => session.terminal.time(row.expiresAt)],
            [t({ fr: 'UTILISÉ', en: 'USED' }), (row) => session.terminal.time(row.lastUsedAt)],
          ]),
        );
      }),
    );
  token
    .command('create <name>')
    .description(t({ fr: 'Crée un jeton, montré une seule fois', en: 'Creates a token, shown only once' }))
    .option('--days <n>', t({ fr: 'durée de validité', en: 'how long it is valid' }), Number)
    .addOption(
      new Option(
        '--role <role>',
        t({ fr: 'le plus qu’il puisse faire', en: 'the most that it may do' }),
      ).choices([...ROLES]),
    )
    .action(
      act(async (session, name: string, options: { days?: number; role?: string }) => {
        const created = await session.api().post<CreatedTokenDto>('/api/tokens', {
          body: { name, ttlDays: options.days, role: options.role },
        });
        session.terminal.result(created, () => [created.token]);
      }),
    );
  token
    .command('revoke <token>')
    .description(
      t({ fr: 'Révoque un jeton, par son nom ou son ID', en: 'Revokes a token, by its name or its ID' }),
    )
    .action(
      act(async (session, given: string) => {
        const api = session.api();
        await api.delete(`/api/tokens/${await tokenNamed(api, given)}`);
      }),
    );
}

/** The id of a token of this account. Several may have one name: then only an id says which. */
async function tokenNamed(api: ApiClient, given: string): Promise<string> {
  const found: TokenDto[] = [];
  for await (const one of api.all<TokenDto>('/api/tokens'))
    if (one.id === given || one.name === given) found.push(one);
  if (found.length === 1) return found[0]!.id;
  // The id of somebody else's token, which an administrator may revoke, is in no list of ours.
  if (found.length === 0 && isId(given)) return given;
  if (found.length > 1) throw severalCalled(given, found);
  throw new NotFoundError({ fr: `Il n’y a pas de jeton « ${given} ».`, en: `There is no token "${given}".` });
}
