export { RecoveryPasswordRow } from './recovery-password.entity.js';
export {
  type KeptPasswordDto,
  protectorIdText,
  recoveryPasswordText,
  type RevealedPasswordDto,
} from './recovery-password.schema.js';
export { type KeptPassword, RecoveryPasswords } from './recovery-passwords.service.js';
export { RecoveryModule } from './recovery.module.js';
