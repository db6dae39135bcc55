export { CertificateAuthority, type TlsIdentity } from './certificate-authority.js';
export { Ed25519Signer, newEd25519 } from './ed25519-signer.js';
export { PdfIdentity } from './pdf-identity.js';
export { SshIdentity } from './ssh-identity.js';
export { refusalText, type TicketClaims, TicketError, type TicketRefusal } from './ticket-form.js';
export { Tickets } from './tickets.js';
export { Vault } from './vault.js';
export { VaultModule } from './vault.module.js';
