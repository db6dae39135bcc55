import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '../../platform/account/index.js';
import { NotFoundError } from '../../platform/core/index.js';
import { inTransaction } from '../../platform/database/index.js';
import { Vault } from '../../platform/vault/index.js';
import { RepositoryFiles } from './repository-files.js';
import { type OpenRepository, restic, startRestic } from './restic.js';
import type { UserDataSnapshot } from './user-data.entity.js';
import { type NewSnapshot, UserDataStore } from './user-data.store.js';

/** The data of users that was saved from PCs before they were erased: an encrypted repository for each machine. */
@Injectable()
export class UserData {
  constructor(
    private readonly store: UserDataStore,
    private readonly files: RepositoryFiles,
    private readonly vault: Vault,
    private readonly audit: Audit,
  ) {}

  /**
   * The password of the machine's repository, made when it has none yet, and what a backup may take: the free space
   * and what the repository holds already.
   */
  async prepare(machineId: string): Promise<{ password: string; roomBytes: number }> {
    if ((await this.store.repository(machineId)) === null) {
      const made = randomBytes(32).toString('base64url');
      await this.store.insertRepository(machineId, this.vault.seal(Buffer.from(made), contextOf(machineId)));
    }
    const [room, used] = await Promise.all([this.files.room(), this.files.used(machineId)]);
    return { password: (await this.open(machineId)).password, roomBytes: room + used };
  }

  /** Its folder and its password. Throws NotFoundError when nothing was saved from the machine. */
  async open(machineId: string): Promise<OpenRepository> {
    const row = await this.store.repository(machineId);
    if (row === null) throw nothingSaved(machineId);
    const password = this.vault.open(row.sealedPassword, contextOf(machineId)).toString();
    return { folder: this.files.of(machineId), password };
  }

  async record(snapshot: NewSnapshot): Promise<void> {
    await this.store.insertSnapshot(snapshot);
  }

  ofDeployment(deploymentId: string): Promise<UserDataSnapshot | null> {
    return this.store.ofDeployment(deploymentId);
  }

  /**
   * What a deployment puts back: what it saved itself, or else what an earlier one saved and nobody put back.
   * @param before what it put back already, onto a disk that was erased again since
   */
  async toRestore(
    deploymentId: string,
    machineId: string,
    before?: string,
  ): Promise<UserDataSnapshot | null> {
    const own = await this.store.ofDeployment(deploymentId);
    const again = before === undefined ? null : await this.store.find(machineId, before);
    return own ?? again ?? (await this.store.owed(machineId));
  }

  async markRestored(id: string): Promise<void> {
    await this.store.markRestored(id, new Date());
  }

  list(): Promise<UserDataSnapshot[]> {
    return this.store.all();
  }

  /** The snapshots of a machine, the newest first, and what its repository takes. Throws NotFoundError. */
  async of(machineId: string): Promise<{ snapshots: UserDataSnapshot[]; bytes: number }> {
    if ((await this.store.repository(machineId)) === null) throw nothingSaved(machineId);
    const [snapshots, bytes] = await Promise.all([
      this.store.ofMachine(machineId),
      this.files.used(machineId),
    ]);
    return { snapshots, bytes };
  }

  /** The files of a snapshot as a tar, the newest one by default. Who took them out is audited before the first byte. */
  async archive(
    machineId: string,
    snapshotId: string | undefined,
    actor: Actor,
  ): Promise<{ output: Readable; ended: () => Promise<void>; kill: () => void; snapshot: UserDataSnapshot }> {
    const { snapshots } = await this.of(machineId);
    const snapshot = snapshots.find(({ id }) => snapshotId === undefined || id.startsWith(snapshotId));
    if (snapshot === undefined) throw noSnapshot(machineId, snapshotId);
    const repository = await this.open(machineId);
    const subject = { kind: 'machine', id: machineId };
    await this.audit.record({
      actor,
      action: 'user-data.take-out',
      subject,
      data: { snapshot: snapshot.id },
    });
    const running = startRestic(repository, ['dump', '--no-lock', '--archive', 'tar', snapshot.id, '/']);
    return {
      output: running.output,
      ended: () => running.ended(),
      kill: () => running.kill(),
      snapshot,
    };
  }

  /**
   * Everything that was saved from a machine. Its row is there until the files are gone, so that what was cut is done
   * again; a backup that begins meanwhile waits for the end of it.
   */
  async remove(machineId: string, actor: Actor): Promise<void> {
    await inTransaction(this.store.database, async (manager) => {
      if (!(await this.store.deleteRepository(manager, machineId))) throw nothingSaved(machineId);
      await this.files.remove(machineId); // does nothing when the transaction is run again
      const subject = { kind: 'machine', id: machineId };
      await this.audit.record({ actor, action: 'user-data.remove', subject }, manager);
    });
  }

  /** The files of machines that were removed, or that no row knows any more: nobody has their password. */
  async removeOrphans(): Promise<void> {
    // In this order: a repository has its row before its folder.
    const folders = await this.files.machines();
    const known = new Set(await this.store.repositories());
    for (const machineId of folders) if (!known.has(machineId)) await this.files.remove(machineId);
  }

  /** Removes one snapshot and the data that only it has. Throws TransientError while a PC is using the repository. */
  async forget(snapshot: UserDataSnapshot, actor: Actor): Promise<void> {
    // A server that was restored from its own backup has the rows without the files.
    if (await this.files.isThere(snapshot.machineId)) await this.prune(snapshot);
    await inTransaction(this.store.database, async (manager) => {
      await this.store.deleteSnapshot(manager, snapshot.id);
      const { id, machineId, expiresAt } = snapshot;
      const subject = { kind: 'machine', id: machineId };
      const data = { snapshot: id, expiresAt: expiresAt.toISOString() };
      await this.audit.record({ actor, action: 'user-data.expire', subject, data }, manager);
    });
  }

  private async prune({ id, machineId }: UserDataSnapshot): Promise<void> {
    const repository = await this.open(machineId);
    await restic(repository, ['unlock']); // what a worker that was killed left; not the lock of a PC that is there
    const listed = await restic(repository, ['snapshots', '--no-lock', '--json']);
    const known = JSON.parse(listed) as { id: string }[];
    if (known.some((one) => one.id === id)) await restic(repository, ['forget', '--prune', id]);
  }
}

function contextOf(machineId: string): string {
  return `user-data/${machineId}`;
}

function nothingSaved(machineId: string): NotFoundError {
  return new NotFoundError({
    fr: `aucune donnée d’utilisateur n’a été sauvegardée de la machine ${machineId}`,
    en: `no user data was saved from the machine ${machineId}`,
  });
}

function noSnapshot(machineId: string, snapshot = '—'): NotFoundError {
  return new NotFoundError({
    fr: `la machine ${machineId} n’a pas de sauvegarde ${snapshot}`,
    en: `the machine ${machineId} has no backup ${snapshot}`,
  });
}
