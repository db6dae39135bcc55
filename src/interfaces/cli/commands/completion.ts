import { Argument } from 'commander';
import { completionScript, SHELLS, type Shell } from '../completion.js';
import type { Registration } from '../registration.js';

export function registerCompletion({ program, t, act }: Registration): void {
  program
    .command('completion')
    .description(
      t({
        fr: 'Le script qui complète les commandes dans un shell : source <(etabli completion bash)',
        en: 'The script that completes commands in a shell: source <(etabli completion bash)',
      }),
    )
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .action(
      act((session, shell: Shell) => {
        const script = completionScript(program, shell);
        session.terminal.result({ shell, script }, () => [script.trimEnd()]);
        return Promise.resolve();
      }),
    );
}
