import type { Call } from './action'
import { handlingActions } from './handling'
import { mediaActions } from './media'
import { noticeActions } from './notice'
import { opinionActions } from './opinion'
import { deskActions } from './opinion-desk'
import { peopleActions } from './people'
import { stationActions } from './station'

/** Every action by room. A room is a cloud function; an action's name begins with its room. */
export const rooms = {
  station: stationActions,
  opinion: { ...opinionActions, ...deskActions },
  handling: handlingActions,
  people: peopleActions,
  notice: noticeActions,
  media: mediaActions,
} as const
export type RoomName = keyof typeof rooms

export const contract = {
  ...stationActions,
  ...opinionActions,
  ...deskActions,
  ...handlingActions,
  ...peopleActions,
  ...noticeActions,
  ...mediaActions,
} as const
export type ActionName = keyof typeof contract

/** For the client: what each call takes, answers and refuses. Types only. */
export type Contract = { [N in ActionName]: Call<(typeof contract)[N]> }
