import { useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { ApiProvider } from './api/provider'
import { startCloud } from './platform/cloud'
import './styles/app.scss'

export default function App({ children }: PropsWithChildren) {
  useLaunch(startCloud)
  return <ApiProvider>{children}</ApiProvider>
}
