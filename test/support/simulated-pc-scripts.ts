/**
 * The script templates that steps run on a PC, each with words that only its script has: the simulated PC tells by them
 * which step's work it was given. A new template needs a line here.
 */
export const SCRIPTS = {
  configure: 'HOSTKEY',
  'install-software': 'work=$(mktemp -d)',
  update: 'UPDATED ',
  personalise: "which the profile's $2 needs",
  seal: '--quiet disable etabli-first-boot.service',
  'seal-access': 'rm -f /etc/ssh/sshd_config.d/00-etabli.conf',
} as const;

/** The template that a script was rendered from; undefined for one that no template gives. */
export function templateOf(script: string): keyof typeof SCRIPTS | undefined {
  const names = Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[];
  return names.find((name) => script.includes(SCRIPTS[name]));
}
