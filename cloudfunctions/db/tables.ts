import type { ColumnType, Generated } from 'kysely'

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

export interface OpinionRow {
  id: string
  congress_id: string
  station_id: string
  tracking_number: string
  slip_hash: string | null
  person_id: string
  taken_by_seat: string | null
  channel: string
  import_key: string | null
  title: string | null
  headline: string
  text: string
  place_words: string | null
  lat: number | null
  lng: number | null
  category: string | null
  anonymous: boolean
  on_behalf: Generated<boolean>
  has_contact: Generated<boolean>
  contact_erased_at: Date | null
  submitted_at: Date
  entered_at: Date
  state: string
  check_state: Generated<'pending' | 'passed' | 'review' | 'risky'>
  check_attempts: Generated<number>
  check_next_at: Date | null
  due_on: string | null
  due_basis: NullableJson
  asked: string | null
  handling_id: string | null
  round: Generated<number>
  merged_into: string | null
  merged_count: Generated<number>
  media_count: Generated<number>
  version: Generated<number>
  ledger_seq: Generated<number>
  ledger_hash: Generated<string>
  moved_at: Date
}

export interface OpinionContactRow {
  opinion_id: string
  sealed: string
}

export interface HandlingRow {
  id: string
  congress_id: string
  subject_kind: 'opinion'
  subject_id: string
  unit_id: string
  assigned_by_seat: string
  assign_remark: string | null
  weight: string
  state: string
  round: number
  assigned_at: Date
  due_on: string
  due_basis: Json
  return_until: string
  extension_latest: string
  extension_until: string | null
  extension_reason: string | null
  released_at: Date | null
  urged: Generated<number>
  moved_at: Date
}

export interface ReplyRow {
  id: string
  subject_id: string
  handling_id: string | null
  round: number
  by_seat: string
  by_name: string
  text: string
  reply_class: string | null
  promised_on: string | null
  media_ids: string[]
  drafted_at: Date
  released_at: Date | null
  sent_back_at: Date | null
  sent_back_remark: string | null
}

export interface RatingRow {
  opinion_id: string
  round: number
  rating: 'satisfied' | 'mostly' | 'dissatisfied'
  words: Generated<string>
  at: Date
}

export interface MediaRow {
  id: string
  owner_id: string
  kind: 'photo' | 'sound'
  mime: string
  bytes: number
  seconds: number | null
  cloud_path: string
  file_id: string
  state: 'expected' | 'ready'
  subject_id: string | null
  created_at: Date
}

export interface LedgerRow {
  subject_id: string
  seq: number
  at: Date
  event: string
  party: string
  person_id: string | null
  seat_id: string | null
  handling_id: string | null
  state_before: string
  state_after: string
  detail: Json
  detail_hash: string
  prev_hash: string
  hash: string
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
