import type { Command } from 'commander';
import { InputError } from '../../../platform/core/index.js';
import type { SettingDto, SettingsDto, SettingTestDto } from '../../../platform/settings/index.js';
import { readGiven } from '../given-file.js';
import type { Line } from '../line.js';
import type { Registration } from '../registration.js';
import { askSecret } from '../secret-input.js';
import { table } from '../table.js';

const PATH = '/api/settings';
const pathOf = (name: string) => `${PATH}/${encodeURIComponent(name)}`;

export function registerSetting(registration: Registration): void {
  const { program, t } = registration;
  const setting = program.command('setting').description(
    t({
      fr: 'Réglages de l’installation : prestataire, horodatage, …',
      en: 'Settings of the installation: provider, time stamp, …',
    }),
  );
  registerReading(setting, registration);
  registerWriting(setting, registration);
}

function registerReading(setting: Command, { t, act }: Registration): void {
  setting
    .command('list')
    .description(t({ fr: 'Les réglages', en: 'The settings' }))
    .action(
      act(async (session) => {
        const settings = await session.api().get<SettingsDto>(PATH);
        session.terminal.result(settings, () =>
          table(settings, [
            [t({ fr: 'RÉGLAGE', en: 'SETTING' }), (row) => row.name],
            [t({ fr: 'OBJET', en: 'SUBJECT' }), (row) => t(row.title)],
          ]),
        );
      }),
    );
  setting
    .command('show <name>')
    .description(
      t({
        fr: 'Les champs d’un réglage et leurs valeurs ; d’un secret, seulement s’il est enregistré',
        en: 'The fields of a setting and their values; of a secret, only whether it is set',
      }),
    )
    .action(
      act(async (session, name: string) => {
        const found = await session.api().get<SettingDto>(pathOf(name));
        session.terminal.result(found, () => lines(found, t));
      }),
    );
  setting
    .command('test <name>')
    .description(t({ fr: 'Essaie un réglage', en: 'Tests a setting' }))
    .action(
      act(async (session, name: string) => {
        const answer = await session.api().post<SettingTestDto>(`${pathOf(name)}/test`, { body: {} });
        session.terminal.result(answer, () => [t(answer.outcome)]);
      }),
    );
}

function registerWriting(setting: Command, { t, act }: Registration): void {
  setting
    .command('set <name> [fields...]')
    .description(
      t({
        fr: 'Change des champs : CHAMP=VALEUR, CHAMP=@FICHIER, CHAMP= pour le vider ; les autres restent',
        en: 'Changes fields: FIELD=VALUE, FIELD=@FILE, FIELD= to empty it; the others stay',
      }),
    )
    .option(
      '--secret <field>',
      t({
        fr: 'champ secret, saisi au clavier ou lu sur l’entrée standard',
        en: 'secret field, typed or read from standard input',
      }),
    )
    .action(
      act(async (session, name: string, given: string[], { secret }: { secret?: string }) => {
        const { fields } = await session.api().get<SettingDto>(pathOf(name));
        const change: Record<string, unknown> = {};
        for (const text of given) Object.assign(change, await fieldOf(text, fields));
        if (secret !== undefined) change[secret] = await askSecret(t({ fr: 'Secret : ', en: 'Secret: ' }));
        const after = await session.api().put<SettingDto>(pathOf(name), { body: change });
        session.terminal.result(after, () => lines(after, t));
      }),
    );
}

type Fields = SettingDto['fields'];

async function fieldOf(text: string, fields: Fields): Promise<Record<string, unknown>> {
  const [, name = '', value = ''] = /^([^=]+)=([^]*)$/.exec(text) ?? [];
  if (name === '') throw badField(text);
  const field = fields.find((one) => one.name === name);
  // Arguments can be listed by other users of the machine.
  if (field?.kind === 'secret' && value !== '') throw secretArgument(name);
  if (!value.startsWith('@')) return { [name]: value };
  const file = value.slice(1);
  const bytes = await readGiven(file);
  if (field?.kind !== 'image') return { [name]: bytes.toString('utf8') };
  const { imageUrlOf } = await import('../../../platform/settings/index.js');
  const url = imageUrlOf(bytes);
  if (url === undefined) throw notAnImage(name, file);
  return { [name]: url };
}

function lines({ fields, value, secrets, updatedAt, updatedBy }: SettingDto, t: Registration['t']): Line[] {
  const isSet = (name: string) =>
    secrets[name] ? t({ fr: '(enregistré)', en: '(set)' }) : t({ fr: '(absent)', en: '(not set)' });
  const shown = ({ name, kind }: Fields[number]) => {
    if (kind === 'secret') return isSet(name);
    if (kind === 'image') return value[name] === undefined ? '–' : t({ fr: '(image)', en: '(picture)' });
    return value[name] ?? '–';
  };
  const rows = table(
    [...fields],
    [
      [t({ fr: 'CHAMP', en: 'FIELD' }), (field) => field.name],
      [t({ fr: 'OBJET', en: 'SUBJECT' }), (field) => t(field.label)],
      [t({ fr: 'VALEUR', en: 'VALUE' }), shown],
    ],
  );
  const by = t({ fr: `Modifié par ${updatedBy}, ${updatedAt}`, en: `Changed by ${updatedBy}, ${updatedAt}` });
  return updatedAt === null ? rows : [...rows, by];
}

function badField(text: string): InputError {
  const expected = { fr: 'CHAMP=VALEUR', en: 'FIELD=VALUE' };
  return new InputError(
    { fr: `« ${text} » n’a pas la forme CHAMP=VALEUR`, en: `"${text}" is not FIELD=VALUE` },
    [{ field: 'fields', found: text, expected }],
  );
}

function secretArgument(name: string): InputError {
  const remedy = {
    fr: `Utilisez --secret ${name} : la valeur est saisie au clavier, ou lue sur l’entrée standard.`,
    en: `Use --secret ${name}: the value is typed, or read from standard input.`,
  };
  const text = {
    fr: `${name} est un secret : sa valeur ne s’écrit pas sur la ligne de commande`,
    en: `${name} is a secret: its value is not written on the command line`,
  };
  return new InputError(text, [], { remedy });
}

function notAnImage(field: string, file: string): InputError {
  const expected = { fr: 'une image PNG ou JPEG entière', en: 'a whole PNG or JPEG picture' };
  return new InputError(
    { fr: `${file} n’est pas une image PNG ou JPEG`, en: `${file} is not a PNG or JPEG picture` },
    [{ field, found: file, expected }],
  );
}
