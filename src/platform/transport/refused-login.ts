import { PermanentError } from '../core/index.js';

/** The machine is the expected one and refuses the login with this key, or this password. */
export class RefusedLoginError extends PermanentError {}
