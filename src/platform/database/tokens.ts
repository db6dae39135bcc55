/** Injects the settings (`Config`), read once when the process starts. */
export const CONFIG = Symbol('CONFIG');

/** Injects the URL of the database, for separate connections. */
export const DATABASE_URL = Symbol('DATABASE_URL');
