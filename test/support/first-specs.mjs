import Sequencer from '@jest/test-sequencer';

/**
 * Specs that are begun first: those that take minutes whatever their size is, so that they do not run alone at the
 * end, and those that fill the memory of threads, which a worker cannot spare any more after a hundred specs.
 */
const FIRST = ['environment/agent.spec.ts', 'threads/document-threads.spec.ts'];

const isFirst = ({ path }) => FIRST.some((end) => path.endsWith(end));

/** Jest begins with the largest files, as long as it has not seen how long each takes. */
export default class FirstSpecs extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    return [...sorted.filter(isFirst), ...sorted.filter((test) => !isFirst(test))];
  }
}
