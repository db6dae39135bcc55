import { shellWord } from '../../platform/core/index.js';

/** One command of a batch. */
export interface BatchCommand {
  command: string;
  timeoutSeconds: number;
}

/** The result of one command. */
export interface BatchAnswer {
  stdout: string;
  exitCode: number;
  durationMs: number;
}

/** Output beyond this is cut. */
const MAX_OUTPUT_BYTES = 65_536;
/** Commands that run in parallel. With more, commands on a slow PC would time out while waiting for a core. */
const MOST_AT_ONCE = 8;

/**
 * A POSIX sh script that runs the commands, eight at a time, each with its own time-out and without input, and
 * prints a line for each, in order: `BOUNDARY INDEX EXIT MILLISECONDS BASE64`. Base64, so that the output of a
 * command cannot forge another answer.
 */
export function batchScript(commands: readonly BatchCommand[], boundary: string): string {
  const starts = commands.map(
    ({ command, timeoutSeconds }, index) =>
      `measure ${index} ${timeoutSeconds} ${shellWord(command)} & p${index}=$!`,
  );
  const rights = Array.from({ length: MOST_AT_ONCE }, (_, n) => n).join(' ');
  const reads = commands.map((_command, index) => `wait "$p${index}"; answer ${index}`);
  return `LC_ALL=C; export LC_ALL
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH
umask 077
work=$(mktemp -d /run/etabli-recette.XXXXXX 2>/dev/null || mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
# The pipe is a semaphore: a command takes a line from it before it runs, and puts it back afterwards.
mkfifo "$work/free" && exec 9<>"$work/free" || exit 1
for right in ${rights}; do echo >&9; done
measure() {
  read -r right <&9
  began=$(date +%s%N)
  { timeout -k 2 "$2" sh -c "$3" </dev/null 2>/dev/null 9>&-; echo $? >"$work/$1.exit"; } | head -c ${MAX_OUTPUT_BYTES} >"$work/$1.out"
  echo $((($(date +%s%N) - began) / 1000000)) >"$work/$1.ms"
  echo >&9
}
answer() {
  printf '%s %s %s %s %s\\n' ${boundary} "$1" "$(cat "$work/$1.exit")" "$(cat "$work/$1.ms")" "$(base64 -w0 <"$work/$1.out")"
}
${starts.join('\n')}
${reads.join('\n')}
`;
}

/** Parses one line; undefined when it is not an answer with this boundary. */
export function readAnswer(line: string, boundary: string): (BatchAnswer & { index: number }) | undefined {
  const [mark, index, exit, ms, base64 = '', ...rest] = line.trim().split(' ');
  const isAnswer =
    mark === boundary && rest.length === 0 && [index, exit, ms].every((n) => /^\d{1,9}$/.test(n ?? ''));
  if (!isAnswer || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return undefined;
  return {
    index: Number(index),
    exitCode: Number(exit),
    durationMs: Number(ms),
    stdout: Buffer.from(base64, 'base64').toString('utf8'),
  };
}

/** The answers by index of the command; of several with one index, the first counts. */
export function readAnswers(stdout: string, boundary: string): Map<number, BatchAnswer> {
  const answers = new Map<number, BatchAnswer>();
  for (const line of stdout.split('\n')) {
    const answer = readAnswer(line, boundary);
    if (answer && !answers.has(answer.index)) answers.set(answer.index, answer);
  }
  return answers;
}
