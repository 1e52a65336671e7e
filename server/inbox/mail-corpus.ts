// All hand-written messages in one list.
import type { MailSample } from './mail-samples.ts'
import { REPORT_SAMPLES } from './mail-samples-bounce.ts'
import { FORWARDED_SAMPLES } from './mail-samples-forwarded.ts'
import { HUMAN_SAMPLES } from './mail-samples-human.ts'
import { MACHINE_SAMPLES } from './mail-samples-machine.ts'
import { PEOPLE_SAMPLES } from './mail-samples-people.ts'
import { NEAR_MISS_SAMPLES, SERVICE_SAMPLES } from './mail-samples-services.ts'
import { SYSTEM_SAMPLES } from './mail-samples-systems.ts'

export const SAMPLES: readonly MailSample[] = [
  ...REPORT_SAMPLES, ...SYSTEM_SAMPLES, ...MACHINE_SAMPLES, ...SERVICE_SAMPLES,
  ...NEAR_MISS_SAMPLES, ...HUMAN_SAMPLES, ...PEOPLE_SAMPLES, ...FORWARDED_SAMPLES,
]
