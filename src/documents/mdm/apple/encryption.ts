import { X509Certificate } from 'node:crypto';
import {
  type AppleContext,
  type ApplePart,
  type ApplePayload,
  hasContent,
  NOTHING,
  notCarried,
  notCarriedIf,
  uuidOf,
} from './apple-context.js';
import type { NotCarried } from '../order.js';
import { onlyWith } from './rows.js';

const FILE_VAULT = 'com.apple.MCX.FileVault2';

/** FileVault and the escrow of its recovery keys. */
export function encryptionParts(context: AppleContext): ApplePart {
  const { encryption } = context.profile;
  const own = context.mdm.apple.fileVault;
  if (context.system === 'ios')
    return onlyWith(FILE_VAULT, context, 'mdm.apple.fileVault', own, () => NOTHING);
  const escrow = encryption?.escrow;
  const keys = {
    dontAllowFDEDisable: encryption?.required ? true : undefined,
    DestroyFVKeyOnStandby: own?.destroyKeyOnStandby,
  };
  const payloads: ApplePayload[] = [
    ...(encryption?.required ? [fileVault(context)] : []),
    ...(hasContent(keys)
      ? [{ type: 'com.apple.MCX', kind: 'file-vault-options', title: 'FileVault options', content: keys }]
      : []),
    ...(escrow?.certificate ? escrowPayloads(context, escrow.location, escrow.certificate) : []),
  ];
  const reason = [
    'un Mac n’envoie sa clé de secours que chiffrée pour un certificat : encryption.escrow.certificate',
    'a Mac escrows its recovery key only encrypted for a certificate: encryption.escrow.certificate',
  ] as const;
  const without = escrow !== undefined && escrow.certificate === undefined;
  return {
    payloads,
    notCarried: [...notCarriedIf(without, 'encryption.escrow', ...reason), ...withoutEncryption(context)],
  };
}

/** Options of FileVault without encryption.required, and options of key escrow without an escrow certificate. */
function withoutEncryption({ profile: { encryption }, mdm }: AppleContext): NotCarried[] {
  const { deviceKey, destroyKeyOnStandby: _, ...turningOn } = mdm.apple.fileVault ?? {};
  const off = Object.entries(encryption?.required ? {} : turningOn).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [
          notCarried(
            `mdm.apple.fileVault.${name}`,
            'ce profil ne chiffre pas le Mac : encryption.required',
            'this profile does not encrypt the Mac: encryption.required',
          ),
        ],
  );
  if (deviceKey === undefined || encryption?.escrow?.certificate !== undefined) return off;
  return [
    ...off,
    notCarried(
      'mdm.apple.fileVault.deviceKey',
      'aucune clé de secours n’est conservée : encryption.escrow.certificate',
      'no recovery key is escrowed: encryption.escrow.certificate',
    ),
  ];
}

/** FileVault is turned on at the next login, since it needs the user's password. */
function fileVault({ profile: { encryption }, mdm }: AppleContext): ApplePayload {
  const own = mdm.apple.fileVault;
  return {
    type: FILE_VAULT,
    kind: 'file-vault',
    title: 'FileVault',
    content: {
      Enable: 'On',
      Defer: true,
      UseRecoveryKey: true,
      ShowRecoveryKey: own?.showRecoveryKey ?? encryption?.escrow?.certificate === undefined,
      DeferForceAtUserLoginMaxBypassAttempts: own?.bypassAttempts ?? 0,
      DeferDontAskAtUserLogout: own?.askAtLogout === undefined ? undefined : !own.askAtLogout,
      ForceEnableInSetupAssistant: own?.duringSetup,
    },
  };
}

function escrowPayloads(context: AppleContext, location: string, pem: string): ApplePayload[] {
  return [
    {
      type: 'com.apple.security.pkcs1',
      kind: 'escrow-certificate',
      title: location,
      content: { PayloadCertificateFileName: 'escrow.cer', PayloadContent: new X509Certificate(pem).raw },
    },
    {
      type: 'com.apple.security.FDERecoveryKeyEscrow',
      kind: 'escrow',
      title: 'Recovery key escrow',
      content: {
        Location: location,
        EncryptCertPayloadUUID: uuidOf(context, 'escrow-certificate'),
        DeviceKey: context.mdm.apple.fileVault?.deviceKey,
      },
    },
  ];
}
