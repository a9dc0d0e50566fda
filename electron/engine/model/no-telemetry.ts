/**
 * ONNX Runtime 1.30 counts who uses it: it keeps an id and a database in the user's cache folder and sends them to its
 * maker. This switches it off, in this process and those it starts. It must be imported where the runtime is, and on the
 * main thread before a thread loads it: threads have a copy of the environment that native code does not see.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1'
