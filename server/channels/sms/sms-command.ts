// `duebox sms send-test`: tries the SMS provider, or a stand-in, without a database.
import { Command } from 'commander'
import { readConfig } from '../../platform/config.ts'
import { readProviderAddress } from '../../platform/provider-address.ts'
import { projectDir } from '../../platform/start-installation.ts'
import { isRealTwilio } from './base-url.ts'
import { emulatorCommand } from './emulator-command.ts'
import { MADE_UP, mayMakeUp, sendTest, type TestStep } from './send-test.ts'
import { installationAccount, isSid, type TwilioAccount } from './sms-account.ts'

interface Given {
  to: string
  body: string
  from?: string
  messagingService?: string
  baseUrl?: string
  accountSid?: string
  yes?: boolean
  json?: boolean
}

export function smsCommand(): Command {
  const sms = new Command('sms').description('SMS, without touching any data')
  sms.command('send-test')
    .description('send one SMS, fetch and list it, then plan another and withdraw it')
    .requiredOption('--to <number>', 'such as +33612345678')
    .option('--body <text>', 'what it says', 'Duebox: this is a test.')
    .option('--from <sender>', 'a number, a short code or a name of the account')
    .option('--messaging-service <sid>', 'MG…; default: TWILIO_MESSAGING_SERVICE_SID')
    .option('--base-url <address>', 'a stand-in; default: TWILIO_BASE_URL')
    .option('--account-sid <sid>', 'AC…; default: TWILIO_ACCOUNT_SID')
    .option('--yes', 'yes, send a real SMS by Twilio itself')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nThe account is that of the TWILIO_… settings. A stand-in gets made-up '
      + 'names where\nthere are none. Exit code: 0 everything worked, 1 something did not.')
    .action(async (given: Given) => {
      const { account, from, madeUp } = accountFor(given)
      if (isRealTwilio(account.baseUrl) && !given.yes) {
        throw new Error('This would send a real SMS by Twilio itself. Add --yes to do that, or '
          + '--base-url for a stand-in.')
      }
      const steps = await sendTest({
        account, to: given.to, body: given.body, from, now: new Date(),
      })
      const worked = steps.every((step) => step.outcome !== 'failed')
      if (!worked) process.exitCode = 1
      const view = { baseUrl: account.baseUrl, accountSid: account.accountSid, madeUp }
      await print(given.json ? JSON.stringify({ ...view, worked, steps }, null, 2)
        : textOf({ ...view, steps }))
    })
  return sms.addCommand(emulatorCommand())
}

/** What the settings and the line say, filled up for a stand-in. */
function accountFor(
  given: Given,
): { account: TwilioAccount; from: string | null; madeUp: string[] } {
  const { twilio, allowsPrivateHosts } = readConfig({
    ...process.env,
    ...(given.baseUrl === undefined ? {} : { TWILIO_BASE_URL: undefined }),
    ...(given.accountSid === undefined ? {} : { TWILIO_ACCOUNT_SID: given.accountSid }),
    // With a name alone it is checked below, for a stand-in needs no secret.
    ...(given.accountSid === undefined || hasSecret() ? {}
      : { TWILIO_AUTH_TOKEN: MADE_UP.authToken }),
  }, projectDir())
  const address = readProviderAddress(given.baseUrl ?? twilio.baseUrl,
    { allowsPrivate: allowsPrivateHosts })
  if (!address.ok) throw new Error(`--base-url: ${address.why}`)
  const { baseUrl } = address
  if (!mayMakeUp(baseUrl) && given.accountSid !== undefined && !hasSecret()) {
    throw new Error('Set TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET, as well.')
  }
  const own = installationAccount({ twilio })
  if (own === null && !mayMakeUp(baseUrl)) {
    throw new Error('There is no account: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.')
  }
  return filledUp(given, baseUrl, own)
}

const hasSecret = (): boolean => ['TWILIO_AUTH_TOKEN', 'TWILIO_API_KEY'].some((name) =>
  (process.env[name] ?? '') !== '')

function filledUp(
  given: Given, baseUrl: string, own: TwilioAccount | null,
): { account: TwilioAccount; from: string | null; madeUp: string[] } {
  const mayMake = mayMakeUp(baseUrl)
  const named = given.messagingService ?? own?.messagingServiceSid ?? null
  if (named !== null && !isSid('service', named)) {
    throw new Error('--messaging-service is MG and 32 hexadecimal digits.')
  }
  const service = named ?? (mayMake ? MADE_UP.messagingServiceSid : null)
  // A service that was asked for sends; one that is only there plans.
  const from = given.from
    ?? (named !== null ? null : mayMake ? MADE_UP.from : null)
  if (from === null && service === null) {
    throw new Error('Name the sender: --from +…, or --messaging-service MG….')
  }
  return {
    account: {
      accountSid: own?.accountSid ?? MADE_UP.accountSid,
      authTokens: own?.authTokens ?? [MADE_UP.authToken],
      apiKeySid: own?.apiKeySid ?? null, apiKeySecret: own?.apiKeySecret ?? null,
      messagingServiceSid: service, baseUrl,
    },
    from,
    madeUp: [
      ...(own === null ? ['account'] : []), ...(hasSecret() ? [] : ['auth token']),
      ...(named === null && service !== null ? ['messaging service'] : []),
      ...(given.from === undefined && from !== null ? ['sender'] : []),
    ],
  }
}

const MARKS: Record<TestStep['outcome'], string> = {
  'worked': 'ok      ', 'failed': 'FAILED  ', 'left out': 'left out',
}

const textOf = (view: {
  baseUrl: string; accountSid: string; madeUp: string[]; steps: readonly TestStep[]
}): string => [
  `${isRealTwilio(view.baseUrl) ? 'Twilio' : 'Stand-in'} at ${view.baseUrl}, account ${
    view.accountSid}.`,
  ...(view.madeUp.length === 0 ? [] : [`Made up for the stand-in: ${view.madeUp.join(', ')}.`]),
  ...view.steps.map((step) => `${MARKS[step.outcome]}  ${step.name.padEnd(8)}  ${step.said}`),
  ...(view.madeUp.length > 0 && view.steps.some((step) => step.outcome === 'failed')
    ? ['If the stand-in has names of its own, give them by the TWILIO_… settings.'] : []),
].join('\n')

const print = (text: string): Promise<void> =>
  new Promise((resolve) => { process.stdout.write(`${text}\n`, () => resolve()) })
