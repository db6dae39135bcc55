import { Command } from 'commander';
import type { Registration } from '../registration.js';
import { ALONE, commandsFor, namedIn } from './alone.js';
import { COMMANDS } from './index.js';

function namesOf(register: (registration: Registration) => void): string[] {
  const program = new Command();
  register({ program, t: ({ en }) => en, act: () => () => Promise.resolve() });
  return program.commands.map((command) => command.name());
}

describe('a command that is loaded alone', () => {
  it('is the one of the whole list, by its own name', async () => {
    for (const [name, load] of Object.entries(ALONE)) {
      const register = await load();
      expect(COMMANDS).toContain(register);
      expect(namesOf(register)).toContain(name);
    }
  });

  it('is found behind the options of all commands', () => {
    expect(namedIn(['lot', 'list'])).toBe('lot');
    expect(namedIn(['--url', 'machine', '--json', 'lot', 'list'])).toBe('lot');
    expect(namedIn(['--url=machine', 'lot'])).toBe('lot');
    expect(namedIn(['--help'])).toBeUndefined();
  });

  it('is the whole list for what it does not know', async () => {
    expect(await commandsFor(['--help'])).toBe(COMMANDS);
    expect(await commandsFor(['constructor'])).toBe(COMMANDS);
    expect(await commandsFor(['lot'])).toHaveLength(1);
  });
});
