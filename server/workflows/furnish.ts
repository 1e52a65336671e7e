// What a new organization starts with: a gentle default workflow and its templates.
import { FIRST_TEMPLATES } from '#contract/workflows.ts'
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import { createTemplate } from '../templates/save-template.ts'
import { createWorkflow } from './save-workflow.ts'

const LINES = `{% for item in invoices %}- {{ item.number }}: {{ item.open }}, `
  + `due {{ item.due_on }}{% if item.is_overdue %} ({{ item.days_overdue }} days overdue){% endif %}
{% endfor %}`
// What is known to be contested or here already is not passed over in silence.
const KNOWN = '{% if total_disputed != "" %}{{ total_disputed }} of these invoices is under review '
  + 'and not asked for here.\n\n{% endif %}'
  + '{% if total_received != "" and total_net != "" %}We have received {{ total_received }} '
  + 'that is not matched to an invoice yet; {{ total_net }} remains.\n\n{% endif %}'
const DEAR = 'Dear {{ contact.name | default: customer.name }},'
const BYE = 'If you have paid in the last days, thank you, and please ignore this message. '
  + 'If something is wrong, just answer this e-mail.\n\nKind regards\n{{ sender.name }}'

const TEXTS = {
  notice: {
    name: FIRST_TEMPLATES.notice,
    subject: 'Invoice {{ invoice.number }} is due on {{ invoice.due_on }}',
    body: `${DEAR}\n\nA short note that invoice {{ invoice.number }} over {{ invoice.open }} is `
      + `due on {{ invoice.due_on }}.\n\n${BYE}`,
  },
  first: {
    name: FIRST_TEMPLATES.first,
    subject: 'Reminder: {{ total_overdue }} overdue',
    body: `${DEAR}\n\nOur books show {{ total_overdue }} as overdue:\n\n${LINES}\n${KNOWN}${BYE}`,
  },
  second: {
    name: FIRST_TEMPLATES.second,
    subject: 'Second reminder: {{ total_overdue }} overdue',
    body: `${DEAR}\n\nWe have not yet received {{ total_overdue }}:\n\n${LINES}\n${KNOWN}Please `
      + `tell us when we can expect the payment.\n\n${BYE}`,
  },
  last: {
    name: FIRST_TEMPLATES.last,
    subject: 'Last reminder: {{ total_overdue }} overdue',
    body: `${DEAR}\n\nDespite our reminders {{ total_overdue }} is still open:\n\n${LINES}\n`
      + `${KNOWN}Please pay within seven days, or call us so that we find a way together.`
      + `\n\n${BYE}`,
  },
} as const

/** The first SMS names who writes and how to stop; every character is of the plain alphabet. */
const SMS_TEXTS = {
  en: '{{ organization.name }}: {{ total_overdue }} is overdue (invoice {{ invoice.number }}). '
    + 'See and pay: {{ pay_link }} Or just answer this SMS. Reply STOP to opt out.',
  de: '{{ organization.name }}: {{ total_overdue }} ist überfällig (Rechnung '
    + '{{ invoice.number }}). Ansehen und zahlen: {{ pay_link }} Oder antworten Sie auf diese '
    + 'SMS. Mit STOP melden Sie sich ab.',
  fr: '{{ organization.name }} : {{ total_overdue }} en retard (facture {{ invoice.number }}). '
    + 'Voir et payer : {{ pay_link }} Ou répondez à ce SMS. STOP pour ne plus en recevoir.',
  es: '{{ organization.name }}: {{ total_overdue }} vencido (factura {{ invoice.number }}). '
    + 'Ver y pagar: {{ pay_link }} O conteste a este SMS. Responda STOP para darse de baja.',
} as const

export const SMS_TEMPLATE = 'Reminder by SMS'

async function addSmsTemplate(org: Org): Promise<void> {
  await createTemplate(org, {
    name: SMS_TEMPLATE, channel: 'sms', texts: Object.fromEntries(
      Object.entries(SMS_TEXTS).map(([locale, body]) => [locale, { subject: '', body }])),
  })
}

/** Everything is automatic where it can be, and nothing leaves before the master switch is on. */
export async function furnish(org: Org): Promise<void> {
  const ids: Record<string, string> = {}
  for (const [key, { name, subject, body }] of Object.entries(TEXTS)) {
    const template = await createTemplate(org, {
      name, channel: 'email', texts: { en: { subject, body } },
    })
    ids[key] = template.id
  }
  await addSmsTemplate(org)
  const email = (name: string, offsetDays: number, template: string) => ({
    name, channel: 'email' as const, mode: 'automatic' as const, positions: [],
    trigger: { anchor: 'due' as const, offsetDays, unit: 'calendar' as const },
    ...STEP_DEFAULTS, templateId: ids[template] ?? null,
  })
  await createWorkflow(org, {
    name: 'Standard reminders', level: 'customer', isDefault: true, isPublished: true,
    entryLogic: 'standard', mcdDays: 5, mcdScope: 'customer', thresholdMinor: {},
    steps: [
      email('Friendly notice', -3, 'notice'),
      email('First reminder', 3, 'first'),
      email('Second reminder', 10, 'second'),
      {
        name: 'Call', channel: 'call', mode: 'manual', positions: [], templateId: null,
        trigger: { anchor: 'due', offsetDays: 18, unit: 'calendar' },
        ...STEP_DEFAULTS,
      },
      email('Last reminder', 25, 'last'),
      // Whoever broke their word is asked by a person, never by a harsher mail (domain 3.12).
      {
        name: 'Ask about the promise', channel: 'call', mode: 'manual', positions: [],
        trigger: { anchor: 'promise', offsetDays: 1, unit: 'calendar' }, templateId: null,
        ...STEP_DEFAULTS,
      },
    ],
  })
}
