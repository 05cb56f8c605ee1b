import type { ImageBlock, ImageElement } from '@slack/types'
import { type ReactNode, useState } from 'react'
import { withEmoji } from '../text/emoji.ts'

/** A picture from this machine; one from elsewhere is told by its words, since the page loads nothing from there. */
export function Picture({ image }: { image: ImageElement | ImageBlock }): ReactNode {
  const [failed, setFailed] = useState(false)
  const url = 'image_url' in image ? image.image_url : undefined
  if (!url || failed || !isNear(url)) {
    return (
      <span className="picture-words" title={url}>
        🖼 {image.alt_text}
      </span>
    )
  }
  return <img src={url} alt={image.alt_text} onError={() => setFailed(true)} />
}

export function ImageFigure({ block }: { block: ImageBlock }): ReactNode {
  return (
    <figure className="image-block">
      {block.title && <figcaption>{withEmoji(block.title.text)}</figcaption>}
      <Picture image={block} />
    </figure>
  )
}

const isNear = (url: string) => /^(data:image\/|http:\/\/(localhost|127\.0\.0\.1)[:/])/.test(url)
