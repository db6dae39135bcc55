import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Config } from '../config/index.js';
import { CONFIG } from '../database/index.js';
import { CertificateAuthority } from './certificate-authority.js';
import { ConfirmationCodes } from './confirmation-codes.js';
import { Ed25519Signer } from './ed25519-signer.js';
import { KeyStore } from './key-store.js';
import { PdfIdentity } from './pdf-identity.js';
import { Secret } from './secret.entity.js';
import { ProfileSigningKey } from './profile-signing-key.js';
import { SecretStore } from './secret.store.js';
import { SecretUseRow } from './secret-use.entity.js';
import { SecretUseStore } from './secret-use.store.js';
import { SecretUses } from './secret-uses.js';
import { SpentTicket, TicketHorizon } from './spent-ticket.entity.js';
import { SshIdentity } from './ssh-identity.js';
import { TicketStore } from './ticket.store.js';
import { Tickets } from './tickets.js';
import { Vault } from './vault.js';

/** Provides secrets, keys and tickets. Start-up fails when the key file does not belong to the database. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Secret, SecretUseRow, SpentTicket, TicketHorizon])],
  providers: [
    SecretStore,
    SecretUseStore,
    SecretUses,
    TicketStore,
    {
      provide: Vault,
      inject: [SecretStore, CONFIG],
      useFactory: (store: SecretStore, config: Config) => Vault.open(store, config.keyFile),
    },
    KeyStore,
    { provide: Ed25519Signer, inject: [KeyStore], useFactory: (keys: KeyStore) => Ed25519Signer.open(keys) },
    { provide: SshIdentity, inject: [KeyStore], useFactory: (keys: KeyStore) => SshIdentity.open(keys) },
    {
      provide: Tickets,
      inject: [TicketStore, KeyStore],
      useFactory: (store: TicketStore, keys: KeyStore) => Tickets.open(store, keys),
    },
    {
      provide: ProfileSigningKey,
      inject: [KeyStore],
      useFactory: (keys: KeyStore) => ProfileSigningKey.open(keys),
    },
    {
      provide: ConfirmationCodes,
      inject: [KeyStore],
      useFactory: (keys: KeyStore) => ConfirmationCodes.open(keys),
    },
    CertificateAuthority,
    PdfIdentity,
  ],
  exports: [
    Vault,
    CertificateAuthority,
    ConfirmationCodes,
    Ed25519Signer,
    PdfIdentity,
    ProfileSigningKey,
    SecretUses,
    SecretUseStore,
    SshIdentity,
    Tickets,
  ],
})
export class VaultModule {}
