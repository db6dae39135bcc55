import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Where a service with ProtectSystem=full may still write, of what this unit says. */
async function writable(): Promise<string[]> {
  const unit = await readFile('docs/etabli.service', 'utf8');
  const values = (name: string) =>
    [...unit.matchAll(new RegExp(`^${name}=(.+)$`, 'gm'))].flatMap(([, value = '']) => value.split(' '));
  const made = values('ConfigurationDirectory').map((name) => `/etc/${name}`);
  // systemd makes it, but shuts it with the rest of /etc unless told otherwise.
  const open = values('ReadWritePaths').filter((path) => made.includes(path));
  return [...open, ...values('StateDirectory').map((name) => `/var/lib/${name}`)];
}

describe('the systemd unit', () => {
  it.each(['install.fr.md', 'install.en.md'])(
    'lets the first start make the files that %s names',
    async (guide) => {
      const text = await readFile(`docs/${guide}`, 'utf8');
      const folders = await writable();
      const [key = ''] = /(?<=^ *ETABLI_KEY_FILE=).+$/m.exec(text) ?? [];
      const [data = ''] = /(?<=^ *ETABLI_DATA_DIR=).+$/m.exec(text) ?? [];
      expect([key, data]).toEqual(['/etc/etabli/key', '/var/lib/etabli']);
      expect(folders).toContain(dirname(key));
      expect(folders).toContain(data);
    },
  );
});
