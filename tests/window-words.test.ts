import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TemplateChildNode } from '@vue/compiler-dom'
import { NodeTypes, parse } from '@vue/compiler-dom'
import { describe, expect, it } from 'vitest'

const WINDOW = join(import.meta.dirname, '..', 'renderer')

/** Attributes and props whose value is read or heard. */
const SPOKEN = /^(?:aria-label|aria-description|title|placeholder|alt|label|hint|text|empty)$/
/** The same in every language: names, and keys as they are printed. */
const NAMES = new Set(['Onesheet', 'NFO', 'TMDB', 'English', 'Deutsch', 'Ctrl', 'Esc', 'Enter', 'Shift', 'Y'])

function wordsOf(text: string): string[] {
  return (text.match(/\p{L}+/gu) ?? []).filter((word) => !NAMES.has(word))
}

/** Literals in an expression of a template that are not the name of a text, a class or a value. */
function spokenIn(expression: string): string[] {
  const quoted = [...expression.matchAll(/'([^']*)'|`([^`]*)`/g)]
  return quoted
    .map(([, plain, template]) => plain ?? template?.replaceAll(/\$\{[^}]*\}/g, '') ?? '')
    .filter((text) => /\p{L}\s+\p{L}/u.test(text) && wordsOf(text).length > 1)
}

function literalsOf(node: TemplateChildNode): string[] {
  if (node.type === NodeTypes.TEXT) return wordsOf(node.content).length > 0 ? [node.content.trim()] : []
  if (node.type === NodeTypes.INTERPOLATION) return spokenIn(node.loc.source)
  if (node.type !== NodeTypes.ELEMENT) return []
  const attributes = node.props.flatMap((prop) => {
    if (prop.type === NodeTypes.ATTRIBUTE) {
      const value = prop.value?.content ?? ''
      return SPOKEN.test(prop.name) && wordsOf(value).length > 0 ? [value] : []
    }
    const name = prop.arg === undefined ? '' : prop.arg.loc.source
    return SPOKEN.test(name) && prop.exp !== undefined ? spokenIn(prop.exp.loc.source) : []
  })
  return [...attributes, ...node.children.flatMap(literalsOf)]
}

/** What the script hands to a notice or a dialog without having looked it up. */
function saidIn(script: string): string[] {
  return [...script.matchAll(/\b(?:say|warn|confirm|alert)\(\s*(['`][^'`]+['`])/g)].map(
    ([, text]) => text ?? '',
  )
}

describe('words of the window', () => {
  const paths = globSync('**/*.{vue,ts}', { cwd: WINDOW }).filter((path) => !path.endsWith('.test.ts'))

  it('are all looked up in the language that is chosen', () => {
    const found = paths.flatMap((path) => {
      const source = readFileSync(join(WINDOW, path), 'utf8')
      const template = path.endsWith('.vue')
        ? parse(source, { parseMode: 'sfc' }).children.filter(
            (node) => node.type === NodeTypes.ELEMENT && node.tag === 'template',
          )
        : []
      return [...template.flatMap(literalsOf), ...saidIn(source)].map((text) => `${path}: ${text}`)
    })
    expect(found).toEqual([])
  })

  it('would be found where they are not', () => {
    const html = `<template><p title="Two words">One {{ 'or two' }}</p><b :title="x ? 'a b' : ''">5</b></template>`
    expect(parse(html).children.flatMap(literalsOf)).toEqual(['Two words', 'One', 'or two', 'a b'])
  })
})
