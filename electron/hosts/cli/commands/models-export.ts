import { exportModel } from '#engine/app/model-export.ts'
import { listModels } from '#engine/app/models.ts'
import type { Run } from '../terminal.ts'
import { print } from '../terminal.ts'
import { catalogModelTools } from '../with-engine.ts'

interface ExportOptions {
  catalog?: string
  force?: true
}

/** `models export`: one zip archive, whose unpacked folder `--model` takes. */
export async function exportArchive(
  run: Run,
  model: string,
  file: string,
  options: ExportOptions,
): Promise<void> {
  const tools = catalogModelTools(options)
  const { bytes, sha256 } = await exportModel(tools, { model, file, force: options.force === true })
  print(run, { ...listModels(tools), bytes, sha256 }, () => {
    const size = (bytes / 1e6).toFixed(1)
    return `${size} MB written to ${file}, SHA-256 ${sha256}. Unpacked, its folder is what --model takes.`
  })
}
