import TestRunner from 'jest-runner';

/** Runs its specs one after another, once those of the other projects are done: virtual PCs want all the cores. */
export default class SerialRunner extends TestRunner {
  isSerial = true;
}
