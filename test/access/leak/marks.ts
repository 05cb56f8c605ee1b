/** A word that nobody else would write, and where it was written. */
export interface Mark {
  word: string
  incident: number
  /** As what it was said. */
  as: string
}

const letters = 'bcdfghjklmnpqrstvwxz'
const length = 24
/** As much of a word as tells it. */
const fragment = 12

/** Makes words that cannot be mistaken, and finds them again, cut or not, in whatever is sent. */
export class Marks {
  readonly all: Mark[] = []
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** A new word of an incident, which channel names take as it is. */
  of(incident: number, as: string): string {
    const word = Array.from({ length }, () => letters[this.next() % letters.length]).join('')
    this.all.push({ word, incident, as })
    return word
  }

  /** The words of the incident, or parts of them, that stand in it. */
  in(value: unknown, incident: number): Mark[] {
    const text = (typeof value === 'string' ? value : JSON.stringify(value ?? '')).toLowerCase()
    return this.all.filter(
      (mark) => mark.incident === incident && partsOf(mark.word).some((one) => text.includes(one)),
    )
  }

  private next(): number {
    // A linear congruential generator; its upper bits are the better ones.
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0
    return this.state >>> 8
  }
}

function partsOf(word: string): string[] {
  return Array.from({ length: length - fragment + 1 }, (_, i) => word.slice(i, i + fragment))
}
