import type { ReactNode } from 'react'
import { useCall } from '@/api/hooks'
import { useSeat } from '@/api/seat'
import { Empty } from '@/components/empty'
import { Loaded } from '@/components/loaded'
import { Screen } from '@/components/screen'
import { useAtDesk } from '@/platform/desk'
import { go, goBack, replaceBy, useParams } from '@/platform/navigate'
import { CaseSheet } from './case-sheet'
import { MoveBar } from './move-bar'
import { openMoves } from './moves'
import { StaffScreen } from './staff-screen'
import './staff.scss'

/** A case file on a screen of its own: on a phone, or from a notice. */
export function StaffCase() {
  const { id } = useParams()
  return (
    <StaffScreen title="案卷">
      {(_, seatLine) =>
        id === undefined ? (
          <Screen title="案卷">
            <Empty
              title="没有指明是哪一件"
              action={{ text: '看待办的意见', onTap: () => replaceBy('staffQueue') }}
            />
          </Screen>
        ) : (
          <CaseScreen opinionId={id} seatLine={seatLine} />
        )
      }
    </StaffScreen>
  )
}

function CaseScreen({ opinionId, seatLine }: { opinionId: string; seatLine: ReactNode }) {
  const seat = useSeat()
  const atDesk = useAtDesk()
  const fromDesk = useParams().from === 'desk'
  const file = useCall('opinion.viewAsStaff', { opinionId })
  const view = file.value
  const bar = view ? (
    <MoveBar
      as={atDesk ? 'bar' : 'foot'}
      view={view}
      onRefresh={() => void file.refresh()}
      // Whoever came from the list goes back to it; whoever came by a notice stays and sees what became of it.
      onDone={() => (fromDesk ? goBack() : undefined)}
    />
  ) : undefined
  const moving = view !== undefined && openMoves(view).main !== undefined
  return (
    <Screen title="案卷" onRefresh={file.refresh} foot={!atDesk && moving ? bar : undefined}>
      {seatLine}
      <Loaded of={file}>
        {(loaded) => (
          <CaseSheet
            view={loaded}
            moves={atDesk ? bar : undefined}
            onOpen={(other) => go('staffCase', { id: other, seat })}
          />
        )}
      </Loaded>
    </Screen>
  )
}
