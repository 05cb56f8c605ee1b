import { spawn } from 'node:child_process'

export interface Demo {
  url: string
  stop(): Promise<void>
}

/** The demo as `npm run demo` starts it. */
export async function startDemo(root: string): Promise<Demo> {
  const child = spawn('npm', ['run', 'demo'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const ready = Promise.withResolvers<string>()
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    const url = /http:\/\/localhost:\d+/.exec(said)?.[0]
    if (url) ready.resolve(url)
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(() => ready.reject(new Error(`the demo ended before it was ready: ${said}`)))
  return {
    url: await ready.promise,
    async stop() {
      if (child.pid) process.kill(-child.pid, 'SIGINT')
      await ended
    },
  }
}
