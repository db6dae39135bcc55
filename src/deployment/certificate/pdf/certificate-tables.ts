import type { Certificate, Severity, Verdict } from '../../proof/index.js';
import { INK, VERDICT_INK, type Cell } from './sheet.js';
import { clockText, lastedText } from './typography.js';
import { CHECK_VERDICTS, COMPONENT_NAMES, SEVERITY_NAMES, WORDS } from './words.js';
import type { Writer } from './writer.js';

/** A verdict in its colour, with its severity when something is wrong. */
function verdictCell({ t }: Writer, verdict: Verdict, severity: Severity): Cell {
  if (verdict === 'passed')
    return { text: t(CHECK_VERDICTS.passed), color: VERDICT_INK.good, face: 'semibold' };
  if (verdict === 'not-applicable') return { text: t(CHECK_VERDICTS[verdict]), color: INK.soft };
  const color =
    severity === 'blocking' ? VERDICT_INK.bad : severity === 'reserve' ? VERDICT_INK.warn : INK.soft;
  return { text: `${t(CHECK_VERDICTS[verdict])} (${t(SEVERITY_NAMES[severity])})`, color, face: 'semibold' };
}

/** The recette: what the machine was measured to be, and what the technician saw. */
export function checkTables(writer: Writer, { checks, manualChecks }: Certificate): void {
  const { sheet, t } = writer;
  sheet.section(t(WORDS.checks));
  sheet.table(
    [
      { title: t(WORDS.check), share: 30, face: 'semibold' },
      { title: t(WORDS.expected), share: 26 },
      { title: t(WORDS.measured), share: 28 },
      { title: t(WORDS.verdict), share: 16 },
    ],
    checks.map((check) => {
      const note = check.requirement === undefined ? undefined : t(check.requirement);
      return [
        { text: t(check.title), note },
        t(check.expected),
        t(check.measured),
        verdictCell(writer, check.verdict, check.severity),
      ];
    }),
  );
  if (manualChecks.length === 0) return;
  sheet.section(t(WORDS.manual));
  sheet.table(
    [
      { title: t(WORDS.check), share: 30, face: 'semibold' },
      { title: t(WORDS.remark), share: 32 },
      { title: t(WORDS.by), share: 22 },
      { title: t(WORDS.verdict), share: 16 },
    ],
    manualChecks.map((check) => [
      t(check.title),
      check.remark ?? '—',
      check.by ?? '—',
      verdictCell(writer, check.verdict, check.severity),
    ]),
  );
}

/** Components, steps, drivers and software: what a later technician looks up. */
export function annexes(writer: Writer, certificate: Certificate): void {
  components(writer, certificate);
  steps(writer, certificate);
  drivers(writer, certificate);
  software(writer, certificate);
}

function components({ sheet, t }: Writer, { machine }: Certificate): void {
  if (machine.components.length > 0) {
    sheet.section(t(WORDS.components));
    sheet.table(
      [
        { title: t(WORDS.component), share: 20, face: 'semibold' },
        { title: t(WORDS.description), share: 54 },
        { title: t(WORDS.serial), share: 26 },
      ],
      machine.components.map((part) => [
        t(COMPONENT_NAMES[part.kind] ?? part.kind),
        t(part.description),
        part.serial ?? '—',
      ]),
    );
  }
  sheet.section(t(WORDS.changed), 16);
  if (machine.componentsChanged.length === 0) return sheet.paragraph(t(WORDS.noneChanged));
  sheet.table(
    [
      { title: t(WORDS.component), share: 24, face: 'semibold' },
      { title: t(WORDS.removed), share: 28 },
      { title: t(WORDS.fitted), share: 28 },
      { title: t(WORDS.by), share: 20 },
    ],
    machine.componentsChanged.map(({ what, removed, fitted, by }) => [
      t(what),
      t(removed ?? '—'),
      t(fitted ?? '—'),
      by ?? '—',
    ]),
  );
}

function steps({ sheet, place, t }: Writer, certificate: Certificate): void {
  if (certificate.steps.length === 0) return;
  sheet.section(t(WORDS.steps));
  sheet.table(
    [
      { title: t(WORDS.step), share: 52, face: 'semibold' },
      { title: t(WORDS.at), share: 16 },
      { title: t(WORDS.duration), share: 18 },
      { title: t(WORDS.attempts), share: 14, align: 'right' },
    ],
    certificate.steps.map((step) => [
      t(step.title),
      clockText(step.startedAt, place),
      lastedText(step.startedAt, step.endedAt),
      String(step.attempts),
    ]),
  );
}

function drivers({ sheet, t }: Writer, certificate: Certificate): void {
  if (certificate.drivers.length === 0) return;
  sheet.section(t(WORDS.drivers));
  sheet.table(
    [
      { title: t(WORDS.device), share: 50, face: 'semibold' },
      { title: t(WORDS.driver), share: 25 },
      { title: t(WORDS.version), share: 25 },
    ],
    certificate.drivers.map(({ device, driver, version }) => [device, driver, version ?? '—']),
  );
}

/** Two packages a line: a desktop has hundreds. */
function software({ sheet, t }: Writer, certificate: Certificate): void {
  const items = certificate.software;
  if (items.length === 0) return;
  sheet.section(`${t(WORDS.software)} (${items.length})`);
  const half = Math.ceil(items.length / 2);
  const column = { share: 27, size: 7.5 };
  const version = { share: 23, size: 7.5 };
  sheet.table(
    [
      { ...column, title: t(WORDS.name), face: 'semibold' },
      { ...version, title: t(WORDS.version) },
      { ...column, title: t(WORDS.name), face: 'semibold' },
      { ...version, title: t(WORDS.version) },
    ],
    items.slice(0, half).map((item, i) => {
      const other = items[half + i];
      return [item.name, item.version, other?.name ?? '', other?.version ?? ''];
    }),
  );
}
