import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { PropsWithChildren } from 'react'
import { refusalOf } from './call'

/**
 * `networkMode: 'always'`: WeChat sends no online event, so react-query must not wait for one.
 * One more try on a dead network, none on a refusal: the same question gets the same answer.
 */
const client = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      staleTime: 1_000,
      retry: (failures, error) => failures < 1 && refusalOf(error).code === 'OFFLINE',
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** What the hooks of hooks.ts need around them. */
export function ApiProvider({ children }: PropsWithChildren) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
