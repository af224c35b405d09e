// Writes the tables of a run, with the commit and the machine that were measured.

import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import type { ColdStart } from './cold-start.ts'
import type { BesideHashes } from './hash-beside.ts'
import type { Interval } from './interval.ts'
import type { Measured, Pace } from './throughput.ts'
import type { Timed } from './with-storage.ts'

export interface Gated extends Measured {
  readonly generator: 'wrk' | 'autocannon'
  /** True if each subject had a processor to itself. */
  readonly isPinned: boolean
}

export interface Report {
  readonly at: string
  readonly commit: string
  readonly machine: string
  readonly pace: Pace
  /** How often a cold start was measured. */
  readonly rounds: number
  readonly bundleKibibytes: { readonly gate: number; readonly whole: number }
  readonly throughput: Gated
  readonly withStorage: readonly Timed[]
  readonly coldStart: readonly ColdStart[]
  readonly besideHashes: readonly BesideHashes[]
}

export const describeMachine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`

export const describeCommit = (): string =>
  execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim()

export function writeReport(report: Report): string {
  const { gate, whole } = report.bundleKibibytes
  return [
    `${report.at}, commit ${report.commit}, on ${report.machine}.`,
    `As deployed, gzipped: the gate ${gate.toFixed(0)} KiB, gate and portal ${whole.toFixed(0)} KiB.`,
    describePace(report),
    '',
    writeThroughput(report.throughput),
    '',
    table(
      ['operation with D1', 'times measured', 'times a second', 'p50 ms', 'p99 ms', 'CPU ms'],
      report.withStorage.map(({ name, samples, perSecond, p50, p99, cpuSeconds }) => [
        name,
        count(samples),
        perSecond === undefined ? 'one by one' : count(perSecond),
        p50.toFixed(1),
        p99.toFixed(1),
        cpuSeconds.toFixed(2),
      ]),
    ),
    '',
    table(
      ['cold start of', 'ms', 'CPU ms'],
      report.coldStart.map(({ name, wall, cpu }) => [name, wall.median.toFixed(0), cpu.median.toFixed(0)]),
    ),
    '',
    table(
      ['200 gated requests a second, with', 'sign-ins', 'p50 ms', 'p99 ms'],
      report.besideHashes.map(({ name, signIns, p50, p99 }) => [
        name,
        String(signIns),
        p50.toFixed(1),
        p99.toFixed(1),
      ]),
    ),
  ].join('\n')
}

function describePace({ pace, throughput }: Report): string {
  const { blocks, seconds, connections } = pace
  const { generator, isPinned, disturbed } = throughput
  const where = isPinned ? 'on a processor of its own' : 'on any processor'
  return `Medians of ${blocks} slices of ${seconds} s each, with ${generator} and ${connections} connections, each subject ${where}. ${disturbed} slices were thrown away. A ratio is a figure divided by the baseline’s of the same block, with the 90 % interval of its median. CPU is for one request.`
}

export const writeThroughput = ({ throughput }: Measured): string =>
  table(
    [
      'requests without storage, through',
      'CPU ms',
      'CPU ratio',
      'requests a second',
      'ratio',
      'p50 ms',
      'p99 ms',
      'ratio',
      'memory, MiB',
    ],
    throughput.map(({ name, ratio, cpu, perSecond, p50, p99, mebibytes }) => [
      name,
      cpu.toFixed(3),
      writeInterval(ratio.cpu),
      count(perSecond),
      writeInterval(ratio.perSecond),
      p50.toFixed(1),
      p99.toFixed(1),
      writeInterval(ratio.p99),
      String(mebibytes),
    ]),
  )

const writeInterval = ({ median, low, high }: Interval): string =>
  `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`

const count = (value: number) => Math.round(value).toLocaleString('en')

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}
