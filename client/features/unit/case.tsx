import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { useCall } from '@/api/hooks'
import { Empty } from '@/components/empty'
import { Loaded } from '@/components/loaded'
import { Screen } from '@/components/screen'
import { SeatScreen } from '@/components/seat-screen'
import { startFrom, useParams } from '@/platform/navigate'
import { CaseSheet } from './case-sheet'
import { MainMoves, MoveForm, OtherMoves } from './moves'
import type { FormEvent } from './unit-view'
import './unit.scss'

/** One matter of a unit, on a screen of its own. */
export function UnitCase() {
  const { id } = useParams()
  return (
    <SeatScreen role="handler" title="承办详情">
      {(_seat, seatLine) =>
        id === undefined ? (
          <Screen title="承办详情">
            <Empty title="没有指明是哪一件" action={{ text: '回承办事项', onTap: () => startFrom('unitQueue') }} />
          </Screen>
        ) : (
          <CaseScreen handlingId={id} seatLine={seatLine} />
        )
      }
    </SeatScreen>
  )
}

function CaseScreen({ handlingId, seatLine }: { handlingId: string; seatLine: ReactNode }) {
  const { asked, body, main, others, hasMain } = useUnitCase(handlingId)
  return (
    <Screen title="承办详情" onRefresh={asked.refresh} foot={hasMain ? main : undefined}>
      {seatLine}
      <View className="stack">
        {body}
        {others}
      </View>
    </Screen>
  )
}

/** The case at the side of the queue, at a desk. */
export function UnitCasePane({ handlingId }: { handlingId: string }) {
  const { body, main, others, hasMain } = useUnitCase(handlingId)
  return (
    <View className="unit-pane">
      {body}
      {hasMain ? (
        <View className="unit-pane__foot">
          {others}
          <View className="grow stack stack--tight">{main}</View>
        </View>
      ) : null}
    </View>
  )
}

function useUnitCase(handlingId: string) {
  const asked = useCall('handling.view', { handlingId })
  const [doing, setDoing] = useState<FormEvent | undefined>(undefined)
  const view = asked.value
  const refresh = () => void asked.refresh()
  return {
    asked,
    hasMain: view?.open.some((event) => event === 'acknowledge' || event === 'reply') ?? false,
    others: view ? <OtherMoves view={view} onForm={setDoing} /> : undefined,
    main: view ? <MainMoves view={view} onForm={setDoing} onRefresh={refresh} /> : undefined,
    body: (
      <Loaded of={asked}>
        {(value) => (
          <View className="stack">
            <CaseSheet view={value} />
            {doing ? (
              <MoveForm event={doing} view={value} onRefresh={refresh} onClose={() => setDoing(undefined)} />
            ) : null}
          </View>
        )}
      </Loaded>
    ),
  }
}
