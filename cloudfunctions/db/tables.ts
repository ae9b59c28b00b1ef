import type { ColumnType, Generated } from 'kysely'
import type {
  OpinionRow,
  OpinionContactRow,
  HandlingRow,
  ReplyRow,
  RatingRow,
  MediaRow,
  LedgerRow,
} from './case-tables'

/**
 * The rows of the database, as typed by hand from the migrations. Dates (date) are 'YYYY-MM-DD' strings, moments
 * (timestamptz) are Date, jsonb goes in as text and comes out parsed.
 */

type Json<T = unknown> = ColumnType<T, string, string>
type NullableJson<T = unknown> = ColumnType<T | null, string | null, string | null>

export interface CongressRow {
  id: string
  parent_id: string | null
  name: string
  level: 'province' | 'city' | 'county' | 'township'
  area_code: string
  profile: Json
}

export interface PersonRow {
  id: string
  openid_hash: string | null
  openid_sealed: string | null
  created_at: Date
  erased_at: Date | null
}

export interface UnitRow {
  id: string
  congress_id: string
  name: string
  sort: Generated<number>
}

export interface DeputyRow {
  id: string
  congress_id: string
  name: string
  title: Generated<string>
  intro: Generated<string>
}

export interface SeatRow {
  id: string
  person_id: string
  congress_id: string
  role: 'deputy' | 'staff' | 'handler'
  deputy_id: string | null
  unit_id: string | null
  display_name: string
  title: Generated<string>
  ended_at: Date | null
}

export interface StationRow {
  id: string
  congress_id: string
  code: string
  name: string
  address: string
  lat: number | null
  lng: number | null
  hours: Generated<string>
  phone: Generated<string>
  closed_at: Date | null
}

export interface StationDeputyRow {
  station_id: string
  deputy_id: string
  sort: Generated<number>
}

export interface ReceptionDayRow {
  id: string
  station_id: string
  on_day: string
  from_time: string
  to_time: string
}

export interface ReceptionDayDeputyRow {
  reception_day_id: string
  deputy_id: string
}

export interface SessionRow {
  id: Generated<string>
  token_hash: string
  person_id: string
  about: Generated<string>
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
}

export interface SignInRow {
  code: string
  poll_hash: string
  word: string
  choices: Json
  about: string
  created_at: Date
  expires_at: Date
  person_id: string | null
}

export interface NoticeRow {
  id: string
  person_id: string
  congress_id: string
  title: string
  body: string
  leads_to: NullableJson
  at: Date
  read_at: Date | null
}

export interface OutboxRow {
  id: string
  notice_id: string
  person_id: string
  bell: string
  fields: Json
  page: string
  state: 'queued' | 'sending' | 'sent' | 'dropped'
  attempts: Generated<number>
  next_at: Date
  sent_at: Date | null
  trouble: string | null
}

export interface ConsentRow {
  id: string
  person_id: string
  bell: string
  granted_at: Date
  spent_by: string | null
}

export interface RequestRow {
  caller: string
  request_id: string
  action: string
  input_hash: string
  answer_sealed: string | null
  at: Date
}

export interface AttemptRow {
  key: string
  window_start: Date
  count: number
}

export interface ReminderRow {
  subject_id: string
  kind: string
  due_on: string
  offset_days: number
  at: Date
}

export interface Tables {
  congress: CongressRow
  person: PersonRow
  unit: UnitRow
  deputy: DeputyRow
  seat: SeatRow
  station: StationRow
  station_deputy: StationDeputyRow
  reception_day: ReceptionDayRow
  reception_day_deputy: ReceptionDayDeputyRow
  session: SessionRow
  sign_in: SignInRow
  opinion: OpinionRow
  opinion_contact: OpinionContactRow
  handling: HandlingRow
  reply: ReplyRow
  rating: RatingRow
  media: MediaRow
  ledger: LedgerRow
  notice: NoticeRow
  outbox: OutboxRow
  consent: ConsentRow
  request: RequestRow
  attempt: AttemptRow
  reminder: ReminderRow
}
