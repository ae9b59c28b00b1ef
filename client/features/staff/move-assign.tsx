import type { Weight } from '@shared/domain/profile'
import { useState } from 'react'
import { useCall, useWrite } from '@/api/hooks'
import { Field } from '@/components/field'
import { TextArea } from '@/components/text-area'
import { useDraft } from '@/platform/draft'
import { LastReturn } from './case-handling'
import { Columns } from './columns'
import { DueInput } from './due-input'
import { CategoryField, firstCategory } from './category-field'
import { MoveSheet, type HandlingMoveProps, type Moved, type MoveProps, type MoveWrite } from './move-sheet'
import { UnitInput, type UnitInputProps } from './unit-input'
import { wordOf } from './moves'

interface AssignDraft {
  unitId?: string
  weight: Weight
  /** A date of her own; empty while the rule says. */
  dueOn: string
  category?: string
  remark: string
}

interface AssignSheetProps extends MoveProps {
  event: 'assign' | 'transfer'
  title: string
  verb: (unitName: string) => string
  blank: AssignDraft
  /** The unit that gave it back: not offered again. */
  without?: string
  write: MoveWrite
  send: (chosen: Chosen) => Promise<Moved>
}

interface Chosen {
  unitId: string
  weight: Weight
  dueOn?: string
  category?: string
  remark?: string
}

/** The draft as the contract takes it: what was left empty is left out. */
function chosenIn({ unitId, weight, dueOn, category, remark }: AssignDraft & { unitId: string }): Chosen {
  const said = remark.trim()
  return {
    unitId,
    weight,
    ...(dueOn === '' ? {} : { dueOn }),
    ...(category === undefined ? {} : { category }),
    ...(said === '' ? {} : { remark: said }),
  }
}

/** What is wrong with a field: what its input says, or a refusal that can only be about it. */
function problemIn({ problemAt, refusal }: MoveWrite, path: string, ...codes: string[]): string | undefined {
  return problemAt(path) ?? (refusal !== undefined && codes.includes(refusal.code) ? refusal.text : undefined)
}

/** 交办: which unit, how heavy, by when, and a word to the unit. Kept on this machine until it is sent. */
function AssignSheet(props: AssignSheetProps) {
  const { event, view, blank, without, write, onClose, onRefresh, onDone } = props
  const draft = useDraft(`desk.${event}.${view.opinionId}`, blank)
  const units = useCall('people.units', {})
  const [missing, setMissing] = useState(false)
  const { unitId } = draft.value
  const unit = units.value?.items.find((one) => one.unitId === unitId)

  const send = async () => {
    if (unitId === undefined) return setMissing(true)
    const answer = await props.send(chosenIn({ ...draft.value, unitId }))
    if (answer?.ok !== true) return
    draft.clear()
    onDone(answer.value.sentence)
  }

  return (
    <MoveSheet
      wide
      event={event}
      view={view}
      title={props.title}
      verb={props.verb(unit?.name ?? '承办单位')}
      write={write}
      onClose={onClose}
      onRefresh={onRefresh}
      onSend={() => void send()}
    >
      {event === 'transfer' && view.handling ? <LastReturn view={view} handling={view.handling} /> : null}
      <AssignFields
        event={event}
        view={view}
        without={without}
        write={write}
        units={units}
        chosen={draft.value}
        missing={missing}
        onChange={draft.change}
      />
    </MoveSheet>
  )
}

interface AssignFieldsProps extends Pick<AssignSheetProps, 'event' | 'view' | 'without' | 'write'> {
  chosen: AssignDraft
  onChange: (some: Partial<AssignDraft>) => void
  units: UnitInputProps['units']
  /** She pressed before she chose a unit. */
  missing: boolean
}

function AssignFields({ event, view, without, write, units, chosen, onChange, missing }: AssignFieldsProps) {
  const { unitId, weight, dueOn, category, remark } = chosen
  return (
    <Columns
      first={
        <>
          <UnitField
            units={units}
            without={without}
            value={unitId}
            error={missing && unitId === undefined ? '请选一个承办单位' : problemIn(write, 'unitId', 'UNIT_NOT_FOUND')}
            onChange={(unit) => onChange({ unitId: unit })}
          />
          {event === 'assign' ? (
            <CategoryField
              value={category}
              guessed={view.category === undefined}
              error={write.problemAt('category')}
              onChange={(one) => onChange({ category: one })}
            />
          ) : null}
        </>
      }
      second={
        <>
          <DueInput
            weight={weight}
            dueOn={dueOn}
            problem={problemIn(write, 'dueOn', 'DUE_TOO_EARLY', 'DUE_TOO_LATE')}
            onChange={onChange}
          />
          <RemarkField value={remark} error={write.problemAt('remark')} onChange={(words) => onChange({ remark: words })} />
        </>
      }
    />
  )
}

function UnitField({ error, ...unit }: UnitInputProps & { error: string | undefined }) {
  return (
    <Field label="承办单位" error={error}>
      <UnitInput {...unit} />
    </Field>
  )
}

function RemarkField(props: { value: string; error: string | undefined; onChange: (remark: string) => void }) {
  return (
    <Field label="交办说明" optional hint="只有承办单位看得到。" error={props.error}>
      <TextArea low label="交办说明" value={props.value} most={1000} onChange={props.onChange} />
    </Field>
  )
}

/** 交办 */
export function Assign(props: MoveProps) {
  const write = useWrite('opinion.assign')
  const { opinionId, version } = props.view
  const word = wordOf('assign', props.view)
  return (
    <AssignSheet
      {...props}
      event="assign"
      title={word}
      verb={(unitName) => `交给${unitName}`}
      blank={{ weight: 'ordinary', dueOn: '', remark: '', category: firstCategory(props.view) }}
      write={write}
      send={(chosen) => write.press({ opinionId, version, ...chosen })}
    />
  )
}

/** 转办 */
export function Transfer(props: HandlingMoveProps) {
  const write = useWrite('handling.transfer')
  const { handling, view } = props
  return (
    <AssignSheet
      {...props}
      event="transfer"
      title="转办给另一个单位"
      verb={(unitName) => `转给${unitName}`}
      without={handling.unitId}
      blank={{ weight: handling.weight, dueOn: '', remark: '' }}
      write={write}
      send={({ unitId, weight, dueOn, remark }) =>
        write.press({
          handlingId: handling.handlingId,
          version: view.version,
          unitId,
          weight,
          ...(dueOn === undefined ? {} : { dueOn }),
          ...(remark === undefined ? {} : { remark }),
        })
      }
    />
  )
}
