/** Splitting text into what people see as single characters, with or without Intl.Segmenter. */

/** `useIntl` false forces the fallback, so that it can be tested against the real thing. */
export function graphemesOf(text: string, useIntl = true): string[] {
  if (useIntl && typeof Intl !== 'undefined' && typeof Intl.Segmenter === 'function') {
    return Array.from(new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text), (part) => part.segment)
  }
  return byHand(text)
}

const ZERO_WIDTH_JOINER = '\u200d'
/** Marks, skin tones, tag characters (flags of regions), the joiner itself: none starts a character. */
const CONTINUES = /^[\p{M}\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}\u200c\u200d]$/u
const REGIONAL = /^[\u{1f1e6}-\u{1f1ff}]$/u
const HANGUL_VOWEL_OR_TAIL = /^[\u1160-\u11ff]$/u
const HANGUL = /[\u1100-\u11ff\uac00-\ud7a3]$/u

/**
 * Coarser than Unicode's rules (UAX #29) where they differ: it may keep two characters together, never break one of
 * those it knows: combining marks, joined and toned emoji, flags, Hangul.
 */
function byHand(text: string): string[] {
  const graphemes: string[] = []
  let current = ''
  let flagLetters = 0
  for (const character of text) {
    const pairsFlag = REGIONAL.test(character) && flagLetters % 2 === 1
    if (current !== '' && (pairsFlag || continues(current, character))) {
      current += character
    } else {
      if (current !== '') graphemes.push(current)
      current = character
    }
    flagLetters = REGIONAL.test(character) ? flagLetters + 1 : 0
  }
  if (current !== '') graphemes.push(current)
  return graphemes
}

function continues(current: string, character: string): boolean {
  if (CONTINUES.test(character)) return true
  if (current.charAt(current.length - 1) === ZERO_WIDTH_JOINER) return true
  return HANGUL_VOWEL_OR_TAIL.test(character) && HANGUL.test(current)
}
