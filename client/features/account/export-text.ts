import { sayTrackingNumber } from '@shared/domain/tracking'
import { sayFullInstant } from '@shared/domain/say-date'
import { ratings } from '@shared/domain/opinion'
import type { Output } from '@/api/call'

type Mine = Output<'people.exportMine'>

/** What is kept about a person, as a text that she can read and file. */
export function asText(mine: Mine): string {
  const at = (instant: string) => sayFullInstant(new Date(instant))
  return [
    `直通车：我的资料（${at(mine.exportedAt)} 导出）`,
    ...(mine.cut ? ['内容较多，这里是最近的部分。'] : []),
    ...mine.opinions.map((opinion) => opinionText(opinion, at)),
    ...mine.notices.map((notice) => `【消息】${at(notice.at)} ${notice.title}\n${notice.body}`),
    ...mine.consents.map(
      (consent) => `【同意接收提醒】${at(consent.at)} ${consent.bell}${consent.spent ? '（已用）' : ''}`,
    ),
  ].join('\n\n')
}

function opinionText(opinion: Mine['opinions'][number], at: (instant: string) => string): string {
  const { contact } = opinion
  return [
    `【意见 ${sayTrackingNumber(opinion.trackingNumber)}】${at(opinion.submittedAt)} 交到${opinion.stationName}`,
    opinion.text,
    opinion.place === undefined ? '' : `地点：${opinion.place}`,
    contact?.name === undefined ? '' : `姓名：${contact.name}`,
    contact?.phone === undefined ? '' : `电话：${contact.phone}`,
    contact?.onBehalfOf === undefined ? '' : `替${contact.onBehalfOf.name}反映`,
    opinion.anonymous ? '匿名' : '',
    `现在：${opinion.sentence}`,
    ...opinion.ratings.map((given) => `评价：${ratings[given.rating]} ${given.words}`),
  ]
    .filter((line) => line !== '')
    .join('\n')
}
