/*
 * npm run quickstart: from a fresh machine to a running academy. Installs, builds, makes the demo data, starts the
 * server and prints its address and the demo accounts. The second run skips what has not changed.
 *
 * Read by whatever Node the machine has: no recent syntax. The server runs on the Node that package.json pins.
 */
'use strict'
var childProcess = require('child_process')
var fs = require('fs')
var http = require('http')
var path = require('path')
var bootstrap = require('./bootstrap.cjs')

var ROOT = bootstrap.ROOT
var say = bootstrap.say
var BUILD_STAMP = path.join(ROOT, '.next', 'quickstart-sources')
var BUILT_FROM = [
  'app',
  'components',
  'i18n',
  'lib',
  'messages',
  'models',
  'packages/embedded-mongo/src',
  'public',
]
var BUILT_FROM_FILES = [
  'package-lock.json',
  'next.config.mjs',
  'tailwind.config.ts',
  'server.mjs',
  'instrumentation.ts',
]
var startedAt = Date.now()

function filesUnder(folder) {
  if (!fs.existsSync(folder)) return []
  var entries = fs.readdirSync(folder, { withFileTypes: true }).sort(function (a, b) {
    return a.name < b.name ? -1 : 1
  })
  return entries.reduce(function (found, entry) {
    var full = path.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? found : found.concat(filesUnder(full))
    return entry.isFile() ? found.concat(full) : found
  }, [])
}

/** Calls `done` when what has been built is what stands here now. */
function build(node, done) {
  var folders = BUILT_FROM.map(function (folder) {
    return filesUnder(path.join(ROOT, folder))
  })
  var files = BUILT_FROM_FILES.map(function (file) {
    return path.join(ROOT, file)
  }).filter(fs.existsSync)
  var sources = bootstrap.hashFiles([].concat.apply(files, folders))
  if (bootstrap.stampMatches(BUILD_STAMP, sources)) return done()
  var since = Date.now()
  say('Building, and making the demo academy meanwhile …')
  childProcess
    .spawn(node, [bootstrap.cli('next/dist/bin/next'), 'build'], {
      cwd: ROOT,
      stdio: 'inherit',
      env: bootstrap.environment(),
    })
    .on('exit', function (code) {
      if (code !== 0) bootstrap.fail('The build failed; the lines above say why.')
      fs.writeFileSync(BUILD_STAMP, sources)
      say('Built in ' + bootstrap.secondsSince(since))
      done()
    })
}

/** Calls `done` when the demo academy is there. What it says is held back, or it would stand between the lines of the build. */
function seed(node, done) {
  var since = Date.now()
  var said = []
  var args = [
    bootstrap.cli('tsx/dist/cli.mjs'),
    '--tsconfig',
    path.join(ROOT, 'tsconfig.scripts.json'),
    path.join(ROOT, 'scripts', 'db-seed.ts'),
  ]
  var seeding = childProcess.spawn(node, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: bootstrap.environment(),
  })
  ;[seeding.stdout, seeding.stderr].forEach(function (stream) {
    stream.on('data', function (piece) {
      said.push(piece)
    })
  })
  seeding.on('close', function (code) {
    process.stdout.write(Buffer.concat(said))
    if (code !== 0) bootstrap.fail('The demo data could not be made; the lines above say why.')
    say('Demo academy ready in ' + bootstrap.secondsSince(since))
    done()
  })
  return seeding
}

/** Neither needs the other, and neither alone keeps two cores busy. */
function prepare(node, done) {
  var missing = 2
  function one() {
    missing -= 1
    if (missing === 0) done()
  }
  var seeding = seed(node, one)
  // A build that fails ends this process; what was made so far is gone on with next time.
  process.on('exit', function () {
    seeding.kill()
  })
  build(node, one)
}

/** Calls `done` as soon as the server says that it is ready. */
function whenReady(port, server, done) {
  function again() {
    if (server.exitCode === null) setTimeout(whenReady, 100, port, server, done)
  }
  http
    .get({ host: '127.0.0.1', port: port, path: '/api/ready' }, function (response) {
      response.resume()
      if (response.statusCode === 200) done()
      else again()
    })
    .on('error', again)
}

function printAccounts(port) {
  var accounts = JSON.parse(fs.readFileSync(path.join(ROOT, 'demo', 'accounts.json'), 'utf8'))
  var address = process.env.APP_URL || 'http://localhost:' + port
  say('\nTechElevate is open: ' + address + '   (after ' + bootstrap.secondsSince(startedAt) + ')\n')
  accounts.forEach(function (account) {
    say('  ' + (account.role + '            ').slice(0, 12) + account.email + '   ' + account.password)
  })
  say('\nCtrl+C stops it. What you do is kept in .data and found again next time.')
}

function serve(node) {
  var port = process.env.PORT || '3000'
  // The bounds of memory are those of `npm start`; docs/decisions/079.
  var server = childProcess.spawn(node, ['--max-old-space-size=1024', path.join(ROOT, 'server.mjs')], {
    cwd: ROOT,
    stdio: 'inherit',
    env: bootstrap.environment({ NODE_ENV: 'production', PORT: port, MALLOC_ARENA_MAX: '2' }),
  })
  ;['SIGINT', 'SIGTERM'].forEach(function (signal) {
    process.on(signal, function () {
      server.kill(signal)
    })
  })
  server.on('exit', function (code) {
    process.exit(code === null ? 1 : code)
  })
  whenReady(port, server, function () {
    printAccounts(port)
  })
}

bootstrap.install()
var node = bootstrap.chooseNode()
prepare(node, function () {
  serve(node)
})
