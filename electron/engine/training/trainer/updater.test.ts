import { beforeAll } from 'vitest'
import { testUpdater } from '../../../../tests/helpers/updater-tests.ts'
import { startBackend } from '../../model/backends/start-backend.ts'
import { DeviceUpdater } from './device-updater.ts'
import { HostUpdater } from './host-updater.ts'

beforeAll(() => startBackend('cpu'))

testUpdater('in plain memory', HostUpdater)
testUpdater('on a device', DeviceUpdater)
