import type { StoredPayloadDto } from '../../../park/master/index.js';
import { openGiven } from '../given-file.js';
import type { Registration } from '../registration.js';

export function registerPayload({ program, t, act }: Registration): void {
  const payload = program.command('payload').description(
    t({
      fr: 'Fichiers que les PC reçoivent, chacun nommé par son SHA-256',
      en: 'Files that PCs receive, each named by its SHA-256',
    }),
  );
  payload
    .command('put <file>')
    .description(
      t({
        fr: 'Dépose un fichier (un .deb d’un profil, un payload de master) et affiche son SHA-256',
        en: "Stores a file (a profile's .deb, a master's payload) and prints its SHA-256",
      }),
    )
    .action(
      act(async (session, file: string) => {
        const stream = await openGiven(file);
        const stored = await session.api().put<StoredPayloadDto>('/api/payloads', { stream });
        session.terminal.result(stored, () => [stored.sha256]);
      }),
    );
}
