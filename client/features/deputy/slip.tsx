import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { chinaDateOf } from '@shared/domain/china-time'
import { sayDay, sayFullInstant } from '@shared/domain/say-date'
import { useCall } from '@/api/hooks'
import { useNow } from '@/api/me'
import type { Output } from '@/api/call'
import { Button } from '@/components/button'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded } from '@/components/loaded'
import { Day } from '@/components/moment'
import { said } from '@/components/said'
import { Screen } from '@/components/screen'
import { SeatScreen } from '@/components/seat-screen'
import { canPrint, printPage } from '@/platform/print'
import { replaceBy, startFrom, useParams } from '@/platform/navigate'
import './deputy.scss'

type Slip = Output<'opinion.slip'>

/** The paper slip (回执) of an opinion that was taken down: the code that its owner follows it with. */
export function DeputySlip() {
  const { id, fresh } = useParams()
  return (
    <SeatScreen role="deputy" title="纸质回执">
      {(_seat, seatLine) =>
        id === undefined ? (
          <Screen title="纸质回执">
            <Empty title="没有指明是哪一件" action={{ text: '回工作台', onTap: () => startFrom('deputyHome') }} />
          </Screen>
        ) : (
          <SlipScreen opinionId={id} fresh={fresh !== undefined} seatLine={seatLine} />
        )
      }
    </SeatScreen>
  )
}

interface SlipScreenProps {
  opinionId: string
  /** It was sent just now. */
  fresh: boolean
  seatLine: ReactNode
}

function SlipScreen({ opinionId, fresh, seatLine }: SlipScreenProps) {
  const slip = useCall('opinion.slip', { opinionId })
  return (
    <Screen
      title="纸质回执"
      onRefresh={slip.refresh}
      foot={
        <>
          {canPrint && slip.value ? <Button kind="primary" text="打印" onTap={printPage} /> : null}
          <View className="two-buttons">
            <Button kind="secondary" text="看办理情况" onTap={() => replaceBy('deputyCase', { id: opinionId })} />
            <Button kind="secondary" text="再记一件" onTap={() => replaceBy('deputyNote')} />
          </View>
        </>
      }
    >
      {seatLine}
      <Loaded of={slip}>
        {(value) => (
          <View className="stack">
            <View className="slip-lead">
              {fresh ? (
                <>
                  <View className="done-mark">
                    <Icon name="tick" size="large" />
                  </View>
                  <View className="head">记下了，把回执交给他</View>
                </>
              ) : null}
              <View className="soft">
                {canPrint ? '可以打印，也可以照着抄在纸上。' : '照着抄在纸上：四行数字，再写上日期。'}
              </View>
            </View>
            <Paper slip={value} />
          </View>
        )}
      </Loaded>
    </Screen>
  )
}

/** The slip itself: four rows of four digits in boxes, to be printed or copied out by hand. */
function Paper({ slip }: { slip: Slip }) {
  const today = chinaDateOf(useNow())
  return (
    <View className="slip" {...said({ role: 'region', label: '回执' })}>
      <View className="slip__head">
        <View className="slip__title">群众意见回执</View>
        <View className="small soft">{slip.stationName}</View>
      </View>
      <View className="slip__asks">凭这 16 位数字查办理情况</View>
      <Code code={slip.slipCode} />
      <View className="slip__facts">
        <Line name="何时答复">
          <View className="strong">
            <Day on={slip.answerBy} />
            前告诉您是否受理
          </View>
        </Line>
        <Line name="说的什么">{slip.headline}</Line>
        <Line name="编号">{slip.trackingNumber}</Line>
        <Line name="代记人">
          {slip.takenDownBy}，{sayFullInstant(new Date(slip.at))}
        </Line>
      </View>
      <View className="slip__how">
        <View className="strong">怎么查</View>
        <View>1. 用微信打开“直通车”，点“办得怎么样了”。</View>
        <View>2. 选“用回执查”，输入上面 16 位数字。</View>
        <View>3. 不会用手机，拿着回执到家站，请人帮您查。</View>
        <View className="soft">拿到这张纸的人都能看到办理情况，请收好。</View>
      </View>
      <View className="slip__printed small soft">{sayDay(today)} 打印</View>
    </View>
  )
}

/** The code in four rows of four, as it is read and copied: row by row. */
function Code({ code }: { code: string }) {
  const rows = code.split(' ')
  return (
    <View id="slip-code" className="slip__code" {...said({ role: 'img', label: `回执数字 ${code}` })}>
      {rows.map((row, at) => (
        <View key={`${at}${row}`} className="slip__row">
          {Array.from(row).map((digit, column) => (
            <View key={column} className="slip__digit">
              {digit}
            </View>
          ))}
        </View>
      ))}
    </View>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <View className="slip__line">
      <View className="slip__name">{name}</View>
      <View className="grow">{children}</View>
    </View>
  )
}
