// A process of its own that holds an embedded PostgreSQL, for tests that kill it without a warning.
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts'

const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' })
process.on('message', () => { void server.stop().then(() => process.exit(0)) })
process.send?.({ isOwned: server.isOwned, url: server.url('postgres', 'postgres') })
