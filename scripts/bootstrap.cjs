/*
 * What quickstart and test share: installing on a fresh machine and finding the Node to run on.
 *
 * Read by whatever Node the machine has, before anything is installed: no dependencies and no recent syntax.
 */
'use strict'
var childProcess = require('child_process')
var crypto = require('crypto')
var fs = require('fs')
var path = require('path')

var ROOT = path.join(__dirname, '..')
var BIN = path.join(ROOT, 'node_modules', '.bin')
var PINNED_NODE = path.join(BIN, process.platform === 'win32' ? 'node.cmd' : 'node')
var MODULES_STAMP = path.join(ROOT, 'node_modules', '.installed-lock')

function say(line) {
  process.stdout.write(line + '\n')
}

function fail(line) {
  process.stderr.write('\n' + line + '\n')
  process.exit(1)
}

function secondsSince(moment) {
  return ((Date.now() - moment) / 1000).toFixed(1) + ' s'
}

/** npm sets NODE_ENV and more for its children; a build must not see a production install's settings. */
function environment(extra) {
  var clean = Object.assign({}, process.env, { NEXT_TELEMETRY_DISABLED: '1' })
  delete clean.NODE_ENV
  clean.PATH = BIN + path.delimiter + process.env.PATH
  return Object.assign(clean, extra || {})
}

/** Runs a command to its end, its output shown; true when it exited with 0. */
function run(command, args, extra) {
  return (
    childProcess.spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: environment(extra) }).status ===
    0
  )
}

function npm(args) {
  var cli = process.env.npm_execpath
  return cli ? run(process.execPath, [cli].concat(args)) : run('npm', args)
}

/** One hash over the names and contents of the files. */
function hashFiles(files) {
  var hash = crypto.createHash('sha256')
  files.forEach(function (file) {
    hash.update(path.relative(ROOT, file) + '\0')
    hash.update(fs.readFileSync(file))
  })
  return hash.digest('hex')
}

function stampMatches(stamp, value) {
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === value
}

/** Installs the packages of the lock file, unless exactly these are installed already. */
function install() {
  var lock = hashFiles([path.join(ROOT, 'package-lock.json')])
  if (stampMatches(MODULES_STAMP, lock)) return
  var since = Date.now()
  var quiet = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  say('Installing packages …')
  if (!npm(['ci'].concat(quiet))) {
    say('npm ci did not go through; trying npm install …')
    if (!npm(['install'].concat(quiet))) {
      fail(
        'The packages could not be installed. Is the npm registry reachable? Run the command again when it is.',
      )
    }
  }
  fs.writeFileSync(MODULES_STAMP, lock)
  say('Packages installed in ' + secondsSince(since))
}

/** The Node to run on: the one package.json pins, else this one when it is new enough. */
function chooseNode() {
  if (fs.existsSync(PINNED_NODE) && childProcess.spawnSync(PINNED_NODE, ['--version']).status === 0)
    return PINNED_NODE
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  fail(
    'TechElevate needs Node 24 or newer. This machine has ' +
      process.version +
      ', and the Node that npm could bring along ' +
      'does not run on ' +
      process.platform +
      '/' +
      process.arch +
      '.\nInstall Node 24 from nodejs.org and run the command again.',
  )
}

/** The script file behind a package's command, so that it runs on the chosen Node whatever the path says. */
function cli(relative) {
  return path.join(ROOT, 'node_modules', relative)
}

module.exports = {
  ROOT: ROOT,
  chooseNode: chooseNode,
  cli: cli,
  environment: environment,
  fail: fail,
  hashFiles: hashFiles,
  install: install,
  run: run,
  say: say,
  secondsSince: secondsSince,
  stampMatches: stampMatches,
}
