import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openClock } from '../../local/clock'

let directory: string
let file: string
let real: Date
let said: string[]
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'express-lane-clock-'))
  file = path.join(directory, 'clock.json')
  real = new Date('2026-03-02T02:00:00Z')
  said = []
})
afterEach(() => rmSync(directory, { recursive: true }))

const open = () => openClock(file, () => real, (line) => said.push(line))

test('shows real time at first, and what it was moved to from then on, across restarts', () => {
  const clock = open()
  expect(clock.now()).toEqual(real)
  clock.moveTo(new Date('2026-03-05T02:00:00Z'))
  real = new Date('2026-03-02T03:00:00Z')
  expect(clock.now()).toEqual(new Date('2026-03-05T03:00:00Z'))
  clock.keep()
  real = new Date('2026-03-02T05:00:00Z')
  expect(open().now()).toEqual(new Date('2026-03-05T05:00:00Z'))
  expect(said).toEqual([])
})

test('is never moved back', () => {
  const clock = open()
  expect(() => clock.moveTo(new Date(real.getTime() - 1))).toThrow(RangeError)
  expect(clock.now()).toEqual(real)
})

test('where real time went back, goes on from the latest moment and says so', () => {
  const clock = open()
  clock.moveTo(new Date('2026-03-04T02:00:00Z'))
  clock.keep()
  real = new Date('2026-02-20T00:00:00Z')
  expect(open().now()).toEqual(new Date('2026-03-04T02:00:00Z'))
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('继续')
})

test('pinned for the first data, it keeps nothing and comes back to real time', () => {
  const clock = open()
  clock.pin(new Date('2026-01-01T00:00:00Z'))
  expect(clock.now()).toEqual(new Date('2026-01-01T00:00:00Z'))
  clock.keep()
  clock.pin(undefined)
  expect(clock.now()).toEqual(real)
  expect(open().now()).toEqual(real)
})
