import type { ProfileSummaryDto, ProfileVersionDto } from '../../../documents/profile/server.js';
import { readGiven } from '../given-file.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

export function registerProfile({ program, t, act }: Registration): void {
  const profile = program
    .command('profile')
    .description(
      t({ fr: 'Profils : ce que les PC doivent devenir', en: 'Profiles: what PCs should become' }),
    );
  profile
    .command('apply <file>')
    .description(
      t({
        fr: 'Applique un profil YAML ou JSON ; un contenu modifié crée une nouvelle version',
        en: 'Applies a YAML or JSON profile; changed content creates a new version',
      }),
    )
    .action(act(apply));
  profile
    .command('list')
    .description(
      t({ fr: 'Les profils et leur version actuelle', en: 'The profiles and their current version' }),
    )
    .action(act(list));
  profile
    .command('show <name>')
    .description(
      t({ fr: 'Le document complet d’un profil, en JSON', en: 'The full document of a profile, as JSON' }),
    )
    .action(
      act(async (session, name: string) => {
        const found = await session.api().get<ProfileVersionDto>(`/api/profiles/${encodeURIComponent(name)}`);
        session.terminal.result(found, () => [JSON.stringify(found.document, null, 2)]);
      }),
    );
}

async function apply(session: Session, file: string): Promise<void> {
  const { terminal } = session;
  const content = await readGiven(file);
  const applied = await session
    .api()
    .post<ProfileVersionDto>('/api/profiles', { raw: { content, type: 'application/yaml' } });
  terminal.result(applied, () => [`${applied.name} v${applied.version}  ${applied.digest.slice(0, 16)}`]);
}

async function list(session: Session): Promise<void> {
  const { terminal } = session;
  const profiles: ProfileSummaryDto[] = [];
  for await (const item of session.api().all<ProfileSummaryDto>('/api/profiles')) profiles.push(item);
  terminal.result(profiles, () =>
    table(profiles, [
      [terminal.say({ fr: 'NOM', en: 'NAME' }), (row) => row.name],
      ['VERSION', (row) => row.version],
      [terminal.say({ fr: 'TITRE', en: 'TITLE' }), (row) => row.title && terminal.say(row.title)],
      [terminal.say({ fr: 'PAR', en: 'BY' }), (row) => row.createdBy],
      ['DATE', (row) => terminal.time(row.createdAt)],
    ]),
  );
}
