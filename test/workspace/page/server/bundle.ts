import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The page's script and style sheet, built in memory. */
export async function bundlePage(): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    entryPoints: [path('../client.tsx'), path('../style/page.css')],
    outdir: 'out',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const text = (ending: string) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? ''
  return { script: text('.js'), style: text('.css') }
}

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url))
