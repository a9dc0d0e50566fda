import { contextBridge } from 'electron'

/** A placeholder: tells the window that it is in the desktop shell. The engine's calls come with the shell. */
contextBridge.exposeInMainWorld('onesheetShell', { host: 'desktop' })
