'use client'

import { useState, type SyntheticEvent } from 'react'
import ReactCrop, { centerCrop, makeAspectCrop, type PercentCrop } from 'react-image-crop'
import 'react-image-crop/dist/ReactCrop.css'

/** Each number a share of the picture's width or height. */
export type Shares = { x: number; y: number; width: number; height: number }

interface PictureCropperProps {
  address: string
  label: string
  /** Breadth by height of what is cut out, and whether it is shown round. */
  shape: { aspect: number; isRound: boolean }
  onChange: (shares: Shares) => void
  onUnreadable: () => void
}

/** The part of a photo that will be shown, moved by pointer or by arrow keys. The server does the cutting. */
export function PictureCropper({ address, label, shape, onChange, onUnreadable }: PictureCropperProps) {
  const { aspect, isRound } = shape
  const [crop, setCrop] = useState<PercentCrop>()

  const choose = (chosen: PercentCrop) => {
    setCrop(chosen)
    onChange({
      x: chosen.x / 100,
      y: chosen.y / 100,
      width: chosen.width / 100,
      height: chosen.height / 100,
    })
  }
  const begin = ({ currentTarget: { width, height } }: SyntheticEvent<HTMLImageElement>) => {
    const part = makeAspectCrop({ unit: '%', ...largestPart(width, height, aspect) }, aspect, width, height)
    choose(centerCrop(part, width, height))
  }

  return (
    <ReactCrop
      crop={crop}
      aspect={aspect}
      circularCrop={isRound}
      keepSelection
      minWidth={32}
      ruleOfThirds={false}
      ariaLabels={{
        cropArea: label,
        nwDragHandle: label,
        nDragHandle: label,
        neDragHandle: label,
        eDragHandle: label,
        seDragHandle: label,
        sDragHandle: label,
        swDragHandle: label,
        wDragHandle: label,
      }}
      onChange={(_pixels, percent) => choose(percent)}
      className="max-h-96 self-start overflow-hidden rounded-md"
    >
      {/* eslint-disable-next-line @next/next/no-img-element -- a file of this device, never sent through the image door */}
      <img src={address} alt="" onLoad={begin} onError={onUnreadable} className="max-h-96" />
    </ReactCrop>
  )
}

/** The side that bounds what is cut out, in percent of that side. */
function largestPart(width: number, height: number, aspect: number): { width: number } | { height: number } {
  return width > height * aspect ? { height: 100 } : { width: 100 }
}
