/** The simulator page in the browser. Talks to /wechat only. */
import type { Person, StationLine } from './people'

interface State {
  readonly now: string
  readonly clock: string
  readonly ahead: number
  readonly me?: { readonly openid: string; readonly name: string }
  readonly counts: Readonly<Record<string, number>>
  readonly bells: readonly {
    readonly at: string
    readonly title: string
    readonly fields: readonly { readonly label: string; readonly value: string }[]
    readonly page: string
  }[]
  readonly templates: readonly { readonly bell: string; readonly title: string; readonly left: number }[]
  readonly services: readonly {
    readonly name: string
    readonly label: string
    readonly kinds: readonly { readonly kind: string; readonly label: string }[]
    readonly trouble?: { readonly kind: string; readonly seconds: number }
  }[]
}

const roleTabs = { resident: '群众', deputy: '代表', staff: '人大', handler: '承办人' } as const
type Role = keyof typeof roleTabs

let people: readonly Person[] = []
let stations: readonly StationLine[] = []
let state: State | undefined
let shown: Role = 'resident'
let drawn = ''

/** The element of an id; page.html has them all. */
function at<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}`)
  return found as T // the caller names the tag that page.html gives this id
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...inside: (Node | string)[]) {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...inside)
  return made
}

function button(className: string, label: string, does: () => void): HTMLButtonElement {
  const made = make('button', className, label)
  made.type = 'button'
  made.addEventListener('click', does)
  return made
}

let toastTimer = 0
function toast(words: string): void {
  const line = at('toast')
  line.textContent = words
  line.hidden = false
  clearTimeout(toastTimer)
  toastTimer = window.setTimeout(() => (line.hidden = true), 3500)
}

async function send(action: string, body: object = {}): Promise<boolean> {
  try {
    const answer = await fetch(`/wechat/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const said = (await answer.json()) as { text?: string } // our own server's answer
    if (!answer.ok) toast(said.text ?? '没有成功，请再试一次。')
    await refresh()
    return answer.ok
  } catch {
    toast('连不上本机的直通车。请看终端里它是否还在运行。')
    return false
  }
}

function openInPhone(address: string): void {
  const frame = at<HTMLIFrameElement>('phone')
  // The app keeps what it read; another person must begin afresh.
  frame.contentWindow?.location.replace(address)
  if (address.includes('#')) frame.contentWindow?.location.reload()
}

/** Where somebody's own work is. */
const homes: Readonly<Record<Role, string>> = {
  resident: '/',
  deputy: '/#/packages/deputy/home/index',
  staff: '/#/packages/staff/queue/index',
  handler: '/#/packages/unit/queue/index',
}

async function become(person: Person): Promise<void> {
  if (await send('become', { openid: person.openid })) openInPhone(homes[person.role])
}

function drawPeople(): void {
  const words = at<HTMLInputElement>('search').value.trim()
  const fits = (one: Person) => (words ? `${one.name}${one.about}`.includes(words) : one.role === shown)
  const found = people.filter(fits)
  const rows = found.map((person) => {
    const row = button('person', '', () => void become(person))
    const mine = person.openid === state?.me?.openid
    if (mine) row.setAttribute('aria-current', 'true')
    const bells = state?.counts[person.openid] ?? 0
    const name = make('span', 'name', person.name)
    if (mine) name.append(make('span', 'now', '现在是我'))
    row.append(name, make('span', 'about', person.about))
    if (bells > 0) row.append(make('span', 'badge', `${bells} 条提醒`))
    return make('li', '', row)
  })
  at('people').replaceChildren(...(rows.length > 0 ? rows : [make('li', 'empty', '没有找到，换个词试试。')]))
  // Object.keys is typed string[]; the record's own type says which keys there are.
  const tabs = (Object.keys(roleTabs) as Role[]).map((role) => {
    const tab = button('tab', roleTabs[role], () => {
      shown = role
      at<HTMLInputElement>('search').value = ''
      drawPeople()
    })
    tab.setAttribute('aria-pressed', String(!words && role === shown))
    return tab
  })
  at('roles').replaceChildren(...tabs)
}

function drawStations(): void {
  const words = at<HTMLInputElement>('station-search').value.trim()
  const found = stations.filter((one) => `${one.name}${one.address}${one.congressName}${one.code}`.includes(words))
  const rows = found.map((station) => {
    const scan = button('quiet scan', '扫码', () => openInPhone(`/s/${station.code}`))
    scan.setAttribute('aria-label', `扫${station.name}的码`)
    const poster = make('a', 'link', '海报')
    poster.href = `/wechat/poster/${station.code}`
    poster.target = '_blank'
    poster.rel = 'noopener'
    const text = make('div', 'station-text', make('span', 'name', station.name), make('span', 'about', station.address))
    return make('li', 'station', text, poster, scan)
  })
  at('stations').replaceChildren(...(rows.length > 0 ? rows : [make('li', 'empty', '没有找到，换个词试试。')]))
}

function drawState(): void {
  if (!state) return
  at('clock').textContent = state.clock
  at('ahead').textContent = state.ahead >= 1 ? `比真实时间快 ${ahead(state.ahead)}` : ''
  const { me } = state
  at('me').textContent = me ? `现在是：${me.name}` : '还没有选人，现在是访客'
  at('leave').hidden = !me
  const role = people.find((one) => one.openid === me?.openid)?.role ?? 'resident'
  at<HTMLAnchorElement>('full').href = homes[role]
  at('bell-count').textContent = state.bells.length > 0 ? `${state.bells.length} 条` : ''
  const bells = state.bells.map((bell) => {
    const lines = make('dl', '', ...bell.fields.flatMap(({ label, value }) => [make('dt', '', label), make('dd', '', value)]))
    const open = button('link', '进入小程序查看', () => openInPhone(`/#/${bell.page}`))
    return make('li', 'bell', make('p', 'bell-head', make('strong', '', bell.title), make('span', 'about', bell.at)), lines, open)
  })
  const empty = me ? `${me.name}还没有收到提醒。允许以后，有了答复微信会响一声。` : '选一个人，就能看到他微信里收到的提醒。'
  at('bells').replaceChildren(...(bells.length > 0 ? bells : [make('li', 'empty', empty)]))
  at('templates').replaceChildren(...state.templates.map(drawTemplate))
  drawTroubles(state.services)
}

function drawTemplate(template: State['templates'][number]): HTMLElement {
  const once = (times: number) => () => void send('consent', { bell: template.bell, times })
  const buttons = [button('quiet', '允许 1 条', once(1)), button('quiet', '允许 3 条', once(3))]
  for (const one of buttons) one.disabled = !state?.me
  const left = make('span', 'about', `还可收 ${template.left} 条`)
  return make('li', 'template', make('div', 'station-text', make('span', 'name', template.title), left), ...buttons)
}

function drawTroubles(list: State['services']): void {
  const labelOf = ({ kinds, trouble }: State['services'][number]) => kinds.find((one) => one.kind === trouble?.kind)?.label
  const waits = (one: State['services'][number]) => one.trouble !== undefined && ['slow', 'late'].includes(one.trouble.kind)
  const on = list.filter((one) => one.trouble)
  at('trouble-on').hidden = on.length === 0
  const said = on.map((one) => `${one.label}：${labelOf(one) ?? ''}${waits(one) ? `（${one.trouble?.seconds} 秒）` : ''}`)
  at('trouble-on').textContent = `正在演练平台故障 · ${said.join('；')}`
  at('services').replaceChildren(...list.map(drawService))
}

function drawService(service: State['services'][number]): HTMLElement {
  const select = make('select', '')
  select.setAttribute('aria-label', `${service.label}的故障`)
  const options = [{ kind: '', label: '正常' }, ...service.kinds]
  for (const { kind, label } of options) select.append(new Option(label, kind, false, kind === (service.trouble?.kind ?? '')))
  select.addEventListener('change', () => void send('trouble', { service: service.name, ...(select.value ? { kind: select.value, seconds: 30 } : {}) }))
  return make('li', '', make('span', 'name', service.label), select)
}

function ahead(minutes: number): string {
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  return days > 0 ? `${days} 天${hours > 0 ? ` ${hours} 小时` : ''}` : hours > 0 ? `${hours} 小时` : `${minutes} 分钟`
}

async function refresh(): Promise<void> {
  const answer = await fetch('/wechat/state')
  state = (await answer.json()) as State // our own server's answer
  // Only what changed is drawn, so that a button is not taken from under the pointer.
  const { now: _now, ...seen } = state
  const text = JSON.stringify(seen)
  if (text === drawn) return
  drawn = text
  // Somebody new, or a case that moved, which its submitter's line tells.
  await loadPeople()
  drawState()
  drawPeople()
}

async function loadPeople(): Promise<void> {
  const answer = await fetch('/wechat/people')
  const read = (await answer.json()) as { people: Person[]; stations: StationLine[] } // our own server's answer
  people = read.people
  stations = read.stations
}

async function begin(): Promise<void> {
  at('search').addEventListener('input', drawPeople)
  at('station-search').addEventListener('input', drawStations)
  at('newcomer').addEventListener('click', () => {
    shown = 'resident'
    void send('newcomer').then((ok) => ok && openInPhone('/'))
  })
  at('leave').addEventListener('click', () => void send('leave').then((ok) => ok && openInPhone('/')))
  for (const one of document.querySelectorAll<HTMLButtonElement>('[data-hours]')) {
    one.addEventListener('click', () => void send('clock', { hours: Number(one.dataset.hours) }))
  }
  const date = at<HTMLInputElement>('date')
  date.addEventListener('change', () => {
    if (date.value) void send('clock', { date: date.value }).then(() => (date.value = ''))
  })
  await loadPeople()
  await refresh()
  drawStations()
  setInterval(() => void refresh().catch(() => undefined), 3000)
}

void begin().catch(() => toast('连不上本机的直通车。请看终端里它是否还在运行。'))
