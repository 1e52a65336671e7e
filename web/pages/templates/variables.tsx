// The variables a template may use; a press puts one where the cursor stands.
import { Trans } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'

const EACH_INVOICE = '{% for invoice in invoices %}\n{{ invoice.number }}: {{ invoice.open }}, '
  + 'due {{ invoice.due_on }}\n{% endfor %}'

export function Variables({ variables, onInsert }: {
  variables: readonly { name: string; about: string }[]
  onInsert: (text: string) => void
}) {
  return (
    <details className="small" open>
      <summary style={{ cursor: 'pointer', fontWeight: 550 }}><Trans>Variables</Trans></summary>
      <ul className="rows" style={{ marginTop: 6, maxHeight: 260, overflowY: 'auto' }}>
        {variables.map(({ name, about }) => (
          <li key={name}>
            <UnstyledButton className="row-link" style={{ padding: '6px 8px' }}
              onClick={() => onInsert(name === 'invoices' ? EACH_INVOICE : `{{ ${name} }}`)}>
              <code>{name}</code>
              <div className="dim tiny">{about}</div>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </details>
  )
}
