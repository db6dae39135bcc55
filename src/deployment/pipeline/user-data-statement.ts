import { z } from 'zod';
import { type Bilingual, binarySize, joined } from '../../platform/core/index.js';
import type { PlacedData } from './facts.js';
import { NOT_MEASURED, type Said, type Statement, type Statements } from './statement-parts.js';

/** Of the step `backup`. */
const savedSchema = z.object({
  snapshot: z.string(),
  files: z.number(),
  bytes: z.number(),
  profiles: z.array(z.object({ name: z.string() })),
  skipped: z.array(z.object({ reason: z.string(), count: z.number() })),
  readBack: z.object({ files: z.number(), bytes: z.number() }),
});

/** What became of the data of the users; nothing when the profile does not ask for it. */
export function userDataStatements(said: Said): Statements {
  const { userData } = said.plan.profile.document;
  return [
    ...(userData?.backup === undefined ? [] : [savedStatement(said)]),
    ...(userData?.restore === true ? [returnedStatement(said)] : []),
  ];
}

function savedStatement({ evidence }: Said): Statement {
  const subject = { fr: 'Données des utilisateurs', en: 'User data' };
  const asked = { fr: 'sauvegardées avant l’effacement', en: 'saved before the disk is erased' };
  const found = evidence('backup');
  const saved = savedSchema.safeParse(found);
  if (!saved.success) {
    const isNothing = found['snapshot'] === null;
    const nothing = { fr: 'rien à sauvegarder', en: 'nothing to save' };
    return {
      subject,
      asked,
      applied: isNothing ? nothing : '—',
      measured: isNothing ? nothing : NOT_MEASURED,
    };
  }
  const { snapshot, files, bytes, profiles, skipped, readBack } = saved.data;
  const names = profiles.map(({ name }) => name).join(', ');
  const left = skipped.map(({ reason, count }) => `${reason} ${count}`).join(', ');
  return {
    subject,
    asked,
    applied: joined([names, counted(files, bytes), snapshot.slice(0, 8)], ', '),
    measured: joined(
      [
        {
          fr: `${readBack.files} fichiers relus sur le serveur, identiques`,
          en: `${readBack.files} files read back from the server, the same`,
        },
        left === '' ? undefined : { fr: `pas sauvegardé : ${left}`, en: `not saved: ${left}` },
      ],
      ' ; ',
    ),
  };
}

function returnedStatement({ facts: { returnedData, placedData } }: Said): Statement {
  const statement = {
    subject: { fr: 'Données rendues', en: 'Data given back' },
    asked: { fr: 'à leurs utilisateurs', en: 'to their users' },
  };
  const nothing = { fr: 'aucune sauvegarde à rendre', en: 'no backup to give back' };
  if (returnedData !== undefined && returnedData.profiles.length === 0)
    return { ...statement, applied: nothing, measured: nothing };
  if (placedData === undefined || placedData.of !== returnedData?.at)
    return { ...statement, applied: '—', measured: NOT_MEASURED };
  const { placed, kept } = placedData;
  return { ...statement, applied: applied(placed, kept), measured: readAgain(placed, kept) };
}

function applied(placed: PlacedData['placed'], kept: PlacedData['kept']): Bilingual {
  return joined(
    [
      ...placed.map(({ name, account, path }) => `${name} → ${account} (${path})`),
      ...kept.map(({ name, path }) => ({
        fr: `${name} : aucun utilisateur, gardées dans ${path}`,
        en: `${name}: no user, kept in ${path}`,
      })),
    ],
    ' ; ',
  );
}

function readAgain(placed: PlacedData['placed'], kept: PlacedData['kept']): Bilingual {
  const all = [...placed, ...kept];
  const files = all.reduce((sum, one) => sum + one.files, 0);
  const renamed = all.reduce((sum, one) => sum + one.renamed.length, 0);
  return joined(
    [
      {
        fr: `${files} fichiers relus sous Windows, identiques`,
        en: `${files} files read in Windows, the same`,
      },
      renamed === 0 ? undefined : { fr: `${renamed} renommés`, en: `${renamed} renamed` },
      {
        fr: 'droits particuliers des anciens dossiers non repris',
        en: 'special rights of the old folders not carried over',
      },
    ],
    ' ; ',
  );
}

function counted(files: number, bytes: number): Bilingual {
  const size = binarySize(bytes);
  return { fr: `${files} fichiers, ${size.fr}`, en: `${files} files, ${size.en}` };
}
