import type { ColumnType, Generated } from 'kysely'

/** Rows of a case: the opinion, its handlings, replies, ratings, media and ledger. See tables.ts for how values come out. */

type Json<T = unknown> = ColumnType<T, string, string>
type NullableJson<T = unknown> = ColumnType<T | null, string | null, string | null>

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
  text_check: 'pass' | 'review' | 'risky' | null
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
  check_state: Generated<'none' | 'asked' | 'pass' | 'review' | 'risky'>
  check_trace: string | null
  check_asked_at: Date | null
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
