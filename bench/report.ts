// Writes the tables of a run, with the commit and the machine that were measured.

import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import type { ColdStart } from './cold-start.ts'
import type { BesideHashes } from './hash-beside.ts'
import type { Pace, Throughput } from './throughput.ts'
import type { Timed } from './with-storage.ts'

export interface Report {
  readonly at: string
  readonly commit: string
  readonly machine: string
  readonly pace: Pace
  readonly bundleKibibytes: { readonly gate: number; readonly whole: number }
  readonly throughput: readonly Throughput[]
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
    `Medians of ${report.pace.rounds} rounds of ${report.pace.seconds} s with ${report.pace.connections} connections. A share is a figure divided by the pass-through Worker’s of the same round (least to most). CPU is for one request.`,
    '',
    table(
      [
        'requests without storage, through',
        'requests a second',
        'share',
        'p50 ms',
        'p99 ms',
        'CPU ms',
        'share',
        'memory, MiB',
      ],
      report.throughput.map((each) => [
        each.name,
        count(each.perSecond.median),
        `${ratio(each.ratio.perSecond.median)} (${ratio(each.ratio.perSecond.least)} to ${ratio(each.ratio.perSecond.most)})`,
        each.p50.median.toFixed(1),
        each.p99.median.toFixed(1),
        each.cpuSeconds.median.toFixed(3),
        `${ratio(each.ratio.cpuSeconds.median)} (${ratio(each.ratio.cpuSeconds.least)} to ${ratio(each.ratio.cpuSeconds.most)})`,
        String(each.mebibytes),
      ]),
    ),
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

const count = (value: number) => Math.round(value).toLocaleString('en')
const ratio = (value: number) => value.toFixed(2)

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}
