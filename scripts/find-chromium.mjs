/** Where the browser tests' Chromium is: CHROME_PATH, the usual places, or as root on Debian its package. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
  'chrome',
]
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const INSTALL_LIMIT_MS = 600_000

/**
 * @param {{ CHROME_PATH?: string | undefined, PATH?: string | undefined }} environment
 * @returns {string | null} an executable file; CHROME_PATH is not second-guessed: where it names none, there is none
 */
export function findChromium(environment = process.env, places = PLACES) {
  const asked = environment.CHROME_PATH
  if (asked) return isExecutable(asked) ? asked : null
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...onPath, ...places].find(isExecutable) ?? null
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/**
 * Installs Debian's chromium where that can be done without asking anybody; says so.
 * @returns {string | null} the executable, or null where it was not installed
 */
export function installChromium(system = thisSystem()) {
  if (!system.canInstall) return null
  system.say('No Chromium found: installing the package `chromium` with apt-get for the browser tests.')
  const isInstalled =
    system.aptGet(['update', '-qq']) &&
    system.aptGet(['install', '--yes', '--no-install-recommends', 'chromium'])
  if (!isInstalled) system.say('apt-get could not install chromium.')
  return isInstalled ? system.find() : null
}

function thisSystem() {
  return {
    canInstall:
      process.platform === 'linux' &&
      process.getuid?.() === 0 &&
      !process.env.CHROME_PATH &&
      existsSync('/etc/debian_version') &&
      existsSync('/usr/bin/apt-get'),
    say: (line) => console.log(line),
    aptGet: (parameters) =>
      spawnSync('/usr/bin/apt-get', parameters, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        timeout: INSTALL_LIMIT_MS,
      }).status === 0,
    find: () => findChromium(),
  }
}

/** The command that makes the browser tests run here. */
export function chromiumAdvice(environment = process.env) {
  const asked = environment.CHROME_PATH
  if (asked && !isExecutable(asked)) {
    return `CHROME_PATH names ${asked}, which is no program: unset it, or name a Chromium`
  }
  if (existsSync('/etc/debian_version')) return 'sudo apt-get install --yes chromium && npm test'
  return 'install Chrome or Chromium, then: CHROME_PATH=/path/to/chrome npm test'
}
