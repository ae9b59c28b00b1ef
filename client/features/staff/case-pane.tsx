import { View } from '@tarojs/components'
import { useCall } from '@/api/hooks'
import { Loaded } from '@/components/loaded'
import { CaseSheet } from './case-sheet'
import { MoveBar } from './move-bar'

export interface CasePaneProps {
  opinionId: string
  /** Opens another case in this place: one that was merged. */
  onOpen: (opinionId: string) => void
  /** The case has gone on to another tab. */
  onDone: () => void
}

/** A case file at the side of the list; scrolls by itself, its buttons always in sight. */
export function CasePane({ opinionId, onOpen, onDone }: CasePaneProps) {
  const file = useCall('opinion.viewAsStaff', { opinionId })
  return (
    <View className="desk__case">
      <Loaded of={file}>
        {(view) => (
          <CaseSheet
            view={view}
            onOpen={onOpen}
            moves={<MoveBar as="bar" view={view} onRefresh={() => void file.refresh()} onDone={onDone} />}
          />
        )}
      </Loaded>
    </View>
  )
}

/** Fetches the case that will probably be opened next, so that it is there at once. */
export function CaseAhead({ opinionId }: { opinionId: string }) {
  useCall('opinion.viewAsStaff', { opinionId })
  return null
}
