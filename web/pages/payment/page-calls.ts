// Calls of the payment page: with types of the contract only, so that its bundle stays small.
import type { AnswerOf, BodyIn } from '#contract/endpoint.ts'
import type {
  answerOnPage, disputeOnPage, getPaymentPage, promiseOnPage, provePageVisitor, sendPageCode,
} from '#contract/portal.ts'

export type Page = AnswerOf<typeof getPaymentPage>
export type OpenPage = Extract<Page, { state: 'open' }>
export type PageInvoice = OpenPage['invoices'][number]
export type Proof = BodyIn<typeof provePageVisitor>
export type Act =
  | { kind: 'promise'; body: Omit<BodyIn<typeof promiseOnPage>, 'key'> }
  | { kind: 'dispute'; body: Omit<BodyIn<typeof disputeOnPage>, 'key'> }
  | { kind: 'answer'; body: Omit<BodyIn<typeof answerOnPage>, 'key'> }
export type Done = AnswerOf<typeof answerOnPage>

/** What went wrong; the page says it in its own language, by the code and the field. */
export class PageProblem extends Error {
  readonly status: number
  readonly code: string
  readonly fields: readonly { field: string; message: string }[]
  constructor(status: number, code: string, detail: string, fields: PageProblem['fields'] = []) {
    super(detail)
    this.status = status
    this.code = code
    this.fields = fields
  }
}

const [, , token = '', part = ''] = window.location.pathname.split('/')

/** Which part of the page the link leads to. */
export const openedAt: 'statement' | 'invoice' | 'pay' =
  part === 's' ? 'statement' : part === 'i' ? 'invoice' : 'pay'

const address = (path: string) => `/api/v1/portal/${encodeURIComponent(token)}${path}`

export const readPage = () => call<Page>('', 'GET')
export const sendCode = () => call<AnswerOf<typeof sendPageCode>>('/code', 'POST', {})
export const giveProof = (proof: Proof) => call<{ minutes: number }>('/proof', 'POST', proof)
export const act = ({ kind, body }: Act, key: string) =>
  call<Done>(`/${kind}`, 'POST', { key, ...body })
export const stopSms = () => call<null>('/stop-sms', 'POST', {})
export const statementAddress = () => address('/statement.pdf')
export const documentAddress = (invoiceId: string) => address(`/invoices/${invoiceId}`)

/** Told once, and only when somebody really looks; nothing depends on it. */
export function tellOpened(): void {
  const tell = () => {
    if (document.visibilityState !== 'visible') return
    document.removeEventListener('visibilitychange', tell)
    void fetch(address('/opened'), { method: 'POST', keepalive: true }).catch(() => null)
  }
  document.addEventListener('visibilitychange', tell)
  tell()
}

async function call<Answer>(path: string, method: 'GET' | 'POST', body?: unknown): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(address(path), {
      method, credentials: 'same-origin',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch {
    throw new PageProblem(0, 'offline', '')
  }
  const said: unknown = await response.json().catch(() => null)
  if (response.ok) return said as Answer // The server answers by the same contract.
  throw problemOf(response.status, said)
}

function problemOf(status: number, said: unknown): PageProblem {
  if (typeof said !== 'object' || said === null || !('code' in said)) {
    return new PageProblem(status, 'unexpected', '')
  }
  // A body with a code has the shape of ProblemAnswer.
  const problem = said as {
    code: string; detail: string; fields?: { field: string; message: string }[]
  }
  return new PageProblem(status, problem.code, problem.detail, problem.fields)
}
