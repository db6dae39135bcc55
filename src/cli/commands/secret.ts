import type { Registration } from '../registration.js';
import { askSecret } from '../secret-input.js';
import { table } from '../table.js';

interface Secret {
  reference: string;
  updatedAt: string;
}

export function registerSecret({ program, t, act }: Registration): void {
  const secret = program
    .command('secret')
    .description(t({ fr: 'Secrets que les profils nomment', en: 'Secrets that profiles name' }));
  secret
    .command('list')
    .description(t({ fr: 'Les références, jamais les valeurs', en: 'The references, never the values' }))
    .action(
      act(async (session) => {
        const secrets = await session.api().get<Secret[]>('/api/secrets');
        session.terminal.result(secrets, () =>
          table(secrets, [
            [t({ fr: 'RÉFÉRENCE', en: 'REFERENCE' }), (row) => row.reference],
            [t({ fr: 'MODIFIÉ', en: 'CHANGED' }), (row) => row.updatedAt],
          ]),
        );
      }),
    );
  secret
    .command('put <reference>')
    .description(
      t({
        fr: 'Scelle un secret, lu au clavier ou sur l’entrée standard',
        en: 'Seals a secret, typed or read from standard input',
      }),
    )
    .action(
      act(async (session, reference: string) => {
        const value = await askSecret(t({ fr: 'Secret : ', en: 'Secret: ' }));
        await session.api().put('/api/secrets', { body: { reference, value } });
      }),
    );
  secret
    .command('remove <reference>')
    .description(t({ fr: 'Retire un secret du coffre', en: 'Takes a secret out of the vault' }))
    .action(
      act((session, reference: string) =>
        session.api().delete(`/api/secrets?reference=${encodeURIComponent(reference)}`),
      ),
    );
}
