/**
 * How values come out of PostgreSQL: a `date` stays 'YYYY-MM-DD' (the driver would make a Date in the server's own time
 * zone of it, and a legal date would move). Everything else as the driver does it. Give it to every Pool as `types`.
 */
import { types } from 'pg'

const DATE = 1082

export const pgTypes = {
  // pg's own signature: the parser of a type for a wire format.
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === DATE ? (text: string) => text : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
}
