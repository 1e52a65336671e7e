// The list of everything in the gallery.
import { ENTRIES } from './entries.ts'

export function Contents() {
  return (
    <main className="page">
      <h1>Gallery</h1>
      <p className="dim">Components and screens, from examples of the contract. Add
        {' '}<code>&amp;theme=dark</code> to an address for the dark look.</p>
      <ul className="rows" style={{ columns: '260px' }}>
        {ENTRIES.map(({ name }) => (
          <li key={name} style={{ overflowWrap: 'anywhere' }}>
            <a href={`?entry=${encodeURIComponent(name)}`} style={{ display: 'inline-block',
              minHeight: 24 }}>{name}</a>
          </li>
        ))}
      </ul>
    </main>
  )
}
