import { randomBytes, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Channels } from '../../../park/machine/index.js';
import { CertificateAuthority, Vault } from '../../../platform/vault/index.js';
import { WindowsAccessStore } from './windows-access.store.js';
import type { WindowsAccess } from './windows-access.entity.js';

/** What Établi logs on to an installed Windows with. */
export interface WindowsLogin {
  user: string;
  password: string;
  /** PEM; the certificate of the PC must be signed by it… */
  certificateAuthority: string;
  /** …for this name… */
  serverName: string;
  /** …and the last one that it got: SHA-256, hexadecimal. */
  certificate: string;
}

/** The local administrator of one deployment. */
export interface WindowsAccount {
  name: string;
  password: string;
}

/** The name that the certificate of a PC is for. No resolver knows it (RFC 6761 §6.4): it names one machine, not a place. */
export function serverNameOf(machineId: string): string {
  return `${machineId}.etabli.invalid`;
}

/**
 * The ways into installed Windows: the password of each is sealed for its deployment alone, and goes with it. ADR 28.
 */
@Injectable()
export class WindowsAccesses {
  constructor(
    private readonly store: WindowsAccessStore,
    private readonly vault: Vault,
    private readonly authority: CertificateAuthority,
    private readonly channels: Channels,
  ) {}

  of(deploymentId: string, manager?: EntityManager): Promise<WindowsAccess | null> {
    return this.store.of(deploymentId, manager);
  }

  /** The account that the PC was given before, when it asks again; a new one otherwise. */
  accountOf(access: WindowsAccess | null): WindowsAccount {
    return access === null ? newAccount() : { name: access.account, password: this.passwordOf(access) };
  }

  /** Records what the PC is about to be told. */
  async enrol(
    manager: EntityManager,
    boot: { deploymentId: string; machineId: string },
    { name, password }: WindowsAccount,
    certificate: string,
  ): Promise<void> {
    const { deploymentId, machineId } = boot;
    const sealedPassword = this.vault.seal(Buffer.from(password), contextOf(deploymentId));
    await this.store.enrol(manager, { deploymentId, machineId, account: name, sealedPassword, certificate });
  }

  /** Undefined when the PC has not opened it, or no longer. */
  async loginOf(deploymentId: string): Promise<WindowsLogin | undefined> {
    const access = await this.store.of(deploymentId);
    if (access?.openedAt == null) return undefined;
    return {
      user: access.account,
      password: this.passwordOf(access),
      certificateAuthority: await this.authority.certificatePem(),
      serverName: serverNameOf(access.machineId),
      certificate: access.certificate,
    };
  }

  /** The PC is told to take everything away; false when it never enrolled. */
  askSeal(deploymentId: string): Promise<boolean> {
    return this.store.askSeal(deploymentId);
  }

  /** The same after a deployment that has been sealed. */
  close(deploymentId: string): Promise<void> {
    return this.store.transaction((manager) => this.forget(manager, { deploymentIds: [deploymentId] }));
  }

  /** Nothing here opens that PC any more. Safe to repeat. */
  async forget(
    manager: EntityManager,
    of: { deploymentIds: readonly string[] } | { machineIds: readonly string[] },
  ): Promise<void> {
    const machineIds = await this.store.forget(manager, of);
    if (machineIds.length > 0) await this.channels.forgetAll(manager, machineIds, 'system');
  }

  private passwordOf({ sealedPassword, deploymentId }: WindowsAccess): string {
    return this.vault.open(sealedPassword, contextOf(deploymentId)).toString();
  }
}

function contextOf(deploymentId: string): string {
  return `windows-access:${deploymentId}`;
}

/** A name that no image has, and a password that every policy of Windows accepts: all four kinds of characters. */
function newAccount(): WindowsAccount {
  const password = `${randomBytes(24).toString('base64url')}-Aa${randomInt(10)}`;
  return { name: `etabli-${randomBytes(6).toString('hex')}`, password };
}
