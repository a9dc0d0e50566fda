/**
 * Builds tfjs-node's addon against a TensorFlow that lies on this machine and puts both in the data folder, as
 * `onesheet backends install native --library FOLDER` does.
 *
 *     node scripts/native-tensorflow.ts [FOLDER]
 *
 * FOLDER is an unpacked libtensorflow, the `tensorflow` folder of a Python wheel, or a virtual environment with one
 * (`python -m venv …`, `pip install tensorflow-cpu`); without it the usual places are looked at. ONESHEET_NATIVE puts
 * the result elsewhere.
 */
import { installNative } from '#engine/model/backends/install-native.ts'
import { nativeFolder } from '#engine/model/backends/native-library.ts'

const library = process.argv[2] ?? 'found'
const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
try {
  const description = await installNative({
    library,
    signal: stop.signal,
    report: (phase) => process.stderr.write(`${phase} …\n`),
  })
  process.stdout.write(`${description} is in ${nativeFolder()}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
