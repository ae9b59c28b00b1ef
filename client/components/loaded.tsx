import type { ReactNode } from 'react'
import type { Asked } from '@/api/hooks'
import { ErrorPane } from './error-pane'
import { Skeleton } from './skeleton'

export interface LoadedProps<T> {
  of: Asked<T>
  children: (value: T) => ReactNode
  /** What stands there meanwhile. */
  skeleton?: ReactNode
}

/** One thing asked from the server: a skeleton while it comes, why it did not, or the thing. */
export function Loaded<T>({ of, children, skeleton }: LoadedProps<T>) {
  if (of.value !== undefined) return <>{children(of.value)}</>
  if (of.refusal !== undefined) return <ErrorPane refusal={of.refusal} onRetry={() => void of.refresh()} />
  return <>{skeleton ?? <Skeleton cards={2} />}</>
}
