import { hostKeyFingerprint } from './host-key.js';

it('has the fingerprint that ssh-keygen shows', () => {
  expect(
    hostKeyFingerprint('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHfyLUfMEyXtHZfcKILxGYvlcV9AsLgtVuMRLqMLrGVZ'),
  ).toBe('SHA256:rdTCvR+8XP9SatCQ4GNWtZvPChvdUee3CoOOoLcbHCc');
});
