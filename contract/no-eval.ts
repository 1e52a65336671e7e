// Keeps zod from compiling its checks with eval, which the content security policy of our pages
// forbids: even its probe whether it may is reported. Stands before every schema.
import { config } from 'zod'

config({ jitless: 'document' in globalThis })
