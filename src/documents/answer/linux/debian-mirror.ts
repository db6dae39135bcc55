/** The mirror from which the base system is installed. */
export interface DebianMirror {
  protocol: 'http' | 'https';
  hostname: string;
  directory: string;
}

const PUBLIC: DebianMirror = { protocol: 'http', hostname: 'deb.debian.org', directory: '/debian' };

/** The mirror of the first `deb` line; deb.debian.org without one. sources.list(5). */
export function debianMirror(sources: readonly string[] = []): DebianMirror {
  for (const line of sources) {
    const uri = /^deb (?:\[[^\]]*\] )?(https?:\/\/\S+)/.exec(line)?.[1];
    if (uri === undefined || !URL.canParse(uri)) continue;
    const { protocol, host, pathname } = new URL(uri);
    return {
      protocol: protocol === 'https:' ? 'https' : 'http',
      hostname: host,
      directory: pathname.replace(/(?<=.)\/$/, ''),
    };
  }
  return PUBLIC;
}
