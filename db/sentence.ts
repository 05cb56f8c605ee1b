/** Something that only a person can mend, told to them as it stands. */
export class Sentence extends Error {
  override readonly name = 'Sentence'
}
