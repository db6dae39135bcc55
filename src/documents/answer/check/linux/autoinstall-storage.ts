import { same } from '../../../../platform/core/index.js';
import { near } from '../windows/near.js';
import { LAYOUT_NAMES, STORAGE_TYPES } from './autoinstall-shape.js';
import { isPlaceholder, type TextReport } from './text-report.js';
import { yamlAt, type YamlValue } from './yaml-file.js';

/** Keys of an action that refer to other actions by `id`. */
const REFERENCES = [
  'device',
  'volume',
  'volgroup',
  'devices',
  'spare_devices',
  'backing_device',
  'cache_device',
  'pool',
];

/** Checks the name of the layout, or the curtin actions and their references. */
export function checkStorage(report: TextReport, storage: YamlValue | undefined): void {
  const name = yamlAt(storage, 'layout', 'name');
  if (name?.kind === 'string' && !LAYOUT_NAMES.includes(name.text) && !isPlaceholder(name.text)) {
    report.add({
      rule: 'autoinstall/unknown-layout',
      severity: 'error',
      at: name.at,
      path: 'storage.layout.name',
      found: name.text,
      expected: same(near(name.text, LAYOUT_NAMES) ?? LAYOUT_NAMES.join(', ')),
      remedy: {
        fr: 'l’installeur s’arrête à cette valeur : corrigez-la',
        en: 'the installer stops at this value: correct it',
      },
    });
  }
  const actions = (yamlAt(storage, 'config')?.items ?? []).filter(({ kind }) => kind === 'map');
  if (actions.length === 0) return;
  checkTypes(report, actions);
  checkReferences(report, actions);
  checkBoot(report, actions);
}

function checkTypes(report: TextReport, actions: YamlValue[]): void {
  for (const action of actions) {
    const type = yamlAt(action, 'type');
    if (
      type === undefined
        ? yamlAt(action, '<<')
        : STORAGE_TYPES.includes(type.text) || isPlaceholder(type.text)
    )
      continue;
    report.add({
      rule: 'autoinstall/unknown-action',
      severity: 'error',
      at: type?.at ?? action.at,
      path: 'storage.config',
      found: type?.text ?? '—',
      expected: same(
        (report.isFull ? undefined : near(type?.text ?? '', STORAGE_TYPES)) ?? STORAGE_TYPES.join(', '),
      ),
      remedy: {
        fr: 'curtin ne connaît pas ce type d’action et s’arrête : corrigez-le',
        en: 'curtin does not know this type of action and stops: correct it',
      },
    });
  }
}

function checkReferences(report: TextReport, actions: YamlValue[]): void {
  const ids = new Map<string, YamlValue>();
  for (const action of actions) {
    const id = yamlAt(action, 'id');
    if (id === undefined || isPlaceholder(id.text)) continue;
    if (ids.has(id.text)) sameId(report, id, ids.get(id.text)!);
    ids.set(id.text, id);
  }
  const known = someOf(ids.keys());
  for (const action of actions) {
    for (const { key, value } of action.entries) {
      if (!REFERENCES.includes(key)) continue;
      for (const named of value.kind === 'list' ? value.items : [value]) {
        if (named.kind !== 'string' || ids.has(named.text) || isPlaceholder(named.text)) continue;
        report.add({
          rule: 'autoinstall/unknown-reference',
          severity: 'error',
          at: named.at,
          path: `storage.config ${key}`,
          found: named.text,
          expected: {
            fr: `l’id d’une action : ${known}`,
            en: `the id of an action: ${known}`,
          },
          remedy: {
            fr: 'aucune action n’a cet id, et curtin s’arrête : corrigez le nom ou ajoutez l’action',
            en: 'no action has this id, and curtin stops: correct the name or add the action',
          },
        });
      }
    }
  }
}

/** Maximum number of names to list. */
const MOST_NAMES = 50;

function someOf(names: Iterable<string>): string {
  const all = [...names];
  const shown = all.slice(0, MOST_NAMES).map((name) => name.slice(0, 100));
  return [...shown, ...(all.length > MOST_NAMES ? ['…'] : [])].join(', ');
}

function sameId(report: TextReport, id: YamlValue, before: YamlValue): void {
  report.add({
    rule: 'autoinstall/same-id',
    severity: 'error',
    at: id.at,
    path: 'storage.config id',
    found: id.text,
    expected: {
      fr: `un autre id que celui de la ligne ${before.at.line}`,
      en: `an id different from that of line ${before.at.line}`,
    },
    remedy: { fr: 'donnez à chaque action son propre id', en: 'give each action an id of its own' },
  });
}

/** The installer refuses a layout without a place for the boot loader. */
function checkBoot(report: TextReport, actions: YamlValue[]): void {
  const boots = actions.some((action) =>
    ['true', 'yes', 'on'].includes(yamlAt(action, 'grub_device')?.text.toLowerCase() ?? ''),
  );
  const isOther = actions.some((action) => yamlAt(action, 'type')?.text === 'dasd' || yamlAt(action, '<<'));
  if (boots || isOther) return;
  report.add({
    rule: 'autoinstall/no-boot-device',
    severity: 'warning',
    at: actions[0]!.at,
    path: 'storage.config',
    found: '—',
    expected: {
      fr: 'grub_device: true, sur la partition EFI (UEFI) ou sur le disque (BIOS)',
      en: 'grub_device: true, on the EFI partition (UEFI) or on the disk (BIOS)',
    },
    remedy: {
      fr: 'l’installeur ne sait pas où mettre le chargeur de démarrage : précisez-le',
      en: 'the installer does not know where to put the boot loader: specify it',
    },
  });
}
