import type { CreatedTokenDto, TokenDto } from '../../../platform/account/index.js';
import type { Registration } from '../registration.js';
import { table } from '../table.js';

export function registerToken({ program, t, act }: Registration): void {
  const token = program.command('token').description(t({ fr: "Jetons d'API", en: 'API tokens' }));
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
    .action(
      act(async (session, name: string, options: { days?: number }) => {
        const created = await session
          .api()
          .post<CreatedTokenDto>('/api/tokens', { body: { name, ttlDays: options.days } });
        session.terminal.result(created, () => [created.token]);
      }),
    );
  token
    .command('revoke <id>')
    .description(t({ fr: 'Révoque un jeton', en: 'Revokes a token' }))
    .action(act((session, id: string) => session.api().delete(`/api/tokens/${encodeURIComponent(id)}`)));
}
