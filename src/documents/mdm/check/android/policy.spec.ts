import { checkAndroidPolicy } from './policy.js';

const said = (policy: object): string[] =>
  checkAndroidPolicy(JSON.stringify(policy, null, 1)).map(
    ({ line, severity, rule, path, found, expected }) =>
      `${line} ${severity} ${rule} ${path}: ${found} | ${expected.en}`,
  );

describe('a policy of the Android Management API', () => {
  it('has nothing to say about what is good, whatever lies inside', () => {
    expect(
      said({
        cameraAccess: 'CAMERA_ACCESS_DISABLED',
        screenCaptureDisabled: true,
        maximumTimeToLock: 60_000,
        minimumApiLevel: '30',
        applications: [{ packageName: 'com.example' }],
        openNetworkConfiguration: { NetworkConfigurations: [] },
        systemUpdate: null,
      }),
    ).toEqual([]);
  });

  it.each([
    [{ cameraDisabled: 'true' }, '2 error android/wrong-type cameraDisabled: string | boolean'],
    [{ applications: {} }, '2 error android/wrong-type applications: object | array'],
    [{ systemUpdate: [] }, '2 error android/wrong-type systemUpdate: array | object'],
    [
      { cameraDisable: true },
      '2 warning android/misspelt-field cameraDisable: cameraDisable | cameraDisabled',
    ],
    [
      { colour: 'red' },
      '2 note android/unknown-field colour: colour | a published field of enterprises.policies',
    ],
  ])('names what is wrong: %j', (policy, expected) => {
    expect(said(policy)).toEqual([expected]);
  });
});
