// Ids: UUID version 7, so that new rows land at the end of an index and sort by their making.
import { v7 } from 'uuid'

export const newId = (): string => v7()
