/** A vitest reporter that leaves the counts of each suite in the file named by ONESHEET_TEST_COUNTS. */
import { writeFileSync } from 'node:fs'

export default class CountingReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const suites = {}
    let brokenFiles = 0
    for (const module of modules) {
      const counts = (suites[module.project.name] ??= { passed: 0, failed: 0, skipped: 0 })
      let failedHere = 0
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        counts[state === 'passed' || state === 'failed' ? state : 'skipped'] += 1
        if (state === 'failed') failedHere += 1
      }
      // A file that could not be loaded, or whose hooks threw, has no failed test to count.
      if (module.state() === 'failed' && failedHere === 0) {
        counts.failed += 1
        brokenFiles += 1
      }
    }
    const file = process.env['ONESHEET_TEST_COUNTS']
    if (file) writeFileSync(file, JSON.stringify({ suites, brokenFiles, unhandled: unhandledErrors.length }))
  }
}
