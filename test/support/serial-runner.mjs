import TestRunner from 'jest-runner';

/** Runs its specs one after another, after those of the other projects, because virtual PCs need all cores. */
export default class SerialRunner extends TestRunner {
  isSerial = true;
}
