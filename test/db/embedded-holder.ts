import postgres from 'postgres'
import { startEmbedded } from '../../db/embedded.ts'

// A process of its own for the tests to kill: starts the server, says so, and with `insert` says each number once it is committed.
const [folder = '', mode] = process.argv.slice(2)
const server = await startEmbedded(folder, { settings: { fsync: 'off' } })
console.log(JSON.stringify({ url: server.url, adopted: server.adopted }))
if (mode === 'insert') await insertForEver()
process.stdin.resume()

async function insertForEver(): Promise<void> {
  const sql = postgres(server.url, { max: 8 })
  await sql`create table acknowledged (n int primary key)`
  let next = 0
  const insert = async (): Promise<void> => {
    for (;;) {
      const n = next++
      await sql`insert into acknowledged values (${n})`
      console.log(n)
    }
  }
  await Promise.all(Array.from({ length: 8 }, insert))
}
