import QRCode from 'qrcode'

/** Where a scanned station code leads: SCAN_PATH + code. */
export const SCAN_PATH = '/s/'

export interface PosterStation {
  readonly code: string
  readonly name: string
  readonly address: string
  readonly hours: string
  readonly congressName: string
}

/** A4 poster of a station, to be printed: its code, large, with what to do. */
export async function drawPoster(station: PosterStation, scanAddress: string): Promise<string> {
  const svg = await QRCode.toString(scanAddress, { type: 'svg', margin: 0, errorCorrectionLevel: 'Q', color: { dark: '#1F2328' } })
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(station.name)} · 二维码</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/wechat/poster.css">
</head>
<body>
<main class="poster">
<p class="congress">${escapeHtml(station.congressName)}</p>
<h1>${escapeHtml(station.name)}</h1>
<p class="lead">有话想对人大代表说？<br>微信扫一扫，件件有回音</p>
<div class="code" role="img" aria-label="${escapeHtml(station.name)}的二维码">${svg}</div>
<ol>
<li>扫码，写下或说出您的意见</li>
<li>记下查询编号，随时查看办到哪一步</li>
<li>办完请您评价：满意、基本满意、不满意</li>
</ol>
<p class="where">${escapeHtml(station.address)}<br>${escapeHtml(station.hours)}</p>
<p class="number">家站编号 ${escapeHtml(station.code)}</p>
</main>
</body>
</html>
`
}

/** Text as it may stand in HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
}
