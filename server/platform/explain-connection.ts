// Says in plain words why a database server cannot be reached; never with the password.
import pg from 'pg'

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** The error itself when it is of another kind. */
export function explainConnection(error: unknown, client: pg.Client): unknown {
  const where = `${client.host}:${client.port}`
  const advice = adviceFor(codeOf(error), { ...client, where })
  if (advice === null) return error
  return new Error(`Duebox cannot work with PostgreSQL at ${where}. ${advice}`)
}

function adviceFor(code: string, to: {
  where: string; host: string; user?: string | undefined; database?: string | undefined
}): string | null {
  switch (code) {
    case 'ECONNREFUSED':
      return 'Nothing answers there: check that the server runs, that it listens on that address '
        + '(listen_addresses) and port, and what DATABASE_URL says.'
    case 'ENOTFOUND': case 'EAI_AGAIN':
      return `The name ${to.host} is not known: check its spelling in DATABASE_URL, and DNS.`
    case 'ETIMEDOUT': case 'EHOSTUNREACH': case 'ENETUNREACH':
      return 'No answer comes: check the network and the firewall between, and DATABASE_URL.'
    case 'ENOENT':
      return 'There is no such socket: check that the server runs, and DATABASE_URL.'
    case '28P01': case '28000':
      return `It refuses the user "${to.user}": check user and password in DATABASE_URL, and `
        + 'pg_hba.conf on the server.'
    case '3D000':
      return `It has no database "${to.database}": create it, or correct DATABASE_URL.`
    case '53300':
      return 'It takes no more connections: raise max_connections, or end what holds them.'
    default: return null
  }
}

/** A client of an address; a wrong address is said without repeating it. */
export function clientOf(url: string): pg.Client {
  if (!/^postgres(?:ql)?:\/\//.test(url)) {
    throw new Error('DATABASE_URL must be '
      + 'such as DATABASE_URL=postgres://duebox:…@db.example.com/duebox.')
  }
  return new pg.Client({ connectionString: url })
}
