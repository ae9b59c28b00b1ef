import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call, type Input, type Output, type Refusal } from '@/api/call'
import { useSeat } from '@/api/seat'
import { Button } from '@/components/button'
import { Choice } from '@/components/choice'
import { RefusalNote } from '@/components/error-pane'
import { said } from '@/components/said'
import { Sheet } from '@/components/sheet'
import { reach } from '@/platform/elements'
import { saveTable, sendFile, type Saved } from '@/platform/save-file'
import { narrowedBy, questionOf, type Filters } from './desk-filters'
import { deskTabWords } from './desk-tabs'
import { sayExported, savedIn } from './export-words'

type Format = Input<'opinion.export'>['format']

const formats = [
  { key: 'xlsx', text: 'XLSX 表格', hint: '用 Excel、WPS 打开' },
  { key: 'csv', text: 'CSV 文本', hint: '给别的系统读' },
] as const

const notSaved = {
  text: '表格没有存下来，可能是手机空间不够。意见都还在，请清理一下再导出。',
}

const offline = { text: '网络不通，没有导出。请检查网络后再点一次。' }

// The button that ends it, for the keyboard: the one that was pressed is gone.
const doneId = 'desk-export-done'

type Exported = Omit<Output<'opinion.export'>, 'base64' | 'mime'> & { readonly saved: Saved | undefined }

/** 导出表格: what the list shows now, as a file for a spreadsheet. */
export function DeskExport({ filters, onClose }: { filters: Filters; onClose: () => void }) {
  const [format, setFormat] = useState<Format>('xlsx')
  const { take, busy, refusal, done } = useExport(filters)
  return (
    <Sheet
      open
      title="导出表格"
      onClose={onClose}
      foot={
        <>
          <RefusalNote refusal={refusal} />
          {done === undefined ? (
            <View className="move-sheet__buttons">
              <Button text="先不" onTap={onClose} />
              <Button kind="primary" text="导出" busy={busy} onTap={() => void take(format)} />
            </View>
          ) : (
            <Button id={doneId} text="好" onTap={onClose} />
          )}
        </>
      }
    >
      {done === undefined ? (
        <View className="stack">
          <View>{whatOf(filters)}</View>
          <Choice label="表格的格式" options={formats} value={format} onChange={setFormat} />
          <View className="small soft">表格里没有提交人的姓名和电话；内容较长的只写前 800 字。</View>
        </View>
      ) : (
        <Done done={done} />
      )}
    </Sheet>
  )
}

function whatOf(filters: Filters): string {
  const narrowed = narrowedBy(filters) > 0 || filters.text !== ''
  return `导出“${deskTabWords[filters.tab]}”里${narrowed ? '现在筛选出的' : '的全部'}意见，一次最多 2000 件。`
}

/** Asks for the file and saves it; `done` says what came of it. */
function useExport(filters: Filters) {
  const seat = useSeat()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Pick<Refusal, 'text'> | undefined>(undefined)
  const [done, setDone] = useState<Exported | undefined>(undefined)
  const take = async (format: Format) => {
    setBusy(true)
    setRefusal(undefined)
    const asked = { ...questionOf(filters), format }
    const answer = await call('opinion.export', asked, seat === undefined ? {} : { seat })
    if (answer.ok) {
      const { fileName, rows, cut } = answer.value
      const saved = rows === 0 ? undefined : await saveTable(answer.value)
      if (rows > 0 && saved === undefined) setRefusal(notSaved)
      else setDone({ fileName, rows, cut, saved })
    } else {
      setRefusal(answer.refusal.code === 'OFFLINE' ? offline : answer.refusal)
    }
    setBusy(false)
  }
  return { take, busy, refusal, done }
}

function Done({ done: { fileName, rows, cut, saved } }: { done: Exported }) {
  useEffect(() => reach(doneId, 'focus'), [])
  return (
    <View className="stack" {...said({ role: 'status', live: true })}>
      <View className="strong">{sayExported({ rows, cut })}</View>
      {saved === undefined ? null : <View className="soft">{savedIn(saved.as, fileName)}</View>}
      {saved === undefined || saved.as === 'downloaded' ? null : <SendOn path={saved.path} fileName={fileName} />}
    </View>
  )
}

/** On to a computer: WeChat hands a file over only through a chat. */
function SendOn({ path, fileName }: { path: string; fileName: string }) {
  const [failed, setFailed] = useState(false)
  const send = async () => setFailed(!(await sendFile(path, fileName)))
  return (
    <>
      <Button text="发到聊天里" onTap={() => void send()} />
      {failed ? <View className="small soft">还没有发出去。可以再点一次，选“文件传输助手”就能在电脑上收到。</View> : null}
    </>
  )
}
