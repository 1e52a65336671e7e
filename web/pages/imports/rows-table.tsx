// Rows of a file under their headings.

export function RowsTable({ header, rows, label }: {
  header: readonly string[]; rows: readonly { line: number; cells: string[] }[]; label: string
}) {
  return (
    <div className="import-grid" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead><tr>{header.map((heading, place) => (
          <th key={place} scope="col" title={heading}>{heading}</th>))}</tr></thead>
        <tbody>
          {rows.map(({ line, cells }) => (
            <tr key={line}>{header.map((_, place) => (
              <td key={place} title={cells[place] ?? ''}>{cells[place] ?? ''}</td>))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
