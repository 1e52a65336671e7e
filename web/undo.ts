// What was done last and can still be taken back; `z` takes it back wherever one is by then.

interface Offer {
  run: () => void
  until: number
}

const MOST = 20
let offers: Offer[] = []

/** Offers to take something back for so long; gives back how to end the offer. */
export function offerUndo(run: () => void, forMs: number): () => void {
  const offer = { run, until: performance.now() + forMs }
  offers = [...offers, offer].slice(-MOST)
  return () => {
    offers = offers.filter((other) => other !== offer)
  }
}

/** False when nothing can be taken back any more. */
export function undoLast(): boolean {
  offers = offers.filter(({ until }) => until > performance.now())
  const last = offers.pop()
  last?.run()
  return last !== undefined
}
