/** The packager and its version: a change brings the schema of tests/fixtures/packaging with it. */
export const PACKAGER = 'electron-builder@26.17.0'
