import type { CandidateId } from '../match/candidate.js';
import type { ParsedInf } from './parse-inf.js';
import { parseDecoration } from './target-os.js';

/**
 * Every id of an INF that a device can be found by, in the order of the file. Only amd64 is deployed; a models line
 * without install section installs nothing.
 */
export function modelIds({ manufacturers, installs }: ParsedInf): CandidateId[] {
  return manufacturers.flatMap(({ models }, manufacturer) =>
    models
      .filter(({ decoration }) => parseDecoration(decoration)?.architecture === 'amd64')
      .flatMap(({ decoration, models }) =>
        models.flatMap(({ section, description, hardwareId, compatibleIds }) => {
          const install = installs[section.toLowerCase()];
          if (install === undefined) return [];
          const { featureScore } = install;
          const service = install.service ?? install.serviceFrom ?? null;
          const ids = hardwareId === undefined ? [] : [{ id: hardwareId, position: 0 }];
          const all = [...ids, ...compatibleIds.map((id, index) => ({ id, position: index + 1 }))];
          const same = { manufacturer, decoration, section, description, featureScore, service };
          return all.map((each) => ({ ...each, ...same }));
        }),
      ),
  );
}
