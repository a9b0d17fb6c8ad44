/** Settings under which the writer moves the log into the database file by itself. */
export const checkpointPragmas = 'PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;'
