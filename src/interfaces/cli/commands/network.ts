import type { Command } from 'commander';
import type { NetworkTestDto } from '../../../deployment/boot/index.js';
import type { ClosedNetworkDto } from '../../../park/machine/index.js';
import type { Registration } from '../registration.js';
import { table } from '../table.js';

const PATH = '/api/closed-networks';

export function registerNetwork({ program, t, act }: Registration): void {
  const network = program.command('network').description(
    t({
      fr: 'Réseaux déclarés fermés : seuls des PC à déployer y sont branchés, et ils n’ont pas à être confirmés',
      en: 'Networks declared closed: only PCs to deploy are plugged in there, and they need no confirmation',
    }),
  );
  network
    .command('list')
    .description(t({ fr: 'Les réseaux déclarés fermés', en: 'The networks declared closed' }))
    .action(
      act(async (session) => {
        const networks = await session.api().get<ClosedNetworkDto[]>(PATH);
        session.terminal.result(networks, () =>
          table(networks, [
            [t({ fr: 'RÉSEAU', en: 'NETWORK' }), (row) => row.network],
            [t({ fr: 'PAR', en: 'BY' }), (row) => row.closedBy],
            [t({ fr: 'DEPUIS', en: 'SINCE' }), (row) => session.terminal.time(row.closedAt)],
            [t({ fr: 'RAISON', en: 'REASON' }), (row) => row.reason],
          ]),
        );
      }),
    );
  registerTest(network, t, act);
  network
    .command('close <network>')
    .description(
      t({ fr: 'Déclare un réseau fermé : 10.77.0.0/16', en: 'Declares a network closed: 10.77.0.0/16' }),
    )
    .option('--reason <text>', t({ fr: 'pourquoi, pour le journal', en: 'why, for the audit log' }))
    .action(
      act(async (session, given: string, { reason }: { reason?: string }) => {
        await session.api().post(PATH, { body: { network: given, ...(reason && { reason }) } });
        session.terminal.tell({
          fr: `${given} est déclaré fermé : les PC qui y démarrent n’ont pas à être confirmés.`,
          en: `${given} is declared closed: PCs that boot there need no confirmation.`,
        });
      }),
    );
  network
    .command('open <network>')
    .description(
      t({
        fr: 'Annule la déclaration d’un réseau fermé',
        en: 'Withdraws the declaration of a closed network',
      }),
    )
    .action(
      act(async (session, given: string) => {
        await session.api().delete(`${PATH}?network=${encodeURIComponent(given)}`);
        session.terminal.tell({
          fr: `${given} n’est plus déclaré fermé : ses PC doivent être confirmés.`,
          en: `${given} is no longer declared closed: its PCs must be confirmed.`,
        });
      }),
    );
}

function registerTest(network: Command, t: Registration['t'], act: Registration['act']): void {
  network
    .command('test')
    .description(
      t({
        fr: 'Cherche les pannes habituelles du réseau de déploiement : DHCP, autre serveur PXE, câble, pare-feu, horloge',
        en: 'Looks for the usual faults of the deployment network: DHCP, another PXE server, cable, firewall, clock',
      }),
    )
    .action(
      act(async (session) => {
        const result = await session.api().post<NetworkTestDto>('/api/boot-service/test', {});
        session.terminal.result(result, () => findingLines(result, t));
      }),
    );
}

const MARKS = { good: '✓', fault: '✗', unmeasured: '?' } as const;

function findingLines({ findings }: NetworkTestDto, t: Registration['t']): string[] {
  return findings.flatMap(({ verdict, title, found, remedy }) => [
    `${MARKS[verdict]} ${t(title)} — ${t(found)}`,
    ...(remedy ? [`  ${t({ fr: 'À faire :', en: 'To do:' })} ${t(remedy)}`] : []),
  ]);
}
