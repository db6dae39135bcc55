import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { type Actor, Audit } from '../account/index.js';
import {
  type Bilingual,
  InputError,
  NotFoundError,
  OperatorError,
  schemaFindings,
  storableJson,
  valueAt,
} from '../core/index.js';
import { Vault } from '../vault/index.js';
import { changed, changedNames, type SettingChange, sentElsewhere } from './given-value.js';
import { secretFields, type Setting, settingNamed } from './setting.js';
import type { SettingRow } from './setting.entity.js';
import { SettingStore } from './setting.store.js';

/** A setting as a page shows it: of a secret, only whether it is set. */
export interface ShownSetting {
  setting: Setting;
  value: Record<string, unknown>;
  /** By name of a secret field: whether it is set. */
  secrets: Record<string, boolean>;
  updatedBy: string | null;
  updatedAt: Date | null;
  canBeTested: boolean;
}

/** Tries what a value leads to (a server, a mailbox) and says what happened; throws when it does not work. */
export type SettingTest<Value> = (value: Value) => Promise<Bilingual>;

/** The settings of the installation. Nothing is cached: all processes see a change at once. */
@Injectable()
export class Settings {
  private readonly tests = new Map<string, SettingTest<never>>();

  constructor(
    private readonly store: SettingStore,
    private readonly vault: Vault,
    private readonly audit: Audit,
  ) {}

  /** The value with its secrets, for code. Rejects with OperatorError when this release cannot read what was kept. */
  async read<Shape extends z.ZodRawShape>(setting: Setting<Shape>): Promise<z.output<z.ZodObject<Shape>>> {
    const kept = this.opened(setting.name, await this.store.find(setting.name));
    const parsed = setting.schema.safeParse(kept);
    if (parsed.success) return parsed.data;
    throw unreadable(
      setting,
      parsed.error.issues.map(({ path }) => path.join('.')),
    );
  }

  /** The value without its secrets, for people; also one that this release cannot read, so that it can be corrected. */
  async shown(setting: Setting): Promise<ShownSetting> {
    const row = await this.store.find(setting.name);
    const kept = this.opened(setting.name, row);
    const parsed = setting.schema.safeParse(kept);
    const secret = secretFields(setting);
    const shown = Object.entries(parsed.success ? parsed.data : kept).filter(([name]) => !secret.has(name));
    return {
      setting,
      value: Object.fromEntries(shown),
      secrets: Object.fromEntries([...secret].map((name) => [name, kept[name] !== undefined])),
      updatedBy: row?.updatedBy ?? null,
      updatedAt: row?.updatedAt ?? null,
      canBeTested: this.tests.has(setting.name),
    };
  }

  /**
   * Changes the given fields; the others keep their value, null or an empty text empties a field. Rejects with
   * InputError that names each wrong field, and then nothing is changed. The audit log gets the names of the changed
   * fields, never a value.
   */
  async write(setting: Pick<Setting, 'name'>, change: SettingChange, actor: Actor): Promise<void> {
    const known = this.named(setting.name);
    await this.store.withLock(known.name, async (manager) => {
      const before = this.opened(known.name, await this.store.find(known.name, manager));
      const after = this.checked(known, before, change);
      const fields = changedNames(before, after);
      if (fields.length === 0) return;
      const secret = secretFields(known);
      const part = (isSecret: boolean) =>
        Object.fromEntries(Object.entries(after).filter(([name]) => secret.has(name) === isSecret));
      const secrets = part(true);
      const sealed =
        Object.keys(secrets).length === 0
          ? null
          : this.vault.seal(Buffer.from(JSON.stringify(secrets)), contextOf(known.name));
      await this.store.put({ name: known.name, value: part(false), sealed, updatedBy: actor.name }, manager);
      const subject = { kind: 'setting', id: known.name };
      await this.audit.record({ actor, action: 'setting.write', subject, data: { fields } }, manager);
    });
  }

  /** Registers what tries the setting; its owner does so when the application starts. */
  testWith<Shape extends z.ZodRawShape>(
    setting: Setting<Shape>,
    test: SettingTest<z.output<z.ZodObject<Shape>>>,
  ): void {
    this.tests.set(setting.name, test);
  }

  /**
   * Tries the value that is kept, with the given changes if any; nothing is changed. Rejects with what went wrong. The
   * audit log gets the names of the fields that were tried with another value.
   */
  async test(setting: Pick<Setting, 'name'>, change: SettingChange, actor: Actor): Promise<Bilingual> {
    const known = this.named(setting.name);
    const test = this.tests.get(known.name);
    if (!test) throw noTest(known);
    const kept = this.opened(known.name, await this.store.find(known.name));
    const tried = this.checked(known, kept, change);
    const subject = { kind: 'setting', id: known.name };
    const data = { fields: changedNames(kept, tried) };
    await this.audit.record({ actor, action: 'setting.test', subject, data });
    return test(known.schema.parse(tried) as never);
  }

  /** The setting of this name; throws NotFoundError. */
  named(name: string): Setting {
    const setting = settingNamed(name);
    if (setting) return setting;
    const text = { fr: `il n’y a pas de réglage « ${name} »`, en: `there is no setting "${name}"` };
    throw new NotFoundError(text);
  }

  private opened(name: string, row: SettingRow | null): SettingChange {
    if (!row) return {};
    if (!row.sealed) return row.value;
    const secrets = this.vault.open(row.sealed, contextOf(name)).toString();
    return { ...row.value, ...(JSON.parse(secrets) as SettingChange) };
  }

  /** The fields after a change; throws InputError that shows no secret. */
  private checked(setting: Setting, before: SettingChange, change: SettingChange): SettingChange {
    const after = changed(setting, before, storableJson(change));
    const parsed = setting.schema.strict().safeParse(after);
    const elsewhere = sentElsewhere(setting, { before, change, after });
    if (parsed.success && elsewhere.length === 0) return after;
    const secret = secretFields(setting);
    const findings = parsed.success
      ? elsewhere.map((field) => ({ field, found: '[secret]', expected: GIVEN_AGAIN }))
      : schemaFindings(parsed.error.issues, after, (input, path) => shownValue(secret, input, path));
    const fields = findings.map(({ field }) => field).join(', ');
    throw new InputError({ fr: `À corriger : ${fields}.`, en: `To correct: ${fields}.` }, findings);
  }
}

const GIVEN_AGAIN: Bilingual = {
  fr: 'ce secret, donné de nouveau ou effacé : il serait envoyé ailleurs qu’avant',
  en: 'this secret, given again or erased: it would be sent elsewhere than before',
};
const LONGEST_SHOWN = 100;

function shownValue(secret: Set<string>, input: unknown, path: readonly PropertyKey[]): unknown {
  if (secret.has(String(path[0]))) return '[secret]';
  const value = valueAt(input, path);
  if (typeof value === 'string') return value.startsWith('data:') ? '[image]' : value.slice(0, LONGEST_SHOWN);
  return value !== null && typeof value === 'object' ? '{…}' : (value ?? null);
}

function contextOf(name: string): string {
  return `setting:${name}`;
}

function unreadable({ name }: Pick<Setting, 'name'>, fields: string[]): OperatorError {
  return new OperatorError(
    {
      fr: `le réglage « ${name} » ne convient pas à cette version d’Établi : ${fields.join(', ')}`,
      en: `the setting "${name}" does not fit this release of Établi: ${fields.join(', ')}`,
    },
    {
      remedy: {
        fr: `Un administrateur le corrige : etabli setting set ${name} CHAMP=VALEUR.`,
        en: `An administrator corrects it: etabli setting set ${name} FIELD=VALUE.`,
      },
    },
  );
}

function noTest({ name }: Setting): NotFoundError {
  return new NotFoundError({
    fr: `le réglage « ${name} » n’a pas d’essai`,
    en: `the setting "${name}" has no test`,
  });
}
