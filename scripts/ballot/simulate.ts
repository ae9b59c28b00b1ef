import { closeSync, openSync, writeSync } from 'node:fs'
import { forAgainstQuestion, markQuestion, MOST_QUESTIONS, type Question } from '@shared/ballot/election'
import { type Engine } from '@shared/ballot/engine'
import { type RandomBytes } from '@shared/ballot/random'
import { parseResult } from '@shared/ballot/tally'
import { UsageRefusal, wholeNumber } from './options'
import { simulateElection } from './simulate-election'

export const SIMULATE_OPTIONS = ['voters', 'projects', 'form', 'min', 'max', 'blank', 'trustees', 'revotes', 'out']

function questionsOf(named: ReadonlyMap<string, string>): Question[] {
  const projects = wholeNumber(named, 'projects', 1, MOST_QUESTIONS)
  const names = Array.from({ length: projects }, (_, i) => `项目${i + 1}`)
  const form = named.get('form')
  if (form === 'fab') return names.map(forAgainstQuestion)
  if (form !== 'mark') throw new UsageRefusal('--form 要写 mark（在候选项目中选若干个）或 fab（逐项赞成、反对、弃权）')
  const max = wholeNumber(named, 'max', 1, projects, Math.max(1, Math.floor(projects / 2)))
  const min = wholeNumber(named, 'min', 0, max, 0)
  const blank = named.get('blank') ?? 'no'
  if (blank !== 'yes' && blank !== 'no') throw new UsageRefusal('--blank 要写 yes 或 no')
  return [markQuestion('请选出您赞成的项目', names, { min, max, blank: blank === 'yes' })]
}

function trusteesOf(named: ReadonlyMap<string, string>): { threshold: number; trustees: number } {
  const match = /^(\d+)\/(\d+)$/.exec(named.get('trustees') ?? '')
  const [threshold, trustees] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)]
  if (threshold < 1 || threshold > trustees || trustees > 20) {
    throw new UsageRefusal('--trustees 要写 K/N，例如 2/3：三位监票人，任意两位可以开票')
  }
  return { threshold, trustees }
}

/** Runs a whole election with random votes into a file, and prints the plain count beside the decrypted one. */
export function simulate(named: ReadonlyMap<string, string>, engine: Engine, random: RandomBytes, now: number): boolean {
  const out = named.get('out')
  if (out === undefined) throw new UsageRefusal('--out 要写输出文件名，例如 --out 票决.bel')
  const voters = wholeNumber(named, 'voters', 1, 10000)
  const revotes = wholeNumber(named, 'revotes', 0, voters, 0)
  const simulation = { questions: questionsOf(named), voters, revotes, ...trusteesOf(named), timestamp: now, description: '随机选票，仅供检验程序。' }
  const fd = openSync(out, 'w')
  try {
    const { uuid, plain, decrypted } = simulateElection(engine, random, simulation, (bytes) => void writeSync(fd, bytes))
    const totals = parseResult(decrypted)
    console.log(`票决编号 ${uuid}，${voters} 人投票，${revotes} 人改投，档案 ${out}`)
    simulation.questions.forEach(({ question, answers, blank }, i) => {
      console.log(question)
      const names = blank ? ['空白票', ...answers] : answers
      names.forEach((name, j) => console.log(`  ${name}\t明数 ${plain[i]?.[j]}\t解密 ${totals[i]?.[j]}`))
    })
    const same = JSON.stringify(plain) === JSON.stringify(totals)
    console.log(same ? '明数与解密结果一致。' : '明数与解密结果不一致！')
    return same
  } finally {
    closeSync(fd)
  }
}
