/*
 * npm test: everything that decides whether a change may land, on a fresh clone too. Lock, format, lint (with the arrows),
 * types, unused code, unit and database tests, the steps of the image, and the journeys in a real browser on what was
 * built in these.
 *
 * `npm test -- --only=unit,e2e` runs those stages alone. Read by whatever Node the machine has: no recent syntax.
 */
'use strict'
var childProcess = require('child_process')
var fs = require('fs')
var os = require('os')
var path = require('path')
var bootstrap = require('./bootstrap.cjs')

var ROOT = bootstrap.ROOT
var RESULTS = path.join(ROOT, 'test-results')
var VITEST_REPORT = path.join(RESULTS, 'vitest.json')
var E2E_REPORT = path.join(RESULTS, 'e2e.json')
var startedAt = Date.now()

bootstrap.install()
var node = bootstrap.chooseNode()
fs.mkdirSync(RESULTS, { recursive: true })

function tool(relative) {
  return [node, bootstrap.cli(relative)]
}

/** The browser's path, found or installed in the order that scripts/find-browser.mjs tells. */
function browser() {
  var found = childProcess.spawnSync(node, [path.join(ROOT, 'scripts', 'find-browser.mjs')], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: bootstrap.environment(),
  })
  if (found.status !== 0) process.exit(1)
  return found.stdout.trim()
}

/** Those that stand beside each other and read only run together; the longest first. */
var STAGES = [
  { name: 'lock', command: [node, path.join(ROOT, 'scripts', 'complete-lock.mjs'), '--check'] },
  { name: 'routes', command: tool('next/dist/bin/next').concat('typegen') },
  { name: 'lint', readsOnly: true, command: tool('eslint/bin/eslint.js').concat('--max-warnings=0', '.') },
  { name: 'types', readsOnly: true, command: tool('typescript/bin/tsc').concat('--noEmit') },
  {
    name: 'format',
    readsOnly: true,
    command: tool('prettier/bin/prettier.cjs').concat('--check', '--log-level=warn', '.'),
  },
  { name: 'unused', readsOnly: true, command: tool('knip/bin/knip.js').concat('--no-progress') },
  {
    name: 'database-types',
    readsOnly: true,
    command: tool('typescript/bin/tsc').concat('--noEmit', '-p', 'packages/embedded-mongo'),
  },
  {
    name: 'unit',
    command: tool('vitest/vitest.mjs').concat(
      'run',
      '--reporter=default',
      '--reporter=json',
      '--outputFile=' + VITEST_REPORT,
    ),
  },
  { name: 'image', command: [node, path.join(ROOT, 'scripts', 'check-image.mjs'), '--keep-build'] },
  { name: 'e2e', command: tool('@playwright/test/cli.js').concat('test'), needsBrowser: true },
]

/** Numbers of passed and failed tests that a stage's report tells; nothing where the stage did not run. */
function counted() {
  var sum = { passed: 0, failed: 0 }
  if (fs.existsSync(VITEST_REPORT)) {
    var unit = JSON.parse(fs.readFileSync(VITEST_REPORT, 'utf8'))
    sum.passed += unit.numPassedTests
    sum.failed += unit.numFailedTests
  }
  if (fs.existsSync(E2E_REPORT)) {
    var e2e = JSON.parse(fs.readFileSync(E2E_REPORT, 'utf8')).stats
    sum.passed += e2e.expected
    sum.failed += e2e.unexpected + e2e.flaky
  }
  return sum
}

/** The names of the tests that failed: said last, because of a long log often only the end is kept. */
function failures() {
  var names = []
  if (fs.existsSync(VITEST_REPORT)) {
    JSON.parse(fs.readFileSync(VITEST_REPORT, 'utf8')).testResults.forEach(function (file) {
      var where = path.relative(ROOT, file.name)
      if (file.status === 'failed' && !file.assertionResults.length) names.push(where + ': ' + file.message)
      file.assertionResults.forEach(function (test) {
        if (test.status === 'failed')
          names.push(where + ': ' + test.fullName + '\n' + test.failureMessages.join('\n'))
      })
    })
  }
  if (fs.existsSync(E2E_REPORT)) {
    JSON.parse(fs.readFileSync(E2E_REPORT, 'utf8')).suites.forEach(function visit(suite) {
      ;(suite.suites || []).forEach(visit)
      ;(suite.specs || []).forEach(function (spec) {
        if (!spec.ok) names.push(spec.file + ':' + spec.line + ': ' + spec.title)
      })
    })
  }
  return names
}

function sayEnd(stage, since, passed) {
  bootstrap.say(
    '── ' + stage.name + (passed ? ' passed' : ' FAILED') + ' after ' + bootstrap.secondsSince(since),
  )
}

/** Runs one stage with its output shown, and calls `done` with the stages that failed. */
function runAlone(stage, done) {
  var since = Date.now()
  var extra = stage.needsBrowser ? { PW_CHROMIUM: browser(), E2E_REPORT: E2E_REPORT } : {}
  bootstrap.say('\n── ' + stage.name)
  var passed = bootstrap.run(stage.command[0], stage.command.slice(1), extra)
  sayEnd(stage, since, passed)
  done(passed ? [] : [stage])
}

/** Runs stages at once, as many as there are cores; the output of each is shown when it is over. */
function runTogether(stages, done) {
  var waiting = stages.slice()
  var running = 0
  var broken = []
  function begin() {
    var stage = waiting.shift()
    if (!stage) return running || done(broken)
    var since = Date.now()
    var output = []
    var child = childProcess.spawn(stage.command[0], stage.command.slice(1), {
      cwd: ROOT,
      env: bootstrap.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    ;[child.stdout, child.stderr].forEach(function (stream) {
      stream.on('data', function (chunk) {
        output.push(chunk)
      })
    })
    running += 1
    child.on('close', function (status) {
      running -= 1
      bootstrap.say('\n── ' + stage.name)
      process.stdout.write(Buffer.concat(output))
      sayEnd(stage, since, status === 0)
      if (status !== 0) broken.push(stage)
      begin()
    })
  }
  for (var seat = 0; seat < Math.min(os.cpus().length, stages.length); seat += 1) begin()
}

/** Runs stages in their order, neighbours that read only together; calls `done` with those that failed. */
function runStages(stages, done) {
  if (!stages.length) return done([])
  var count = 1
  while (stages[0].readsOnly && stages[count] && stages[count].readsOnly) count += 1
  function goOn(broken) {
    runStages(stages.slice(count), function (later) {
      done(broken.concat(later))
    })
  }
  if (stages[0].readsOnly) runTogether(stages.slice(0, count), goOn)
  else runAlone(stages[0], goOn)
}

/** Says what passed and what failed, the failures last: of a long log often only the end is kept. */
function conclude(broken) {
  var sum = counted()
  failures().forEach(function (name) {
    bootstrap.say('\n✗ ' + name.slice(0, 2000))
  })
  var names = broken.map(function (stage) {
    return stage.name
  })
  bootstrap.say(
    '\nAfter ' +
      bootstrap.secondsSince(startedAt) +
      (names.length ? ', broken: ' + names.join(', ') : ', every stage passed'),
  )
  bootstrap.say(
    sum.passed + ' passed, ' + Math.max(sum.failed, broken.length && !sum.failed ? 1 : 0) + ' failed',
  )
  process.exit(broken.length ? 1 : 0)
}

var only = process.argv
  .slice(2)
  .join(' ')
  .match(/--only=(\S+)/)
;[VITEST_REPORT, E2E_REPORT].forEach(function (report) {
  fs.rmSync(report, { force: true })
})
runStages(
  STAGES.filter(function (stage) {
    return !only || only[1].split(',').indexOf(stage.name) >= 0
  }),
  conclude,
)
