import { get, search } from 'node-emoji'

/** The character of a shortcode as Slack names it, or undefined for one not known here. */
export function emojiOf(name: string): string | undefined {
  const [base = name, tone] = name.split('::')
  const character = slackNames.get(base) ?? get(base)
  if (character === undefined) return undefined
  // Without the sign that says so, those that are also signs of plain text are drawn as such.
  if (/^[\u2000-\u33ff]$/.test(character)) return `${character}\ufe0f`
  const skin = tone && /^skin-tone-([2-6])$/.exec(tone)?.[1]
  return skin ? character + String.fromCodePoint(0x1f3fb + Number(skin) - 2) : character
}

/** The names that hold what was typed, the shortest first. */
export function findEmoji(typed: string): string[] {
  const own = [...slackNames.keys()].filter((name) => name.includes(typed))
  const names = new Set([...own, ...search(typed).map(({ name }) => name)])
  return [...names].sort((one, other) => one.length - other.length)
}

/** The character of an emoji that Slack gives as code points, such as `1f6a8` or `26a0-fe0f`. */
export function emojiFromUnicode(points: string): string | undefined {
  const numbers = points.split('-').map((point) => Number.parseInt(point, 16))
  return numbers.every((number) => number > 0 && number <= 0x10ffff)
    ? String.fromCodePoint(...numbers)
    : undefined
}

/** Plain text with its shortcodes written out. */
export function withEmoji(text: string): string {
  return text.replace(
    /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/gi,
    (whole, name: string) => emojiOf(name) ?? whole,
  )
}

const slackNames = new Map(
  Object.entries({
    book: '📖',
    speaking_head_in_silhouette: '🗣️',
    spiral_note_pad: '🗒️',
    admission_tickets: '🎟️',
    medal: '🎖️',
    helmet_with_white_cross: '⛑️',
    moon: '🌔',
    hand: '✋',
    large_green_circle: '🟢',
    large_orange_circle: '🟠',
    large_yellow_circle: '🟡',
    large_purple_circle: '🟣',
    large_brown_circle: '🟤',
    large_red_square: '🟥',
    large_orange_square: '🟧',
    large_yellow_square: '🟨',
    large_green_square: '🟩',
    large_blue_square: '🟦',
    large_purple_square: '🟪',
    thumbsup: '👍',
    thumbsdown: '👎',
    octagonal_sign: '🛑',
    thinking_face: '🤔',
    spiral_calendar_pad: '🗓️',
    technologist: '🧑‍💻',
    firefighter: '🧑‍🚒',
    envelope: '✉️',
    black_square_for_stop: '⏹️',
    double_vertical_bar: '⏸️',
    adhesive_bandage: '🩹',
    pencil: '📝',
    stethoscope: '🩺',
    petri_dish: '🧫',
    test_tube: '🧪',
    compass: '🧭',
    fire_extinguisher: '🧯',
    receipt: '🧾',
    safety_vest: '🦺',
    lobster: '🦞',
    brain: '🧠',
    broom: '🧹',
  }),
)
