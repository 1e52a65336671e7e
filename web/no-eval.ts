// Keeps zod from compiling its checks with eval, which our content security policy forbids.
import { config } from 'zod'

config({ jitless: true })
