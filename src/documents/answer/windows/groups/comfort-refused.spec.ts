import { InputError } from '../../../../platform/core/index.js';
import { windowsProfile } from '../../../../../test/support/windows-answer.js';

describe('an option of comfort is refused by name', () => {
  it.each([
    [{ explorer: { fileExtensions: 'yes' } }, 'explorer.fileExtensions'],
    [{ explorer: { colour: true } }, 'explorer.colour'],
    [{ taskbar: { alignment: 'right' } }, 'taskbar.alignment'],
    [{ taskbar: { pins: { xml: '<a>' } } }, 'taskbar.pins.xml'],
    [
      { taskbar: { pins: { xml: '<!DOCTYPE a [<!ENTITY b "c">]><LayoutModificationTemplate />' } } },
      'taskbar.pins.xml',
    ],
    [{ start: { pins: { json: '{"pinnedList": 1}' } } }, 'start.pins.json'],
    [{ start: { pins: { json: 'null' } } }, 'start.pins.json'],
    [{ edge: { homePage: 'javascript:alert(1)' } }, 'edge.homePage'],
    [{ edge: { homePage: 'https://a.test/"; x' } }, 'edge.homePage'],
    [{ theme: { accentColour: 'red' } }, 'theme.accentColour'],
    [{ theme: { wallpaper: { path: 'a.jpg' } } }, 'theme.wallpaper.path'],
    [{ theme: { lockScreenPicture: 'C:\\a\nb' } }, 'theme.lockScreenPicture'],
    [{ updates: { activeHours: { start: 0, end: 19 } } }, 'updates.activeHours'],
    [{ updates: { activeHours: { start: 8, end: 8 } } }, 'updates.activeHours'],
    [{ updates: { activeHours: { start: 8, end: 24 } } }, 'updates.activeHours.end'],
    [{ updates: { deferQualityDays: 31 } }, 'updates.deferQualityDays'],
    [{ updates: { stayOn: 'newest' } }, 'updates.stayOn'],
    [{ system: { timeServers: ['a b'] } }, 'system.timeServers[0]'],
    [{ power: { sleepMinutes: { plugged: -1 } } }, 'power.sleepMinutes.plugged'],
    [{ removeApps: ['edge'] }, 'removeApps[0]'],
    [{ removePackages: ["x'; y"] }, 'removePackages[0]'],
    [{ features: { enable: ['a b'] } }, 'features.enable[0]'],
    [{ input: { lockKeysOn: ['shift'] } }, 'input.lockKeysOn[0]'],
  ])('%j', (comfort, field) => {
    const fields = (() => {
      try {
        windowsProfile({ comfort });
      } catch (error) {
        if (error instanceof InputError) return error.findings.map((finding) => finding.field);
        throw error;
      }
      return [];
    })();
    expect(fields).toEqual([`windows.comfort.${field}`]);
  });
});
