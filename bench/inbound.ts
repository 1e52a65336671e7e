// Incoming mail from storing to the halt of its customer, beside parsing the same bytes alone.
import { sql } from 'kysely'
import { closeMailParser, parseMail } from '#server/inbox/parse-mail.ts'
import { receiveMessage } from '#server/inbox/receive-message.ts'
import { storeMail } from '#server/inbox/store-mail.ts'
import { asOrg } from '#server/platform/database.ts'
import { inOrganization } from '#server/platform/in-organization.ts'
import type { Installation } from '#server/platform/installation.ts'
import { intakeAddressOf } from '#server/settings/addresses.ts'
import { createOrganization } from '#server/settings/create-organization.ts'
import { furnish } from '#server/workflows/furnish.ts'

const MAILS = 300
const CUSTOMERS = 300
const ROUNDS = 7
const AT_ONCE = 4
const NOW = '2027-03-01T08:30:00.000Z'

/** Prints one line: medians of both, and their ratio with its range over alternating rounds. */
export async function benchInbound(given: Installation): Promise<void> {
  // What the DNS takes to answer is not ours to measure.
  const installation = { ...given, config: { ...given.config, checksSenders: false } }
  const orgId = await createOrganization(installation, 'bench', {
    name: 'Inbound', country: null, currency: 'EUR', zone: 'UTC', locale: 'en', sandboxNow: NOW,
  }, furnish)
  const intake = await inOrganization(installation, orgId, 'bench', (org) =>
    Promise.resolve(intakeAddressOf(org)))
  await fill(installation, orgId)
  const product: number[] = []
  const floor: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const mails = Array.from({ length: MAILS }, (_, n) => aMail(round, n))
    const parse = () => timed(mails, async (raw) => { await parseMail(raw) })
    const receive = () => timed(mails, (raw) => takeIn(installation, { orgId, intake, raw }))
    // Each goes first in every other round.
    const [first, second] = round % 2 === 0 ? [parse, receive] : [receive, parse]
    const [one, two] = [await first(), await second()]
    // The first round warms both up.
    if (round === 0) continue
    floor.push(round % 2 === 0 ? one : two)
    product.push(round % 2 === 0 ? two : one)
  }
  const halted = await countHalted(installation, orgId)
  const ratios = product.map((one, place) => one / (floor[place] ?? one))
  process.stdout.write(`inbound ${MAILS} mails  ${halted} customers halted  `
    + `product ${perMail(product)}  parsing ${perMail(floor)}  ratio ${median(ratios).toFixed(2)} `
    + `(${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})\n`)
  await closeMailParser()
}

async function takeIn(
  installation: Installation, mail: { orgId: string; intake: string; raw: Buffer },
): Promise<void> {
  const stored = await storeMail(installation, {
    raw: mail.raw, envelopeFrom: 'x@relay.example', envelopeTo: [mail.intake], source: 'smtp',
  })
  for (const { inboundMailId } of stored) {
    await receiveMessage(installation, mail.orgId, inboundMailId)
  }
}

/** Works as many at once as the inbox does, so that both sides may use both cores. */
async function timed(
  mails: readonly Buffer[], work: (raw: Buffer) => Promise<void>,
): Promise<number> {
  const waiting = [...mails]
  const begin = performance.now()
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let raw = waiting.pop(); raw; raw = waiting.pop()) await work(raw)
  }))
  return performance.now() - begin
}

/** As answers come: text and HTML, half a page, the reminder below; every fifth with a PDF. */
function aMail(round: number, n: number): Buffer {
  const words = `We will look into it, number ${n} of round ${round}. `.repeat(6)
  const quoted = '> Please pay your open invoices until Friday.\n'.repeat(30)
  const line = 'On Mon, Mar 1, 2027 at 8:30 AM Inbound <ar@seller.example> wrote:'
  const html = `<div dir="ltr">${words}</div><div class="gmail_quote"><div>${line}</div>`
    + `<blockquote class="gmail_quote">${'<p style="color:#333">Please pay.</p>'.repeat(60)}`
    + '</blockquote></div>'
  const pdf = '--b\nContent-Type: application/pdf; name="a.pdf"\n'
    + `Content-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n${PDF}\n`
  return Buffer.from([
    `From: Person <ap@c${n % CUSTOMERS + 1}.example.com>`, 'To: ar@seller.example',
    'Subject: Re: Your invoices', `Message-ID: <r${round}-${n}@mailer.example>`,
    `In-Reply-To: <sent-${n % CUSTOMERS + 1}@duebox.example>`,
    'Date: Mon, 1 Mar 2027 09:00:00 +0000', 'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b', '',
    '--b\nContent-Type: multipart/alternative; boundary=c\n',
    `--c\nContent-Type: text/plain; charset=utf-8\n\n${words}\n\n${line}\n\n${quoted}`,
    `--c\nContent-Type: text/html; charset=utf-8\n\n${html}\n--c--\n`,
    ...n % 5 === 0 ? [pdf] : [], '--b--', '',
  ].join('\n').replaceAll('\n', '\r\n'))
}

const PDF = (Buffer.from('%PDF-1.7\n').toString('base64') + 'A'.repeat(60_000))
  .replace(/.{76}/g, '$&\n')

async function fill(installation: Installation, orgId: string): Promise<void> {
  const id = (kind: string) => sql.raw(`('01900000-00${kind}-7000-8000-'
    || lpad(to_hex(n), 12, '0'))::uuid`)
  await asOrg(installation.database.db, orgId, async (tx) => {
    await sql`insert into customer (id, reference, name, created_at, updated_at)
      select ${id('11')}, 'C' || n, 'Customer ' || n, ${NOW}, ${NOW}
      from generate_series(1, ${CUSTOMERS}::int) n`.execute(tx)
    await sql`insert into contact (id, customer_id, name, is_main, created_at)
      select ${id('12')}, ${id('11')}, 'Person ' || n, true, ${NOW}
      from generate_series(1, ${CUSTOMERS}::int) n`.execute(tx)
    await sql`insert into contact_address (channel, address, contact_id, customer_id)
      select 'email', 'ap@c' || n || '.example.com', ${id('12')}, ${id('11')}
      from generate_series(1, ${CUSTOMERS}::int) n`.execute(tx)
    await sql`insert into message (id, customer_id, direction, channel, state, thread_id,
        from_address, to_addresses, subject, body_text, message_ref, at)
      select ${id('13')}, ${id('11')}, 'out', 'email', 'sent', ${id('14')}, 'ar@seller.example',
        array['ap@c' || n || '.example.com'], 'Your invoices', 'Please pay.',
        'sent-' || n || '@duebox.example', ${NOW}
      from generate_series(1, ${CUSTOMERS}::int) n`.execute(tx)
  })
  await sql`analyze`.execute(installation.database.db)
}

const countHalted = (installation: Installation, orgId: string): Promise<number> =>
  asOrg(installation.database.db, orgId, async (tx) => {
    const { rows } = await sql<{ count: number }>`
      select count(distinct customer_id) from reply_action where state = 'open'`.execute(tx)
    return Number(rows[0]?.count ?? 0)
  })

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const perMail = (ms: readonly number[]) => `${(median(ms) / MAILS).toFixed(2)} ms a mail`
