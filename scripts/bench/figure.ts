/** One measured figure: a line of `npm run bench`. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What it was measured against, and how. */
  readonly against?: string
}
