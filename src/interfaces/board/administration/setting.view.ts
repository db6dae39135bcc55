import type { Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import type { SettingField, ShownSetting } from '../../../platform/settings/index.js';
import { momentOf } from '../frame/moment.js';
import { administrationWords } from './words.js';

/** A form that was sent: fields by name, as text. */
export type Typed = Record<string, string>;

/** What a form shows again after it was refused, and what a test said. */
export interface Sent {
  typed: Typed;
  problems: Record<string, string>;
  outcome?: { isGood: boolean; text: string };
}

/** One setting as a form. What was typed is shown again, except secrets. */
export function settingView(shown: ShownSetting, language: Language, sent?: Sent) {
  const { setting, value, secrets, updatedAt, updatedBy, canBeTested } = shown;
  const t = administrationWords(language);
  return {
    name: setting.name,
    title: say(setting.title, language),
    canBeTested,
    ...(sent?.outcome && { outcome: sent.outcome }),
    ...(updatedAt && { changed: `${t.savedBy} ${updatedBy ?? '—'}, ${momentOf(updatedAt, language).text}` }),
    fields: setting.fields.map((field) => fieldView(field, setting.name, { value, secrets, sent }, language)),
  };
}

function fieldView(
  field: SettingField,
  setting: string,
  { value, secrets, sent }: Pick<ShownSetting, 'value' | 'secrets'> & { sent?: Sent },
  language: Language,
) {
  const { name, label, kind, help, choices } = field;
  const id = `${setting}-${name}`;
  const kept = textOf(value[name]);
  const typed = sent?.typed[name];
  const text = kind === 'secret' || kind === 'image' ? '' : (typed ?? kept);
  const problem = sent?.problems[name];
  return {
    id,
    name,
    kind,
    label: say(label, language),
    ...(help && { help: say(help, language) }),
    text,
    isChecked: sent ? typed === 'on' : value[name] === true,
    isSet: kind === 'secret' ? secrets[name] === true : kept !== '',
    ...(kind === 'image' && kept !== '' && { picture: kept }),
    choices: (choices ?? []).map((choice) => ({
      value: choice.value,
      name: say(choice.label, language),
      chosen: choice.value === text,
    })),
    ...(problem !== undefined && { problem }),
    describedBy: [help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' '),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The change that a form asks for. An empty field is emptied; an empty secret or picture is kept. */
export function changeOf(fields: readonly SettingField[], typed: Typed): Record<string, unknown> {
  const change: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const text = (typed[name] ?? '').trim();
    const isErased = typed[`${name}-erase`] === 'on';
    if (kind === 'boolean') change[name] = typed[name] === 'on';
    else if (kind === 'secret' || kind === 'image') {
      if (isErased) change[name] = null;
      else if (text !== '') change[name] = kind === 'secret' ? typed[name] : text;
    } else if (text === '') change[name] = null;
    else change[name] = kind === 'number' && Number.isFinite(Number(text)) ? Number(text) : text;
  }
  return change;
}
