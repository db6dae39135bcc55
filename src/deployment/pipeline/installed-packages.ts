import { createHash } from 'node:crypto';
import { TransientError } from '../../platform/core/index.js';
import type { Remote } from '../../platform/transport/index.js';
import type { StepContext } from './step-context.js';

/** Every installed Debian package of a system, by name, and the SHA-256 of that list. */
export async function installedPackages(
  system: Remote,
  signal: AbortSignal,
): Promise<{ all: { name: string; version: string }[]; digest: string }> {
  const query = `dpkg-query --show --showformat '\${db:Status-Abbrev}\\t\${Package}\\t\${Version}\\n'`;
  const { exitCode, stdout, stderr } = await system.run(query, { signal, timeoutMs: 60_000 });
  if (exitCode !== 0) {
    throw new TransientError({
      fr: `la liste des paquets n’a pas pu être lue : ${stderr.trim()}`,
      en: `the list of packages could not be read: ${stderr.trim()}`,
    });
  }
  const all = stdout
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([status]) => status?.startsWith('ii'))
    .map(([, name = '', version = '']) => ({ name, version }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const text = all.map(({ name, version }) => `${name} ${version}\n`).join('');
  return { all, digest: createHash('sha256').update(text).digest('hex') };
}

/**
 * Records, for the certificate, the versions of what the profile asked for and of the kernels, as they are now.
 * Returns the number of all packages and the digest of their list.
 */
export async function rememberSoftware(
  context: StepContext<'deploy'>,
): Promise<{ packages: number; packageListSha256: string }> {
  const { software = [] } = context.plan.profile.document;
  const asked = software.flatMap((item) =>
    item.kind === 'apt' ? item.packages : item.kind === 'deb' ? [item.name] : [],
  );
  const { all, digest } = await installedPackages(await context.system(), context.signal);
  const kept = all.filter(({ name }) => asked.includes(name) || name.startsWith('linux-image-'));
  await context.remember({ software: kept });
  return { packages: all.length, packageListSha256: digest };
}
