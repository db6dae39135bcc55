import type { Command } from 'commander';
import type { RuleDto } from '../../../park/catalog/index.js';
import type { ApiClient } from '../api-client.js';
import { isId, severalCalled } from '../named.js';
import type { Registration } from '../registration.js';
import { table } from '../table.js';

const PATH = '/api/driver-rules';

interface RuleOptions {
  reason: string;
  manufacturer?: string;
  model?: string;
  systemId?: string;
}

/** `driver pin`, `driver exclude`, `driver rules`, `driver free`. */
export function registerDriverRules(driver: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  const rule = (action: RuleDto['action'], fr: string, en: string) =>
    driver
      .command(`${action} <driver>`)
      .description(t({ fr, en }))
      .requiredOption('--reason <text>', t({ fr: 'pourquoi', en: 'why' }))
      .option(
        '--manufacturer <pattern>',
        t({ fr: 'fabricant du PC, avec * et ?', en: 'maker of the PC, with * and ?' }),
      )
      .option(
        '--model <pattern>',
        t({ fr: 'modèle du PC, avec * et ?', en: 'model of the PC, with * and ?' }),
      )
      .option('--system-id <pattern>', t({ fr: 'SKU du PC, avec * et ?', en: 'SKU of the PC, with * and ?' }))
      .action(
        act(async (session, packageId: string, { reason, manufacturer, model, systemId }: RuleOptions) => {
          const body = { action, packageId, reason, manufacturer, model, systemId };
          const added = await session.api().post<{ id: string }>(PATH, { body });
          session.terminal.result(added, () => [added.id]);
        }),
      );
  rule(
    'pin',
    'Impose un pilote avant tout autre, même sans signature vérifiée, sur les machines d’un modèle',
    'Puts a driver before any other, even without a verified signature, on the machines of a model',
  );
  rule(
    'exclude',
    'Écarte un pilote, sur les machines d’un modèle',
    'Excludes a driver, on the machines of a model',
  );
  registerExistingRules(driver, { t, act });
}

function registerExistingRules(driver: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  driver
    .command('rules')
    .description(t({ fr: 'Les pilotes imposés et écartés', en: 'The drivers that are pinned and excluded' }))
    .action(
      act(async (session) => {
        const rules = await session.api().get<RuleDto[]>(PATH);
        session.terminal.result(rules, () =>
          table(rules, [
            ['ID', (row) => row.id],
            ['ACTION', (row) => row.action],
            [t({ fr: 'PILOTE', en: 'DRIVER' }), (row) => row.packageId],
            [t({ fr: 'FABRICANT', en: 'MAKER' }), (row) => row.manufacturer],
            [t({ fr: 'MODÈLE', en: 'MODEL' }), (row) => row.model],
            ['SKU', (row) => row.systemId],
            [t({ fr: 'RAISON', en: 'REASON' }), (row) => row.reason],
          ]),
        );
      }),
    );
  driver
    .command('free <rule>')
    .description(
      t({
        fr: 'Supprime une règle, par son ID ou par le pilote dont elle est la seule',
        en: 'Removes a rule, by its ID or by the driver of which it is the only one',
      }),
    )
    .action(
      act(async (session, given: string) => {
        const api = session.api();
        await api.delete(`${PATH}/${encodeURIComponent(await ruleNamed(api, given))}`);
        session.terminal.tell({ fr: 'Règle supprimée.', en: 'Rule removed.' });
      }),
    );
}

/** The server says that there is no such rule, when neither an id nor a driver is called so. */
async function ruleNamed(api: ApiClient, given: string): Promise<string> {
  if (isId(given)) return given;
  const found = (await api.get<RuleDto[]>(PATH)).filter(({ packageId }) => packageId === given);
  if (found.length <= 1) return found[0]?.id ?? given;
  throw severalCalled(
    given,
    found.map(({ id, action, manufacturer, model }) => ({
      id,
      name: [action, manufacturer, model].filter(Boolean).join(' '),
    })),
  );
}
