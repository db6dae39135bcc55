import { profileSchema } from '../../documents/profile/index.js';
import { needsSecrets } from './needed-secrets.js';
import type { DeployPlan } from './plan.js';

function planOf(more: object): DeployPlan {
  const document = profileSchema.parse({ name: 'x', master: { name: 'm' }, ...more });
  return { purpose: 'deploy', profile: { document } } as unknown as DeployPlan;
}

describe('a plan', () => {
  it.each([
    ['a password', { users: [{ name: 'anna', password: { vault: 'p' } }] }],
    ['a Wi-Fi', { network: { wifi: [{ ssid: 'A', security: 'wpa2-psk', passphrase: { vault: 'w' } }] } }],
    [
      'a share',
      {
        personalise: {
          shares: [{ kind: 'cifs', url: '//nas/a', mountPoint: '/a', credentials: { vault: 's' } }],
        },
      },
    ],
  ])('with %s of the vault needs a PC that was confirmed', (_, more) => {
    expect(needsSecrets(planOf(more))).toBe(true);
  });

  it('without a secret needs none', () => {
    expect(needsSecrets(planOf({ users: [{ name: 'anna' }] }))).toBe(false);
  });
});
