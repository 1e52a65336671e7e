// Shows a colleague's version beside one's own when both changed the same settings; one is chosen.
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Table } from '@mantine/core'

export interface Difference {
  field: string
  label: string
  theirs: string
  mine: string
}

export function TwoVersions({
  reason, differences, isBusy, onTheirs, onMine, onClose, title,
}: {
  /** Of what there are two; of settings, if it is not told. */
  title?: string
  /** Who was faster, as the server said it; null: nothing to choose. */
  reason: string | null
  differences: readonly Difference[]
  isBusy: boolean
  onTheirs: () => void
  onMine: () => void
  onClose: () => void
}) {
  const { t } = useLingui()
  return (
    <Modal opened={reason !== null} onClose={onClose} size="lg"
      title={title ?? t`Two versions of the same settings`}>
      <p className="small" style={{ margin: '0 0 12px' }}>{reason}</p>
      {differences.length === 0
        ? <p className="small"><Trans>Nothing that you changed differs from it.</Trans></p>
        : <Table.ScrollContainer minWidth={320}><Table>
          <Table.Thead><Table.Tr>
            <Table.Th><Trans>Setting</Trans></Table.Th>
            <Table.Th><Trans>As it is now</Trans></Table.Th>
            <Table.Th><Trans>Yours</Trans></Table.Th>
          </Table.Tr></Table.Thead>
          <Table.Tbody>
            {differences.map((one) => (
              <Table.Tr key={one.field}>
                <Table.Th scope="row">{one.label}</Table.Th>
                <Table.Td style={{ whiteSpace: 'pre-line' }}>{one.theirs}</Table.Td>
                <Table.Td style={{ whiteSpace: 'pre-line' }}>{one.mine}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table></Table.ScrollContainer>}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onTheirs}><Trans>Take the one that is there</Trans>
        </Button>
        <Button loading={isBusy} onClick={onMine}><Trans>Save mine over it</Trans></Button>
      </Group>
    </Modal>
  )
}
