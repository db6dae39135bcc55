/** Injects the settings (`Config`), read once by the entrance of the process. */
export const CONFIG = Symbol('CONFIG');

/** Injects the URL of the database, for those that need a connection of their own. */
export const DATABASE_URL = Symbol('DATABASE_URL');
