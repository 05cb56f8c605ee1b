import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where Chromium is; on Debian as root it is installed where it is not. Throws a sentence that tells how to get it. */
export async function findChromium(): Promise<string> {
  const found = places.find((place) => existsSync(place))
  if (found) return found
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get') || process.env.DISPATCH_NO_APT)
    throw new Error('The browser test needs Chromium: apt-get install chromium, or your system’s equivalent.')
  process.stderr.write('Installing Chromium with apt for the browser test.\n')
  const quiet = {
    stdio: ['ignore', 'ignore', 'inherit'] as const,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  execFileSync('apt-get', ['update', '-qq'], { ...quiet, stdio: ['ignore', 'ignore', 'inherit'] })
  execFileSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji'],
    { ...quiet, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return '/usr/bin/chromium'
}
