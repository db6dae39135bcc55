import { registryWrites } from '../../../../../test/support/registry-rows.js';
import { windowsOrder } from '../../../../../test/support/windows-answer.js';
import { comfortGroup } from './comfort.js';

describe('visual effects', () => {
  const effects = (wanted: unknown) =>
    registryWrites(comfortGroup(windowsOrder({ comfort: { effects: wanted } }))).map((line) =>
      line.replace(/^defaultUser HKEY_USERS\\DefaultUser\\.*?(\[)/, '$1'),
    );

  it('are all there for the appearance', () => {
    expect(effects('appearance')).toEqual([
      '[VisualFXSetting] DWord 1',
      '[UserPreferencesMask] Binary 158 62 7 128 18 0 0 0',
      '[MinAnimate] String 1',
      '[TaskbarAnimations] DWord 1',
      '[EnableAeroPeek] DWord 1',
      '[AlwaysHibernateThumbnails] DWord 1',
      '[IconsOnly] DWord 0',
      '[ListviewAlphaSelect] DWord 1',
      '[DragFullWindows] String 1',
      '[FontSmoothing] String 2',
      '[ListviewShadow] DWord 1',
    ]);
  });

  it('are all gone for the performance', () => {
    expect(effects('performance')).toEqual([
      '[VisualFXSetting] DWord 2',
      '[UserPreferencesMask] Binary 144 18 3 128 16 0 0 0',
      '[MinAnimate] String 0',
      '[TaskbarAnimations] DWord 0',
      '[EnableAeroPeek] DWord 0',
      '[AlwaysHibernateThumbnails] DWord 0',
      '[IconsOnly] DWord 1',
      '[ListviewAlphaSelect] DWord 0',
      '[DragFullWindows] String 0',
      '[FontSmoothing] String 0',
      '[ListviewShadow] DWord 0',
    ]);
  });

  it.each([
    ['menuAnimation', false, [156, 30, 7, 128, 18, 0, 0, 0]],
    ['comboBoxAnimation', false, [154, 30, 7, 128, 18, 0, 0, 0]],
    ['smoothScrolling', false, [150, 30, 7, 128, 18, 0, 0, 0]],
    ['selectionFade', false, [158, 26, 7, 128, 18, 0, 0, 0]],
    ['tooltipAnimation', false, [158, 22, 7, 128, 18, 0, 0, 0]],
    ['pointerShadow', true, [158, 62, 7, 128, 18, 0, 0, 0]],
    ['windowShadow', false, [158, 30, 3, 128, 18, 0, 0, 0]],
    ['controlAnimations', false, [158, 30, 7, 128, 16, 0, 0, 0]],
  ])('change one bit each: %s = %j', (name, on, mask) => {
    expect(effects({ [name]: on })).toEqual([
      '[VisualFXSetting] DWord 3',
      `[UserPreferencesMask] Binary ${mask.join(' ')}`,
    ]);
  });

  it.each([
    ['windowAnimations', '[MinAnimate] String 0'],
    ['taskbarAnimations', '[TaskbarAnimations] DWord 0'],
    ['peek', '[EnableAeroPeek] DWord 0'],
    ['thumbnailsKept', '[AlwaysHibernateThumbnails] DWord 0'],
    ['thumbnails', '[IconsOnly] DWord 1'],
    ['translucentSelection', '[ListviewAlphaSelect] DWord 0'],
    ['contentsWhileDragging', '[DragFullWindows] String 0'],
    ['fontSmoothing', '[FontSmoothing] String 0'],
    ['iconLabelShadow', '[ListviewShadow] DWord 0'],
  ])('have a value of their own: %s', (name, line) => {
    expect(effects({ [name]: false })).toContain(line);
  });
});
