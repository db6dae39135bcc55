import { shellWord } from '../../core/index.js';

/**
 * OpenSSH refuses to signal a command of root ("session signalling requires privilege separation"), and
 * closing its channel leaves it running. So every command has a mark in its environment, which all of its
 * processes inherit, also those in other sessions (apt runs dpkg in one); they are found in /proc.
 */
const VARIABLE = 'ETABLI_RUN';

/** The command, run by sh whatever the login shell is, its processes marked. */
export function marked(command: string, mark: string): string {
  return `exec env ${shellWord(`${VARIABLE}=${mark}`)} sh -c ${shellWord(command)}`;
}

/** SIGTERM, after 3 s SIGKILL. Exits 0 once no process of the mark is left, 1 after 5 s. */
const END = `
tries=0
while found=$(grep -lzxF "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3); [ -n "$found" ]; do
  [ "$tries" -lt 50 ] || exit 1
  if [ "$tries" -lt 30 ]; then kill -TERM $found; else kill -KILL $found; fi 2>/dev/null
  tries=$((tries + 1))
  sleep 0.1
done
`;

/** The command that ends every process of a mark, and waits for it. */
export function endOfMarked(mark: string): string {
  return `exec sh -c ${shellWord(END)} sh ${shellWord(`${VARIABLE}=${mark}`)}`;
}
