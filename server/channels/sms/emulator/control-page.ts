// The page on which a person sees what the stand-in did, and texts as a customer.

/** One file, no address but its own, everything written as text and never as markup. */
export const CONTROL_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>SMS stand-in</title>
<meta name="viewport" content="width=device-width"><style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin-block: 1rem }
input, select, button { font: inherit; padding: .3rem .5rem } #text { flex: 1 1 16rem }
li { margin-block: .5rem; overflow-wrap: anywhere; white-space: pre-wrap }
small { opacity: .75 } code { overflow-wrap: anywhere }
</style></head><body>
<h1>SMS stand-in</h1>
<p>No SMS leaves this machine. Text as a customer; the answer goes to the inbound address.</p>
<form id="form">
<label>From <input id="from" required value="+12025550177"></label>
<label>To <select id="to"></select></label>
<input id="text" aria-label="Text" required placeholder="We pay Friday"><button>Send</button>
</form>
<p id="told" role="status"></p>
<h2>Messages</h2><ul id="messages"></ul>
<h2>Journal</h2><ol id="journal"></ol>
<script>
const at = (id) => document.getElementById(id)
const read = async (path) => (await fetch('/__emu/' + path)).json()
const line = (head, text) => {
  const item = document.createElement('li')
  const small = document.createElement('small')
  small.textContent = head
  item.append(small, '\\n' + text)
  return item
}
let seen = ''
async function show() {
  const [messages, journal] = await Promise.all([read('messages'), read('journal')])
  const now = JSON.stringify([messages, journal.length])
  if (now === seen) return
  seen = now
  at('messages').replaceChildren(...messages.toReversed().map((one) => line(
    (one.from ?? '(not chosen yet)') + ' → ' + one.to + ' · ' + one.status
      + (one.error_code ? ' ' + one.error_code : ''),
    one.body)))
  at('journal').replaceChildren(...journal.slice(-100).toReversed().map(({ at, kind, ...rest }) =>
    line(at + ' · ' + kind, JSON.stringify(rest))))
}
at('form').addEventListener('submit', async (event) => {
  event.preventDefault()
  const answer = await fetch('/__emu/texts', { method: 'POST', body: JSON.stringify({
    from: at('from').value, to: at('to').value, body: at('text').value }) })
  const told = await answer.json()
  at('told').textContent = told?.error ?? (told ? 'Sent.' : 'No inbound address is set: dropped.')
  if (answer.ok) at('text').value = ''
  show()
})
read('accounts').then((accounts) => {
  const senders = new Set(accounts.flatMap((one) => one.senders))
  for (const sender of senders) at('to').append(new Option(sender))
})
show()
setInterval(show, 1000)
</script></body></html>
`
