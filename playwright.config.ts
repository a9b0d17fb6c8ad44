import { defineConfig } from '@playwright/test'
import { PORT } from './e2e/environment.mjs'
import './e2e/json-modules.mjs'

const PHONE = { width: 390, height: 844 }

/** Flags that a system's own Chromium needs, as root and on a closed network. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Journeys and refusals in a real browser, against the built application on a database and demo academy of its own. Nothing
 * is tried twice: a test that fails now and then hides a race that people meet.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  tsconfig: './tsconfig.scripts.json',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Most take seconds; where two of them share two cores with server and database, some take a minute.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['line'], ['json', { outputFile: process.env['E2E_REPORT'] ?? 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${PORT}`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Madrid',
    screenshot: 'only-on-failure',
    // A trace of everything costs as much as the browser itself: `--trace retain-on-failure` asks for one while a fault is sought.
    trace: 'off',
    launchOptions: { executablePath: process.env['PW_CHROMIUM'], args: FLAGS },
  },
  projects: [
    { name: 'desktop', testIgnore: /\.phone\.spec\.ts$/ },
    {
      name: 'phone',
      testMatch: /\.phone\.spec\.ts$/,
      use: { viewport: PHONE, hasTouch: true, isMobile: true },
    },
  ],
  webServer: {
    command: `node e2e/server.mjs ${PORT}`,
    url: `http://localhost:${PORT}/api/ready`,
    timeout: 120_000,
    // While specs are written: `node e2e/server.mjs <port>` once, then single specs against it. Never in CI.
    reuseExistingServer: process.env['E2E_REUSE'] === '1' && !process.env['CI'],
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
})
