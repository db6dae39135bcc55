import { shellWord } from '../../platform/core/index.js';

/** One command of a batch. */
export interface BatchCommand {
  command: string;
  timeoutSeconds: number;
}

/** What came back of one command: its standard output, exit code and duration. */
export interface BatchAnswer {
  stdout: string;
  exitCode: number;
  durationMs: number;
}

/** More output than this is cut: a check reads facts, not logs. */
const MAX_OUTPUT_BYTES = 65_536;
/** Commands that run side by side: more of them on two slow cores, and the time-out of each is spent waiting. */
const MOST_AT_ONCE = 8;

/**
 * A POSIX sh script that runs the commands, eight at a time, each under its own time-out and with no input, and
 * prints one line a command, in order: `BOUNDARY INDEX EXIT MILLISECONDS BASE64`. Base64, because what a
 * machine prints must not be able to end its own answer or to begin another's.
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
# A line in the pipe is the right to run: it is taken before a command and put back after it.
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

/** Reads one printed line; undefined when it is not an answer under this boundary. */
export function readAnswer(line: string, boundary: string): (BatchAnswer & { index: number }) | undefined {
  const [mark, index, exit, ms, base64 = '', ...rest] = line.trim().split(' ');
  const isWhole =
    mark === boundary && rest.length === 0 && [index, exit, ms].every((n) => /^\d{1,9}$/.test(n ?? ''));
  if (!isWhole || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return undefined;
  return {
    index: Number(index),
    exitCode: Number(exit),
    durationMs: Number(ms),
    stdout: Buffer.from(base64, 'base64').toString('utf8'),
  };
}

/** The answers by the command's index; the first under an index counts, and what is missing stays missing. */
export function readAnswers(stdout: string, boundary: string): Map<number, BatchAnswer> {
  const answers = new Map<number, BatchAnswer>();
  for (const line of stdout.split('\n')) {
    const answer = readAnswer(line, boundary);
    if (answer && !answers.has(answer.index)) answers.set(answer.index, answer);
  }
  return answers;
}
