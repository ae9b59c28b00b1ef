import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { ActionName, Contract } from '@shared/contract/registry'
import { drop, keep, kept } from '@/platform/storage'
import { randomId } from '@/platform/random'
import { call, Refused, refusalOf, type Answer, type Input, type Output, type Refusal } from './call'
import { useSeat } from './seat'

/** Asks everything again that is shown, whoever asked: a list and the case that stands at its side. */
export function useRefreshAll(): () => Promise<unknown> {
  const queries = useQueryClient()
  return useCallback(() => queries.refetchQueries({ type: 'active' }), [queries])
}

/** Something asked for once: what came, or why not, and how to ask again. */
export interface Asked<T> {
  readonly value: T | undefined
  readonly refusal: Refusal | undefined
  readonly loading: boolean
  /** When the value came, by this phone's clock, in milliseconds. */
  readonly cameAt: number
  readonly refresh: () => Promise<unknown>
}

/**
 * Asks an action that reads. `when: false` waits. The seat around it is used; `seat: null` asks for oneself.
 * `freshFor`, in milliseconds: how long an answer serves another screen without asking again.
 */
export function useCall<N extends ActionName>(
  action: N,
  input: Input<N>,
  options: { when?: boolean; seat?: string | null; freshFor?: number } = {},
): Asked<Output<N>> {
  const around = useSeat()
  const seat = options.seat === null ? undefined : (options.seat ?? around)
  const query = useQuery({
    queryKey: [action, input, seat],
    enabled: options.when ?? true,
    ...(options.freshFor === undefined ? {} : { staleTime: options.freshFor }),
    queryFn: async () => valueOf(await call(action, input, seat === undefined ? {} : { seat })),
  })
  return {
    value: query.data,
    refusal: query.error ? refusalOf(query.error) : undefined,
    loading: query.isPending && query.fetchStatus !== 'idle',
    cameAt: query.dataUpdatedAt,
    refresh: query.refetch,
  }
}

/** A list that arrives in pages, for the List component. */
export interface Pages<T> {
  readonly items: readonly T[]
  readonly state: 'loading' | 'failed' | 'ready'
  readonly refusal: Refusal | undefined
  /** There is more after the last item. */
  readonly more: boolean
  readonly loadingMore: boolean
  /** Why the next page did not come; the items so far stay. */
  readonly moreRefusal: Refusal | undefined
  readonly loadMore: () => void
  readonly refresh: () => Promise<unknown>
}

/** The actions that answer a page of items. */
export type PagedAction = {
  [N in ActionName]: Contract[N]['output'] extends { items: unknown[]; next?: string } ? N : never
}[ActionName]
export type ItemOf<N extends PagedAction> = Output<N>['items'][number]

/** Asks an action that answers pages; `input` without its cursor. */
export function usePages<N extends PagedAction>(
  action: N,
  input: Omit<Input<N>, 'cursor'>,
  options: { when?: boolean } = {},
): Pages<ItemOf<N>> {
  const seat = useSeat()
  const query = useInfiniteQuery({
    queryKey: [action, input, seat, 'pages'],
    enabled: options.when ?? true,
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: async ({ pageParam }) => {
      // Omit<> above took the cursor away from the action's own input type; here it comes back.
      const asked = (pageParam === undefined ? input : { ...input, cursor: pageParam }) as Input<N>
      return valueOf(await call(action, asked, seat === undefined ? {} : { seat }))
    },
    getNextPageParam: (page) => ('next' in page ? page.next : undefined),
  })
  const pages = query.data?.pages
  const refusal = query.error ? refusalOf(query.error) : undefined
  return {
    items: pages?.flatMap((page): ItemOf<N>[] => page.items) ?? [],
    state: pages ? 'ready' : refusal ? 'failed' : 'loading',
    refusal,
    more: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    moreRefusal: query.isFetchNextPageError ? refusal : undefined,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
    },
    refresh: query.refetch,
  }
}

/** Makes everything on screen ask again, as after a write: somebody else is signed in now. */
export function useAskAgain(): () => void {
  const queries = useQueryClient()
  return useCallback(() => void queries.invalidateQueries(), [queries])
}

/** A write: press it with its input, see whether it is under way, and why it was refused. */
export interface Write<N extends ActionName> {
  /** Sends. A second press while the first is under way does nothing and answers undefined. */
  readonly press: (input: Input<N>) => Promise<Answer<N> | undefined>
  readonly busy: boolean
  readonly refusal: Refusal | undefined
  /** What to say at a field, by its dotted path. */
  readonly problemAt: (path: string) => string | undefined
  readonly forget: () => void
}

interface Attempt {
  readonly said: string
  readonly requestId: string
}

/**
 * A write that happens once: pressing again with the same input sends the same requestId until it succeeded.
 * @param options.keepAs where the requestId is kept on the phone, for a write that must survive the app being killed
 * After success everything on screen asks again, because a write may change any list.
 */
export function useWrite<N extends ActionName>(
  action: N,
  options: { keepAs?: string; seat?: string | null } = {},
): Write<N> {
  const around = useSeat()
  const seat = options.seat === null ? undefined : (options.seat ?? around)
  const queries = useQueryClient()
  const underWay = useRef(false)
  const attempt = useRef<Attempt | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined)
  const { keepAs } = options

  const press = useCallback(
    async (input: Input<N>) => {
      if (underWay.current) return undefined
      underWay.current = true
      setBusy(true)
      setRefusal(undefined)
      try {
        const requestId = await requestIdFor(attempt, JSON.stringify(input), keepAs)
        const answer = await call(action, input, seat === undefined ? { requestId } : { requestId, seat })
        if (answer.ok) {
          attempt.current = undefined
          if (keepAs !== undefined) drop(keepAs)
          void queries.invalidateQueries()
        } else {
          setRefusal(answer.refusal)
        }
        return answer
      } finally {
        underWay.current = false
        setBusy(false)
      }
    },
    [action, keepAs, queries, seat],
  )

  return {
    press,
    busy,
    refusal,
    problemAt: (path) => refusal?.fields?.find((field) => field.path === path)?.text,
    forget: useCallback(() => setRefusal(undefined), []),
  }
}

async function requestIdFor(
  attempt: { current: Attempt | undefined },
  said: string,
  keepAs: string | undefined,
): Promise<string> {
  const before = attempt.current ?? (keepAs === undefined ? undefined : kept<Attempt>(keepAs))
  if (before?.said === said) {
    attempt.current = before
    return before.requestId
  }
  const fresh = { said, requestId: await randomId() }
  attempt.current = fresh
  if (keepAs !== undefined) keep(keepAs, fresh)
  return fresh.requestId
}

function valueOf<N extends ActionName>(answer: Answer<N>): Output<N> {
  if (answer.ok) return answer.value
  throw new Refused(answer.refusal)
}
