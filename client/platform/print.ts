import { inWeChat } from './where'

/** Whether this page can be put on paper from here. */
export const canPrint = !inWeChat

/** Opens the browser's printing. */
export function printPage(): void {
  if (!inWeChat) window.print()
}
