import { readFileSync } from 'node:fs';
import { windowsAnswer, windowsOrder } from '../../../../../test/support/windows-answer.js';
import { checkAnswer } from '../../check/check-answer.js';
import { mergeSettings } from '../compose.js';
import type { OptionGroup } from '../contribution.js';
import { writeAnswer } from '../write-answer.js';
import { accessibilityGroup } from './accessibility.js';
import { comfortGroup } from './comfort.js';

/** The file with one group only: its settings, and its scripts by phase and name. */
function fileOf(group: OptionGroup, windows: object): string {
  const { settings = [], scripts = [] } = group(windowsOrder(windows));
  const files = scripts.map(({ phase, name, text }) => ({ name: `${phase}/${name}`, text }));
  return writeAnswer(
    { settings: mergeSettings(settings.filter((placed) => placed !== undefined)), files },
    'amd64',
  );
}

/** The errors that the checker finds in a file. */
function errorsOf(text: string) {
  return checkAnswer(Buffer.from(text)).findings.filter(({ severity }) => severity === 'error');
}

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url), 'utf8');

describe('a whole file', () => {
  it('of comfort', () => {
    const comfort = {
      explorer: { fileExtensions: true, hiddenFiles: 'shown', classicContextMenu: true },
      taskbar: { alignment: 'left', widgets: false, pins: 'none' },
      start: { pins: { json: '{"pinnedList": [{"desktopAppLink": "%APPDATA%\\\\It\'s.lnk"}]}' } },
      effects: 'performance',
      theme: { apps: 'dark', wallpaper: { path: 'C:\\Pictures\\Élève & co.jpg' } },
      privacy: { telemetry: 'required' },
      power: { plan: 'balanced', sleepMinutes: { plugged: 0 } },
      system: { systemRestore: false, longPaths: true },
      removeApps: ['solitaire'],
      features: { enable: ['openSshServer'] },
    };
    expect(fileOf(comfortGroup, { comfort })).toBe(fixture('comfort'));
    expect(errorsOf(fixture('comfort'))).toEqual([]);
    expect(errorsOf(windowsAnswer({ comfort }).text)).toEqual([]);
  });

  it('of accessibility', () => {
    const accessibility = {
      logonScreen: { narrator: true, highContrast: 'black', stickyKeys: 'on' },
      everyUser: { magnifier: true, magnification: 200, textSize: 150, animations: false },
    };
    expect(fileOf(accessibilityGroup, { accessibility })).toBe(fixture('accessibility'));
    expect(errorsOf(fixture('accessibility'))).toEqual([]);
    expect(
      errorsOf(windowsAnswer({ accessibility: { ...accessibility, setup: { narrator: true } } }).text),
    ).toEqual([]);
  });
});
