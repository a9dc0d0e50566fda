import { workerData } from 'node:worker_threads'
import { answerRequests } from '../../platform/request-thread.ts'
import type { LoadedModel } from '../registry.ts'
import type { FeatureMaps } from './feature-maps.ts'
import { createFeatureMapper } from './feature-maps.ts'

/* The thread that computes the feature maps of single pictures, beside a scan's networks and never waiting for them. */
const mapper = createFeatureMapper(workerData as Pick<LoadedModel, 'manifest' | 'trunkBytes'>)
// A model that cannot be opened is the answer to the first request, not the end of this thread.
mapper.catch(() => undefined)

answerRequests<Uint8Array, FeatureMaps | null>(async (tensor) => (await mapper).map(tensor))
