/** Whether this page can be put on paper from here. */
export const canPrint = !IN_WECHAT

/** Opens the browser's printing. */
export function printPage(): void {
  if (!IN_WECHAT) window.print()
}
