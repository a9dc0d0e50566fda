/** Where the browser tests' Chromium is: CHROME_PATH, the usual places, or as root on Debian its package. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
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
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const INSTALL_LIMIT_MS = 600_000

/** @returns {string | null} an executable that exists */
export function findChromium() {
  const asked = process.env.CHROME_PATH
  if (asked) return existsSync(asked) ? asked : null
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...onPath, ...PLACES].find((candidate) => existsSync(candidate)) ?? null
}

/** Installs Debian's chromium where that can be done without asking anybody; says so. */
export function installChromium() {
  if (!canInstall()) return null
  console.log('No Chromium found: installing the package `chromium` with apt-get for the browser tests.')
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: environment, timeout: INSTALL_LIMIT_MS }
  const install = ['install', '--yes', '--no-install-recommends', 'chromium']
  const isInstalled =
    spawnSync('apt-get', ['update', '-qq'], options).status === 0 &&
    spawnSync('apt-get', install, options).status === 0
  if (!isInstalled) console.log('apt-get could not install chromium.')
  return isInstalled ? findChromium() : null
}

/** The command that makes the browser tests run here. */
export function chromiumAdvice() {
  if (process.env.CHROME_PATH && !existsSync(process.env.CHROME_PATH)) {
    return `CHROME_PATH names ${process.env.CHROME_PATH}, which does not exist: unset it, or name a Chromium`
  }
  if (existsSync('/etc/debian_version')) return 'sudo apt-get install --yes chromium && npm test'
  return 'install Chrome or Chromium, then: CHROME_PATH=/path/to/chrome npm test'
}

function canInstall() {
  return (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    !process.env.CHROME_PATH &&
    existsSync('/etc/debian_version') &&
    existsSync('/usr/bin/apt-get')
  )
}
