import { View } from '@tarojs/components'
import { useState } from 'react'
import { sayTrackingNumber } from '@shared/domain/tracking'
import { useCall, useWrite } from '@/api/hooks'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { said } from '@/components/said'
import { Screen } from '@/components/screen'
import { toast } from '@/components/toast'
import { copyText } from '@/platform/clipboard'
import { replaceBy, startFrom, useParams } from '@/platform/navigate'
import { askToNotify, canSubscribe } from '@/platform/subscribe'
import './resident.scss'

/** After sending: the number, by when there is an answer, and the bell. */
export function Sent() {
  const { n = '', id, says, code } = useParams()
  const number = sayTrackingNumber(n)
  const copy = async () => {
    if (await copyText(n)) toast('编号已复制')
  }
  return (
    <Screen
      root
      title="已收到您的意见"
      foot={
        <>
          {id ? <Button kind="primary" text="看办理情况" onTap={() => replaceBy('case', { id })} /> : null}
          <Button
            kind="quiet"
            text={code ? '回到家站' : '回首页'}
            onTap={() => (code ? startFrom('station', { code }) : startFrom('home'))}
          />
        </>
      }
    >
      <View className="stack stack--loose">
        <View className="tracking">
          <View className="done-mark">
            <Icon name="tick" size="large" />
          </View>
          <View className="head">收到了</View>
          <View className="soft">您的编号，四个数字一组，打电话时照着念</View>
          <View id="tracking-number" className="tracking__number" {...said({ label: `编号 ${number}` })}>
            {number}
          </View>
          <Button inline icon="copy" text="复制编号" onTap={() => void copy()} />
        </View>
        {says ? (
          <View className="card row">
            <Icon name="calendar" />
            <View className="grow">{says}</View>
          </View>
        ) : null}
        <RingMe />
      </View>
    </Screen>
  )
}

/** Asks for one subscribe message in the tap itself, as WeChat wants it; elsewhere says where the answer will be. */
function RingMe() {
  const bells = useCall('notice.bells', {}, { when: canSubscribe, seat: null })
  const consent = useWrite('notice.consent', { seat: null })
  const [state, setState] = useState<'asking' | 'agreed' | 'declined'>('asking')
  const offered = bells.value?.items.filter(({ bell }) => bell === 'replied' || bell === 'asked') ?? []

  if (!canSubscribe) {
    return (
      <View className="notice-line">
        <Icon name="bell" size="small" />
        <View className="grow">有了答复，会放进“我的—消息”。记下编号，也可以随时来查。</View>
      </View>
    )
  }
  if (offered.length === 0) return null
  const ask = async () => {
    const agreed = await askToNotify(offered.map(({ templateId }) => templateId))
    const rung = offered.filter(({ templateId }) => agreed.includes(templateId)).map(({ bell }) => bell)
    if (rung.length > 0) await consent.press({ bells: rung })
    setState(rung.length > 0 ? 'agreed' : 'declined')
  }
  return (
    <View className="card stack stack--tight">
      <View className="strong">{state === 'agreed' ? '好的，有了答复会在微信里告诉您' : '要不要在微信里告诉您？'}</View>
      <View className="small soft">点一次同意，就发一条。不同意也没关系，答复一定会放进“我的—消息”。</View>
      {state === 'agreed' ? null : (
        <Button icon="bell" text={state === 'declined' ? '再问我一次' : '有答复就告诉我'} onTap={() => void ask()} />
      )}
    </View>
  )
}
