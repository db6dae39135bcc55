import { Injectable } from '@nestjs/common';
import { ProfileTexts, type ReviewFinding } from '../../../documents/profile/server.js';
import { Directories } from '../../../park/directory/index.js';
import { Masters } from '../../../park/master/index.js';
import { Programs } from '../../../park/software/index.js';
import { fieldIn, InputError, type Finding, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { changesOfForm, type FormChange } from './form/form-change.js';
import { formView, type FormView, type Remarks } from './form/form-view.js';
import type { Known } from './form/form.js';
import { ProfileNotes } from './profile-notes.js';

/** Something about the text, at a line of it. */
export interface LineView {
  line?: number;
  field: string;
  text: string;
  /** A note does not prevent saving. */
  isNote: boolean;
}

/** The editor's view of a text. */
export interface EditorView {
  text: string;
  /** Absent while the text is no YAML: the form waits until it is one again. */
  form?: FormView;
  findings: LineView[];
  notes: LineView[];
}

/** Names that are proposed in fields; a page of them is enough. */
const MOST_NAMES = 200;

/** What a technician sees of a profile while writing it: the form and what is wrong, for the text as it stands. */
@Injectable()
export class ProfileEditor {
  constructor(
    private readonly texts: ProfileTexts,
    private readonly notes: ProfileNotes,
    private readonly masters: Masters,
    private readonly programs: Programs,
    private readonly directories: Directories,
  ) {}

  /** Checks a text and draws the form for it. */
  async look(text: string, owner: string, language: Language, refused: Finding[] = []): Promise<EditorView> {
    const { findings, value, document } = await this.texts.review(text, owner);
    const notes = document ? await this.withLines(text, await this.notes.of(document), owner) : [];
    const all = [...findings, ...refused];
    const remarks = { errors: remarksOf(all, language), notes: remarksOf(notes, language) };
    const form = await this.formOf({ text, value }, remarks, language);
    return {
      text,
      ...(form && { form }),
      findings: all.map((finding) => lineView(finding, language, false)),
      notes: notes.map((finding) => lineView(finding, language, true)),
    };
  }

  /** The text after what was done in the form, and what could not be done there. */
  async change(
    text: string,
    changes: readonly FormChange[],
    owner: string,
  ): Promise<{ text: string; refused: Finding[] }> {
    // Most questions come while somebody types in the text, with no change of the form.
    if (changes.length === 0) return { text, refused: [] };
    const known = await this.known();
    const refused: Finding[] = [];
    let changed = text;
    for (const change of changes) {
      const { value } = await this.texts.review(changed, owner);
      for (const field of changesOfForm(change, value ?? {}, known) ?? []) {
        try {
          changed = await this.texts.change(changed, field, owner);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          refused.push(...error.findings);
        }
      }
    }
    return { text: changed, refused };
  }

  /** What each field of the form shows for a text. */
  async shown(text: string, owner: string, language: Language): Promise<Map<string, string>> {
    const { value: says } = await this.texts.review(text, owner);
    const form = await this.formOf({ text, value: says }, { errors: new Map(), notes: new Map() }, language);
    if (form === undefined) return new Map();
    const rows = form.groups.flatMap((group) => group.rows.flatMap(({ items }) => items));
    const fields = [...[...form.groups, ...rows].flatMap((part) => part.fields), ...form.checks];
    return new Map(fields.map(({ id, value }) => [id, value]));
  }

  /** Undefined for a text that is no YAML. */
  private async formOf(
    { text, value }: { text: string; value?: unknown },
    remarks: Remarks,
    language: Language,
  ): Promise<FormView | undefined> {
    if (value === undefined && text.trim() !== '') return undefined;
    return formView(value ?? {}, remarks, await this.known(), language);
  }

  private async withLines(text: string, findings: Finding[], owner: string): Promise<ReviewFinding[]> {
    if (findings.length === 0) return [];
    const paths = findings.map((finding) => pathOf(fieldIn(finding, 'en')));
    const lines = await this.texts.lines(text, paths, owner);
    return findings.map((finding, index) => {
      const line = lines[index];
      return line === undefined ? finding : { ...finding, line };
    });
  }

  private async known(): Promise<Known> {
    const masters = await this.masters.list({ page: 1, pageSize: MOST_NAMES });
    const programs = await this.programs.list({ page: 1, pageSize: MOST_NAMES });
    const directories = await this.directories.list();
    return {
      masters: [...new Set(masters.items.map(({ name }) => name))],
      programs: [...new Set(programs.items.map(({ name }) => name))],
      directories: directories.map(({ name }) => name),
    };
  }
}

/** `users[0].name` as the parts of a path. */
function pathOf(field: string): (string | number)[] {
  return field
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function remarksOf(findings: readonly Finding[], language: Language): Map<string, string[]> {
  const remarks = new Map<string, string[]>();
  for (const finding of findings) {
    const field = fieldIn(finding, language);
    remarks.set(field, [...(remarks.get(field) ?? []), textOf(finding, language)]);
  }
  return remarks;
}

function lineView(finding: ReviewFinding, language: Language, isNote: boolean): LineView {
  const { line } = finding;
  const field = fieldIn(finding, language);
  return {
    ...(line !== undefined && { line }),
    field: field === '(document)' ? '' : field,
    text: textOf(finding, language),
    isNote,
  };
}

/** What was found is told where it is a word or a number; a group says nothing in one line. */
function textOf({ found, expected }: Finding, language: Language): string {
  const told = typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean';
  const what = told ? String(found).slice(0, 80) : undefined;
  const wanted = say(expected, language);
  if (what === undefined || what === '') return say(EXPECTED(wanted), language);
  return say(FOUND(what, wanted), language);
}

const EXPECTED = (wanted: string) => ({ fr: `Attendu\u00a0: ${wanted}`, en: `Expected: ${wanted}` });
const FOUND = (what: string, wanted: string) => ({
  fr: `«\u00a0${what}\u00a0»\u00a0; attendu\u00a0: ${wanted}`,
  en: `“${what}”; expected: ${wanted}`,
});
