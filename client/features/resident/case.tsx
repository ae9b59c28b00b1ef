import { View } from '@tarojs/components'
import { useCall } from '@/api/hooks'
import { Empty } from '@/components/empty'
import { Loaded } from '@/components/loaded'
import { Screen } from '@/components/screen'
import { Section } from '@/components/section'
import { startFrom, useParams } from '@/platform/navigate'
import { useReturned } from '@/platform/screen-events'
import { CaseSheet } from './case-sheet'
import { RateMine, SayAgain, SupplementMine, WithdrawMine } from './case-moves'

/** One of my opinions: how it stands, the answer, and what I can do. */
export function Case() {
  const { id } = useParams()
  if (id === undefined) {
    return (
      <Screen title="意见详情">
        <Empty title="没有指明是哪一件" action={{ text: '回首页', onTap: () => startFrom('home') }} />
      </Screen>
    )
  }
  return <CaseScreen opinionId={id} />
}

function CaseScreen({ opinionId }: { opinionId: string }) {
  const opinion = useCall('opinion.view', { opinionId }, { seat: null })
  useReturned(() => void opinion.refresh())
  return (
    <Screen title="意见详情" onRefresh={opinion.refresh}>
      <Loaded of={opinion}>{(view) => <MyCaseSheet view={view} />}</Loaded>
    </Screen>
  )
}

/** The case of whoever is signed in, with her moves; also stands at the side of her list. */
export function MyCase({ opinionId }: { opinionId: string }) {
  const opinion = useCall('opinion.view', { opinionId }, { seat: null })
  return <Loaded of={opinion}>{(view) => <MyCaseSheet view={view} />}</Loaded>
}

function MyCaseSheet({ view }: { view: Parameters<typeof CaseSheet>[0]['view'] }) {
  const { opinionId } = view
  return (
    <View key={opinionId}>
      {view.timeline.some((line) => line.event === 'failCheck') ? (
        <Section title="没有通过内容检查">
          <SayAgain code={view.stationCode} text={view.text} anonymous={view.anonymous} />
        </Section>
      ) : null}
      <CaseSheet
        view={view}
        rate={<RateMine key={`${opinionId}${view.round}`} opinionId={opinionId} round={view.round} />}
        supplement={<SupplementMine opinionId={opinionId} />}
        withdraw={<WithdrawMine opinionId={opinionId} />}
      />
    </View>
  )
}
