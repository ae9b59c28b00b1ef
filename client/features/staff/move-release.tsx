import { View } from '@tarojs/components'
import { useWrite } from '@/api/hooks'
import { ReplyCard } from '@/components/reply-card'
import { toast } from '@/components/toast'
import { MoveSheet, type HandlingMoveProps } from './move-sheet'

/** 审核通过：the reply as the submitter will see it, and to how many it goes. */
export function Release({ view, handling, onClose, onRefresh, onDone }: HandlingMoveProps) {
  const write = useWrite('handling.release')
  const people = view.mergedHere.length + 1
  const release = async () => {
    const answer = await write.press({ handlingId: handling.handlingId, version: view.version })
    if (answer?.ok !== true) return
    onDone(answer.value.sentence)
    toast(`答复已发给 ${answer.value.told} 位提交人，请 TA 们评价`)
  }
  return (
    <MoveSheet
      event="release"
      view={view}
      title="审核答复"
      verb={people > 1 ? `通过，发给 ${people} 位提交人` : '通过，发给提交人'}
      write={write}
      onClose={onClose}
      onRefresh={onRefresh}
      onSend={() => void release()}
    >
      <View className="soft">提交人会看到：</View>
      {handling.draftReply ? <ReplyCard reply={handling.draftReply} /> : null}
      <View className="small soft">
        {people > 1 ? `这件合并了 ${people - 1} 件，每一位都会收到这份答复。` : ''}
        发出以后不能收回。要改的，请选“退回重写”。
      </View>
    </MoveSheet>
  )
}
