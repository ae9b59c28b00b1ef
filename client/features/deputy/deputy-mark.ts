import { opinionMark } from '@/components/opinion-mark'
import type { Tone } from '@/components/state-mark'

/** How a case stands for a deputy: as for its submitter, but it is not she who has to answer or rate. */
export function deputyMark(standing: Parameters<typeof opinionMark>[0]): { word: string; tone: Tone } {
  return standing.state === 'askedForMore' ? { word: '等提交人补充', tone: 'care' } : opinionMark(standing)
}
