import type { Output } from '@/api/call'
import type { Saved } from '@/platform/save-file'

/** How many lines went into the file, and what was left out. */
export function sayExported({ rows, cut }: Pick<Output<'opinion.export'>, 'rows' | 'cut'>): string {
  if (rows === 0) return '没有符合的意见，没有导出表格。'
  return cut ? `只导出了前${rows}件，请先筛选。` : `导出了 ${rows} 件。`
}

/** Where the file is now. */
export function savedIn(as: Saved['as'], fileName: string): string {
  if (as === 'downloaded') return `文件“${fileName}”在浏览器的下载里。`
  if (as === 'opened') return '表格已经打开，点右上角可以转发到电脑上。'
  return fileName.endsWith('.csv') ? '微信里不能直接看这种表格，请发到聊天里，在电脑上打开。' : '表格没能直接打开，请发到聊天里，在电脑上打开。'
}
