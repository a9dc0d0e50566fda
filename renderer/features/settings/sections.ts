import { Database, FolderOpen, Info, Keyboard, Network, SlidersHorizontal, Tags } from 'lucide-vue-next'
import type { Component } from 'vue'

/** The sections of the settings, in order; their names are also the last part of the address. */
export const SECTIONS = ['general', 'folders', 'genres', 'keys', 'models', 'data', 'about'] as const
export type Section = (typeof SECTIONS)[number]

export const SECTION_ICONS: Readonly<Record<Section, Component>> = {
  general: SlidersHorizontal,
  folders: FolderOpen,
  genres: Tags,
  keys: Keyboard,
  models: Network,
  data: Database,
  about: Info,
}

export function isSection(name: unknown): name is Section {
  return SECTIONS.some((section) => section === name)
}
