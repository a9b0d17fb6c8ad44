import path from 'node:path'

/** Where the application under test keeps its data; the tests read and seed the same database. */
export const DATA_DIR = path.resolve('.data/e2e')

/** Where it listens. Several runs on one machine each take a port of their own. */
export const PORT = Number(process.env['E2E_PORT'] ?? 3217)

export const environmentOf = (/** @type {number} */ port) => ({
  DATA_DIR,
  PORT: String(port),
  APP_URL: `http://localhost:${port}`,
  // One machine plays hundreds of people; the defaults have their own test.
  RATE_LIMITS: '*200',
  // Receivers of the tests listen on this machine.
  WEBHOOK_ALLOW_PRIVATE: 'true',
  TEST_CLOCK_FILE: path.join(DATA_DIR, 'clock'),
  LOG_LEVEL: 'warn',
})
