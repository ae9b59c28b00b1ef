import type { Browser } from 'playwright-core'
import { startLocalCloud, type Listed, type RunningCloud } from './local-cloud'
import { openBrowser, Person, sizes, type Size } from './person'

// The first start plays sixty days of a county; the story itself waits for conditions, never for time.
jest.setTimeout(120_000)

let cloud: RunningCloud
let browser: Browser
beforeAll(async () => {
  ;[cloud, browser] = await Promise.all([startLocalCloud(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await cloud.stop()
})

/** The first listed of a role whose description has all these words. */
function listed(role: Listed['role'], ...words: string[]): string {
  const found = cloud.people.find((one) => one.role === role && words.every((word) => one.about.includes(word)))
  if (!found) throw new Error(`nobody is ${role}, ${words.join(', ')}`)
  return found.name
}

/** A picture to send: a street lamp that gives no light. */
async function lampPhoto(): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
  await page.setContent(`<svg width="800" height="600" style="position:fixed;inset:0;background:#22303c">
    <rect y="470" width="800" height="130" fill="#39434a"/><path d="M380 520V170q0-60 60-60h70" fill="none" stroke="#9aa5ab" stroke-width="14"/>
    <ellipse cx="530" cy="112" rx="52" ry="18" fill="#6b757b"/><rect x="90" y="300" width="180" height="170" fill="#4a4038"/></svg>`)
  const photo = await page.screenshot()
  await page.close()
  return photo
}

describe.each(Object.keys(sizes) as Size[])('the story at the size of a %s', (size) => {
  const everybody: Person[] = []
  const somebody = async () => {
    const person = await Person.arrive(browser, cloud, size)
    everybody.push(person)
    return person
  }
  let photo: Buffer
  let resident: Person
  let staff: Person
  let handler: Person
  let deputy: Person
  const station = () => {
    const found = cloud.stations.find(({ name }) => name === '城关街道代表之家')
    if (!found) throw new Error('the station of the county town is there')
    return found
  }
  const unit = '县城市管理局'
  // Each size tells of a lamp of its own.
  const street = { phone: '南河湾小区', desk: '东门社区' }[size]
  const text = `${street}西门口的路灯坏了半个月，晚上老人走路不安全，请派人来修。`
  const said = { number: '', slip: '' }

  beforeAll(async () => {
    photo = await lampPhoto()
    resident = await somebody()
    staff = await somebody()
    handler = await somebody()
    deputy = await somebody()
  })
  afterAll(() => Promise.all(everybody.map((person) => person.leave())))

  let broken: string | undefined
  /** A part of the story: it stands on those before, and no browser may have had trouble in it. */
  const chapter = (name: string, tell: () => Promise<void>) =>
    test(name, async () => {
      if (broken !== undefined) throw new Error(`the story ended at: ${broken}`)
      broken = name
      try {
        await tell()
      } catch (trouble) {
        for (const [at, person] of everybody.entries()) await person.shootAsItIs(`broken-${at}`)
        throw trouble
      }
      expect(everybody.flatMap((person) => person.troubles.splice(0))).toEqual([])
      broken = undefined
    })

  chapter('she scans the code on the poster and finds the station', async () => {
    await resident.becomeNewcomer()
    await resident.page.getByText('允许收提醒').click()
    await resident.page.getByRole('listitem').filter({ hasText: '答复' }).getByRole('button', { name: '允许 1 条' }).first().click()
    await resident.sees('还可收 1 条')
    await resident.visit(`/s/${station().code}`)
    await resident.isAt('代表家站')
    await resident.sees(station().name, station().address, '周一至周五 8:30—12:00，14:00—17:30', '下次接待日', '家站的代表', '3 位')
    await resident.shoot('station')
  })

  chapter('what she writes is kept when she closes the page, and a double press sends one opinion', async () => {
    await resident.press('我有话说')
    await resident.isAt('我有话说')
    await resident.fill('您想说什么', text)
    await resident.fill('地点', `${street}西门口`)
    await resident.fill('姓名', '李秀英')
    await resident.fill('电话', '19900001234')
    await resident.addPhoto(photo)
    await resident.shoot('speak')

    await resident.closePage()
    await resident.visit(`/s/${station().code}`)
    await resident.press('我有话说')
    await resident.sees('上次没写完的还在，可以接着写。', `${text.length}/8000 字`)
    await resident.button('看第1张照片').waitFor()
    expect(await resident.box('您想说什么').inputValue()).toBe(text)
    expect(await resident.box('电话').inputValue()).toBe('19900001234')

    await resident.button('提交').dblclick()
    await resident.isAt('已收到您的意见')
    await resident.sees('收到了', /前告诉您是否受理/)
    said.number = (await resident.page.getByText(/^\d{4} \d{4} \d{4}$/).innerText()).trim()
    await resident.shoot('sent')
    await resident.press('回到家站')
    await resident.visit('/#/pages/me/index')
    await resident.isAt('我的')
    await resident.row(street).first().waitFor()
    expect(await resident.row(street).count()).toBe(1)
  })

  chapter('staff find it among the new ones, take it on and assign it to a unit', async () => {
    await staff.become(listed('staff', '云溪县', '代表联络科'))
    await staff.visit('/')
    await staff.pressRow('我的意见和消息')
    await staff.isAt('我的')
    await staff.pressRow('意见受理')
    await staff.isAt('意见受理')
    await staff.turnTo(/^待受理/)
    await staff.row(text.slice(0, 12)).waitFor()
    await staff.shoot('staff-queue')
    await staff.pressRow(text.slice(0, 12))
    await staff.sees(said.number)
    // The timer function has the words and the photo checked; until it knows, nobody can take it on.
    await staff.refreshesUntil('受理并交办')
    await staff.shoot('staff-case')
    await staff.press('查看联系方式')
    const contact = staff.sheet('查看联系方式')
    await staff.press('核实情况', contact)
    await staff.press('查看', contact)
    await staff.sees('李秀英', '19900001234')
    await staff.press('看完了', contact)
    await staff.press('受理并交办')
    const sheet = staff.sheet('受理并交办')
    await staff.fill('找单位', '城市管理', sheet)
    await staff.pressRow(unit, sheet)
    await staff.fill('交办说明', '请尽快到现场查看，老人多。', sheet)
    await staff.shoot('staff-assign')
    await staff.press(`交给${unit}`, sheet)
    await sheet.waitFor({ state: 'detached' })
    await staff.sees(new RegExp(`已交给${unit}办理`))
  })

  chapter('the unit signs for it, notes what it did with a photo, and answers', async () => {
    await handler.become(listed('handler', unit, '主任'))
    await handler.visit('/#/pages/me/index')
    await handler.pressRow('承办事项')
    await handler.isAt(`承办事项 · ${unit}`)
    await handler.turnTo(/^待签收/)
    await handler.pressRow(text.slice(0, 12))
    await handler.sees('请尽快到现场查看，老人多。', '李秀英')
    await handler.shoot('unit-case')
    await handler.press('签收')
    await handler.sees('已签收，群众会收到消息')
    await handler.press('记录进展')
    const progress = handler.sheet('记录进展')
    await handler.fill('做了什么', '已到现场查看，线路老化，正在更换。', progress)
    await handler.addPhoto(photo, progress)
    await handler.press('记下进展', progress)
    await progress.waitFor({ state: 'detached' })
    await handler.sees('已到现场查看，线路老化，正在更换。')
    await answer('提交答复', '路灯线路已安排更换，请耐心等待。')
  })

  /** The unit's answer, on the sheet of that title. */
  async function answer(title: string, words: string): Promise<void> {
    await handler.press('提交答复')
    const sheet = handler.sheet(title)
    await handler.fill('答复内容', words, sheet)
    await handler.choose(/^A类/, sheet)
    await handler.shoot(title === '提交答复' ? 'unit-reply' : 'unit-reply-again')
    await handler.press('提交答复', sheet)
    await sheet.waitFor({ state: 'detached' })
    await handler.sees('答复已提交，等人大审核')
  }

  /** Staff look at the answer and let it go. */
  async function release(words: string): Promise<void> {
    await staff.visit('/')
    await staff.pressRow('我的意见和消息')
    await staff.pressRow('意见受理')
    await staff.turnTo(/^待审核答复/)
    await staff.pressRow(text.slice(0, 12))
    await staff.sees('等您审核的答复', words)
    await staff.shoot('staff-release')
    await staff.press('审核答复')
    const sheet = staff.sheet('审核答复')
    await staff.press('通过，发给提交人', sheet)
    await sheet.waitFor({ state: 'detached' })
  }

  chapter('staff look at the answer and let it go; her bell rings and the answer is in her inbox', async () => {
    await release('路灯线路已安排更换，请耐心等待。')
    await resident.visit('/wechat')
    const bells = resident.page.getByRole('region', { name: '微信里收到的提醒' })
    await bells.getByText(said.number.replaceAll(' ', '-')).waitFor()
    await resident.shoot('simulator')

    await resident.visit('/')
    await resident.sees(/条未读/)
    await resident.shoot('home')
    await resident.pressRow('我的意见和消息')
    await resident.isAt('我的')
    await resident.row(street).first().waitFor()
    await resident.shoot('me')
    await resident.pressRow(/^消息/)
    await resident.isAt('消息')
    await resident.row('您的意见有答复了').first().waitFor()
    await resident.shoot('inbox')
    await resident.row('您的意见有答复了').first().click()
    await resident.isAt('意见详情')
    await resident.sees(`${unit}已经答复，请您评价`, '路灯线路已安排更换，请耐心等待。', '已到现场查看，线路老化，正在更换。', '办理经过')
    await resident.shoot('case')
  })

  chapter('dissatisfied, she has it done again; after the second answer it is closed as she rates it', async () => {
    await resident.choose('不满意')
    await resident.sees('评“不满意”会请单位重新办理一次，并再答复您。')
    await resident.fill('哪里还没有解决', '灯还是不亮')
    await resident.shoot('rate')
    await resident.press('提交评价')
    await resident.sees(/正在重新办理/, '灯还是不亮')

    await handler.visit('/#/pages/me/index')
    await handler.pressRow('承办事项')
    await handler.turnTo(/^办理中/)
    await handler.pressRow(text.slice(0, 12))
    // What was just asked is shown from memory for some seconds.
    await handler.press('刷新')
    await handler.sees('群众评价', '灯还是不亮', /群众不满意，请重新办理/)
    await answer('第2次答复', '已重新接线，路灯今晚亮了。')
    await release('已重新接线，路灯今晚亮了。')

    await resident.press('刷新')
    await resident.sees('第2次答复', '已重新接线，路灯今晚亮了。')
    await resident.choose('满意')
    await resident.press('提交评价')
    await resident.sees('已办结')
    await resident.shoot('closed')
  })

  chapter('whoever has the number and the last four digits of the phone follows it without signing in', async () => {
    const visitor = await somebody()
    await visitor.visit('/')
    await visitor.pressRow('办得怎么样了')
    await visitor.isAt('办得怎么样了')
    await visitor.fill('编号', said.number)
    await visitor.fill('手机号后四位', '1234')
    await visitor.shoot('follow')
    await visitor.press('查询')
    await visitor.sees('已办结', '已重新接线，路灯今晚亮了。')
  })

  chapter('a deputy notes down for a neighbour and gives him a slip; he follows it by the slip alone', async () => {
    await deputy.become(listed('deputy', station().name))
    await deputy.visit('/#/pages/me/index')
    await deputy.pressRow('代表工作台')
    await deputy.isAt('代表工作台')
    await deputy.sees(station().name)
    // She sees the opinions of her stations, this one among them.
    await deputy.row(text.slice(0, 12)).first().waitFor()
    await deputy.shoot('deputy-home')
    await deputy.press('代记意见')
    await deputy.isAt('代记意见')
    const heard = `王大爷说${street}的井盖松了，车一过就响。`
    await deputy.fill('他说了什么', heard)
    await deputy.fill('姓名', '王大爷')
    await deputy.shoot('deputy-note')
    await deputy.press('提交，出回执')
    await deputy.isAt('纸质回执')
    await deputy.sees('记下了，把回执交给他')
    const code = await deputy.page.getByLabel(/^回执数字/).getAttribute('aria-label')
    said.slip = code?.replace('回执数字 ', '') ?? ''
    expect(said.slip).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/)
    await deputy.shoot('deputy-slip')

    const neighbour = await somebody()
    await neighbour.visit('/')
    await neighbour.pressRow('办得怎么样了')
    await neighbour.choose(/^用回执查/)
    await neighbour.fill('回执上的数字', said.slip)
    await neighbour.press('查询')
    await neighbour.sees(heard)
    await neighbour.shoot('slip-followed')
  })
})
