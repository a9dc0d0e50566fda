import type { MethodName, MethodResult, ParsedParams } from '#shared/contract/contract.ts'
import { appInfo } from './app-info.ts'
import { installBackend, listBackends } from './backends.ts'
import { createBackup } from './backups.ts'
import { bulkLabels } from './labels-bulk.ts'
import { AppError } from '#shared/errors.ts'
import type { EngineContext } from './context.ts'
import { libraryCounts } from './counts.ts'
import { runDoctor } from './doctor.ts'
import { editPoster, markPosters } from './edits.ts'
import { evaluate } from './evaluate.ts'
import { listFilters, removeFilter, saveFilter } from './filters.ts'
import { browseFolders, folderOptions, listFolders, relocateFolder, removeFolder } from './folders.ts'
import { forgetMissing } from './forget.ts'
import { applyLabels, labelState, readVerdicts, redoLabels, setLabel, undoLabels } from './labels.ts'
import { exportLabels } from './labels-export.ts'
import { importLabels } from './labels-import.ts'
import { libraryCards, libraryIds, libraryList } from './library.ts'
import { libraryCsv } from './library-csv.ts'
import { measuredModel } from './model-measured.ts'
import { listModels, modelReport, predictFiles, verifyModels } from './models.ts'
import { acceptableNfos, acceptNfos } from './nfo-accept.ts'
import { previewNfos, writeNfos } from './nfo-write.ts'
import { addOwn, listOwn, removeOwn, renameOwn } from './own.ts'
import { suggestOwn } from './own-suggest.ts'
import { readOwnVerdicts, setOwn } from './own-verdicts.ts'
import { findPoster, posterDetail } from './poster.ts'
import { powerChanged } from './power.ts'
import { decideDuplicates, duplicateGroups, problemCounts, setAsideFiles } from './problems.ts'
import { reviewPage, reviewState } from './review.ts'
import { answerReview } from './review-answer.ts'
import { previewScan, startScan } from './scan.ts'
import { listSettings, setSetting } from './settings.ts'
import { similarPosters } from './similar.ts'
import { backupKeep, backupList, diagnostics, storage } from './storage.ts'
import { declineTeaching, teachChanges, teachState } from './teach.ts'
import { exportTeachChanges, teachChangesText } from './teach-export.ts'
import { startTeaching } from './teach-job.ts'
import { rollbackModel, useModel, useTeaching } from './use-model-job.ts'
import { whyGenre } from './why.ts'

type Handler<Name extends MethodName> = (
  context: EngineContext,
  params: ParsedParams<Name>,
  signal: AbortSignal,
) => MethodResult<Name> | Promise<MethodResult<Name>>

/** Every method of the contract and the function that answers it. A missing one does not compile. */
export const HANDLERS: { [Name in MethodName]: Handler<Name> } = {
  'app.info': appInfo,
  'app.doctor': (context, _, signal) => runDoctor(context, signal),
  'app.power': powerChanged,
  'app.storage': storage,
  'app.diagnostics': (context, _, signal) => diagnostics(context, signal),
  'folders.list': listFolders,
  'folders.remove': removeFolder,
  'folders.relocate': relocateFolder,
  'folders.forgetMissing': forgetMissing,
  'folders.browse': (_, params) => browseFolders(params),
  'folders.options': folderOptions,
  'scan.start': startScan,
  'scan.preview': (_, params, signal) => previewScan(params, signal),
  'jobs.list': ({ jobs }) => ({ jobs: jobs.list() }),
  'jobs.cancel': ({ jobs }, { id }) => jobs.cancel(id),
  'jobs.pause': ({ jobs }, { id }) => jobs.pause(id),
  'jobs.resume': ({ jobs }, { id }) => jobs.resume(id),
  'jobs.wait': ({ jobs }, { id }) => jobs.wait(id),
  'library.ids': libraryIds,
  'library.cards': libraryCards,
  'library.counts': libraryCounts,
  'library.similar': similarPosters,
  'library.list': libraryList,
  'library.csv': libraryCsv,
  'poster.get': posterDetail,
  'poster.edit': editPoster,
  'poster.mark': markPosters,
  'poster.why': whyGenre,
  'poster.find': findPoster,
  'labels.set': setLabel,
  'labels.apply': applyLabels,
  'labels.bulk': bulkLabels,
  'labels.undo': undoLabels,
  'labels.redo': redoLabels,
  'labels.state': labelState,
  'labels.verdicts': readVerdicts,
  'labels.export': exportLabels,
  'labels.import': importLabels,
  'nfo.acceptable': acceptableNfos,
  'nfo.accept': acceptNfos,
  'nfo.preview': (context, _, signal) => previewNfos(context, signal),
  'nfo.write': writeNfos,
  'own.list': listOwn,
  'own.add': addOwn,
  'own.rename': renameOwn,
  'own.remove': removeOwn,
  'own.set': setOwn,
  'own.verdicts': readOwnVerdicts,
  'own.suggest': suggestOwn,
  'models.list': listModels,
  'models.verify': verifyModels,
  'models.predict': predictFiles,
  'models.report': modelReport,
  'models.measured': measuredModel,
  'models.evaluate': evaluate,
  'settings.list': listSettings,
  'settings.set': setSetting,
  'backup.list': backupList,
  'backup.keep': backupKeep,
  // Answered by the engine that can reopen itself; this one has the catalog open.
  'backup.restore': () => {
    throw new AppError('catalog/busy')
  },
  'backup.create': ({ store }, params) => createBackup(store, params),
  'backends.list': (context, _, signal) => listBackends(context, signal),
  'backends.install': (context, _, signal) => installBackend(context, { signal }),
  'filters.list': listFilters,
  'filters.save': saveFilter,
  'filters.remove': removeFilter,
  'problems.counts': problemCounts,
  'problems.setAside': setAsideFiles,
  'problems.duplicates': duplicateGroups,
  'problems.decide': decideDuplicates,
  'review.page': reviewPage,
  'review.answer': answerReview,
  'review.state': reviewState,
  'teach.state': teachState,
  'teach.start': startTeaching,
  'teach.changes': teachChanges,
  'teach.export': exportTeachChanges,
  'teach.exportText': teachChangesText,
  'teach.use': useTeaching,
  'teach.decline': declineTeaching,
  'models.use': useModel,
  'models.rollback': rollbackModel,
}
